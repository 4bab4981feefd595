"""Every kind of file in one folder, what writes it beside what reads it.

Writers are pure and return artifacts; readers return a ``Submission`` or its parts. Neither
judges: what a value is worth is for ``validation``.
"""
