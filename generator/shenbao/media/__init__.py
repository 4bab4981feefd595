"""From a notice to files: every function here is pure and returns artifacts."""
