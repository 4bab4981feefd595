"""Reports: what was found, in the shape a person or a program reads.

The only room that makes sentences of findings; nothing is judged here.
"""

from shenbao.reports.finding_text import label, message

__all__ = ["label", "message"]
