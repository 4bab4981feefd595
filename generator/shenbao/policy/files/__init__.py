"""Files of a policy folder, read strictly: every mistake is a Problem with its place.

Only text, JSON and CSV of those who write the policy; what is handed in is read in ``media``.
"""
