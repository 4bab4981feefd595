"""Data packages: to fill in, and filled ones to hand in."""
