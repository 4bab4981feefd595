"""Forms as files: made, filled from earlier ones, converted, told apart by their fingerprints."""
