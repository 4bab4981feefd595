"""Pages from templates, hand-written ones from ``docs``, and the navigation."""
