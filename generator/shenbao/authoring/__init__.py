"""From a notice that somebody holds in the hand to a policy folder: made, never understood.

``source`` gives the lines of a notice and its clauses, ``candidates`` what they may say, ``review``
the list that a person goes through; ``scaffold`` makes a small whole folder, ``edition`` that of
the next edition. What is not known is left to a person and says 待确认. ``workbook`` is a folder
as a workbook that goes out and comes back. Nothing here judges a policy folder (``audit``) or
what was handed in.
"""
