"""Comparing two versions of a notice, from folders, from Git, from a site, or as plain schemas."""
