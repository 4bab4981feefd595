"""Where each id of a notice stands and what rests on it.

Values only: ``reports.policy.explanation`` words them, ``site`` links them.
"""
