"""Whether a policy folder is sound beyond its dialect: expressions, names, costs, examples.

The lints of ``shenbao check``. What the dialect itself refuses is said by ``policy.load``.
"""
