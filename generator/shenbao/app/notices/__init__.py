"""The policy folder as a whole: what an id means, whether all is sound, the site made of it."""
