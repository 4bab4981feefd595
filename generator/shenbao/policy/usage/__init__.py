"""Where each id of a notice stands and what rests on it."""
