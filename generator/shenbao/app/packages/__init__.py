"""Data packages of tables: empty ones to fill in, filled ones to hand in."""
