"""Figures: what each indicator is, and the one door by which any of them is formed."""
