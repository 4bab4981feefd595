"""The use cases: each joins rooms and returns a value."""
