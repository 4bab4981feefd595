"""Reading filled PDF forms."""
