"""Rule kinds: what most rules say, without an expression; each becomes one."""
