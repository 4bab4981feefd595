"""Where each id of a notice stands and what rests on it.

Values only: ``reports.explanation`` words them, ``site`` links them.
"""
