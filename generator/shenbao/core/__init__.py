"""What every room uses: errors, findings, messages, artifacts, guards against hostile files.

Nothing here knows a notice, a table or a medium: what needs one of them stands in its room.
"""
