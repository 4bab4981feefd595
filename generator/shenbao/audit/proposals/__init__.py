"""Examples that a notice could have: made from its forms, confirmed by a person, then counted."""
