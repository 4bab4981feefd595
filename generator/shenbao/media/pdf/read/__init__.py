"""Reading filled PDF forms, and the fingerprints on printed ones, within limits."""
