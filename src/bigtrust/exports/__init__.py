"""What leaves Big Trust as a file."""
