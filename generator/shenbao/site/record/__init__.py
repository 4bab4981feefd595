"""The record of changes: what an edition changes against the one before, for pages and feeds."""
