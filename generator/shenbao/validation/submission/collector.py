"""Findings with their places, listed in order and kept few whatever a file holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

from shenbao.core.findings import Finding
from shenbao.policy.model import Severity
from shenbao.validation.form_index import Path
from shenbao.validation.submission.evaluation_context import Evaluation

LISTED = 100
"""So many findings of one kind are listed for a file; one more gives the number left out."""

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "review", "info")


@dataclass(slots=True)
class Collector:
    """Collects the findings on one submission.

    Beyond the limit of a kind a finding is only counted, not built. ``followed`` are the
    readings of unclear clauses that the submission was judged by, each with the rules.
    """

    subject: Evaluation
    _listed: list[tuple[Path, Finding]] = field(default_factory=list)
    _seen: dict[Hashable, int] = field(default_factory=dict)
    _last: dict[Hashable, tuple[Path, Finding]] = field(default_factory=dict)
    followed: dict[str, dict[str, None]] = field(default_factory=dict)
    _closed: list[Finding] | None = None

    def follow(self, rule: str, readings: Iterable[str]) -> None:
        """Note that ``rule`` was judged by these readings, whatever came of it."""
        for reading in readings:
            self.followed.setdefault(reading, {})[rule] = None

    def add(self, kind: Hashable, path: Path, build: Callable[[], Finding]) -> None:
        """Take a finding of ``kind`` at ``path``."""
        seen = self._seen[kind] = self._seen.get(kind, 0) + 1
        if seen <= LISTED:
            self._last[kind] = (path, build())
            self._listed.append(self._last[kind])

    def close(self) -> None:
        """Keep nothing but the findings: none are added any more, and the subject may change."""
        self._closed = self.findings()
        self._listed, self._seen, self._last = [], {}, {}

    def findings(self) -> list[Finding]:
        """Return the findings in document order, then by severity."""
        if self._closed is not None:
            return self._closed
        return [finding for _, finding in sorted([*self._listed, *self._closing()], key=self._key)]

    def _key(self, item: tuple[Path, Finding]) -> tuple[object, ...]:
        path, finding = item
        return (
            self.subject.home.order(path),
            _SEVERITIES.index(finding.severity),
            finding.rule,
        )

    def _closing(self) -> list[tuple[Path, Finding]]:
        """Return one finding for each kind of which some were left out, behind its last."""
        closing: list[tuple[Path, Finding]] = []
        for kind, seen in self._seen.items():
            if seen > LISTED:
                path, last = self._last[kind]
                rows = next((end for end, step in enumerate(path) if isinstance(step, int)), 0)
                finding = replace(
                    last,
                    where=self.subject.where(path[:rows]),
                    found=None,
                    wording={},
                    message="check-more-alike",
                    args={"count": str(seen - LISTED), "listed": str(LISTED)},
                )
                closing.append((path, finding))
        return closing
