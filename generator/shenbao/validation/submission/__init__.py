"""One submission against its form: shape, rules, computed values, keys, required rows."""
