"""The fillable form: one HTML file that works from a folder, without any request."""
