"""Reading what is handed in: one reader a format, each returning a ``Submission``.

Reading is tolerant and says so: whatever was normalised is a note. What cannot be read is
a finding, and one unreadable file never stops the others.
"""

from shenbao.submissions.reading import READERS, read

__all__ = ["READERS", "read"]
