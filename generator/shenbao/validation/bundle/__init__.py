"""Many submissions beside each other: quotas, targets, reconciliation, duplicates."""
