"""How a rule came out of a check, in one word."""

from __future__ import annotations

from shenbao.core.findings import Report

RANK = {"error": 4, "warning": 3, "review": 2, "info": 1}
"""The severities, the gravest highest."""


def verdict_of(report: Report, rule: str) -> str:
    """Return how a rule came out: pass, undecided, or its worst severity."""
    found = [item for item in report.findings if item.rule == rule]
    failed = [item.severity for item in found if item.verdict == "fail"]
    if failed:
        return max(failed, key=lambda severity: RANK[severity])
    return "undecided" if found else "pass"
