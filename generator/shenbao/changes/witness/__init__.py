"""Proof of a change: instances that only one of two schemas accepts."""
