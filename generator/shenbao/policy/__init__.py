"""The policy: its model and its loader."""
