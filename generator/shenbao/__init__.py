"""shenbao: makes a health authority's policy notice executable."""
