"""How people write values, in every medium alike: text to what its field asks."""
