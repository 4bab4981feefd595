"""Every expression of a notice held against what its parts can be."""
