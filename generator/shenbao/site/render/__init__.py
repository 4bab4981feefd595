"""Pages from templates, and the navigation."""
