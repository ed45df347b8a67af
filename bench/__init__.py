"""`make bench`: how fast it is, each time next to something that everybody knows, in one run."""
