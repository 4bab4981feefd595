"""The ledger of what was published: one entry a version, which holds for ever.

``meaning`` says what of a notice counts, ``entries`` what an entry is, ``steps`` which step of
the version a change asks for, ``standing`` whether a notice and its ledger fit. Nothing here
reads files.
"""
