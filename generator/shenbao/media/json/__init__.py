"""Submissions as JSON."""
