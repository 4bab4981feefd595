"""Many submissions beside each other: quotas, targets, reconciliation, duplicates.

Roles, not fields, are looked at here, so that forms and rows of tables count alike.
"""
