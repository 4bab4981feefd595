"""The exact verdict on tables of a policy, joined with its rules."""
