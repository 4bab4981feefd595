"""Reports: what was found, in the shape a person or a program reads."""

from shenbao.reports.finding_text import label, message

__all__ = ["label", "message"]
