"""One file of a package, one finding: what the manifest says, and what the exact check says of it.

A file that is gone, or was changed, breaks the manifest and the descriptor alike. The words of
the manifest stand, for they name the remedy, and they stand at the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from shenbao.core.findings import Finding, TableCheck
from shenbao.core.messages.shortening import shorten
from shenbao.validation.tables.findings import PREFIX

_LOST, _NEEDED = "tables-no-file", "tables-needs-file"
_CODES: Mapping[str, frozenset[str]] = {
    "manifest.missing": frozenset({f"{PREFIX}scheme-error"}),
    "manifest.changed": frozenset({f"{PREFIX}byte-count", f"{PREFIX}hash-count"}),
}
"""What the exact check says of the same file."""

Paths: TypeAlias = Mapping[str, Sequence[str]]
"""The paths in a package of each of its tables, by the file as a report names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a package: of its manifest, of its tables, and what was counted there."""

    manifest: tuple[Finding, ...]
    exact: tuple[Finding, ...]
    tables: tuple[TableCheck, ...]


def once(told: Told, paths: Paths) -> Told:
    """Return the same with every lost and every changed file told once, at the file."""
    files = {shorten(path): file for file, own in reversed(tuple(paths.items())) for path in own}
    moved = [(_at(finding, files), finding) for finding in told.manifest]
    twins = {(finding.where.file, rule) for finding, rule in _twins(moved)}
    exact = [
        item if _own(item, paths) else replace(item, message=_NEEDED, repair=f"{_NEEDED}-fix")
        for item in told.exact
        if (item.where.file, item.rule) not in twins or not _own(item, paths)
    ]
    return Told(
        manifest=tuple(finding for finding, _ in moved),
        exact=tuple(exact),
        tables=tuple(
            replace(
                table,
                counts=tuple(one for one in table.counts if (table.file, one.rule) not in twins),
            )
            for table in told.tables
        ),
    )


def _at(finding: Finding, files: Mapping[str, str]) -> Finding:
    """Return a finding of the manifest at the file that it speaks of, where that is a table."""
    file = files.get(str(finding.args.get("path"))) if finding.rule in _CODES else None
    return finding if file is None else replace(finding, where=replace(finding.where, file=file))


def _twins(moved: Sequence[tuple[Finding, Finding]]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding that was moved, and the rules that say the same there."""
    for finding, before in moved:
        if finding is not before:
            for rule in _CODES[finding.rule]:
                yield finding, rule


def _own(finding: Finding, paths: Paths) -> bool:
    """Say whether a finding speaks of its own file, not of one that its foreign key needs."""
    mine, lost = paths.get(finding.where.file or ""), finding.args.get("file")
    if finding.message != _LOST or mine is None or lost in mine:
        return True
    return not any(lost in own for own in paths.values())
