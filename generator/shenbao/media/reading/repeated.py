"""A form that stands in one file more than once: one is read, or none, and it is said.

Copies that say the same are one application. Copies that differ may be two applications or
two drafts of one: nobody can tell which counts, so that none is read and never a mixture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shenbao.core.findings import Where
from shenbao.core.messages.values import many, policy_text
from shenbao.core.paths import Path, leaves_of, pattern_of
from shenbao.core.submission import Submission
from shenbao.media.reading.reader_findings import note, refuse
from shenbao.policy.form_identity import content_of, leaf_names
from shenbao.policy.model import Field, FormOrTable

_NAMED = 4
"""So many places that differ are named."""


def one_of(file: str, home: FormOrTable, copies: Sequence[Submission]) -> Submission:
    """Return the submission that all copies of a form in a file say; blank ones do not count.

    Raises UnreadableError where they differ.
    """
    if len(copies) == 1:
        return copies[0]
    nodes = leaf_names(home)
    contents = [_filled_in(nodes, content_of(home, copy.data)) for copy in copies]
    filled = [number for number, content in enumerate(contents) if content]
    first = filled[0] if filled else 0
    for number in filled[1:]:
        titles = list(dict.fromkeys(_differing(nodes, contents[first], contents[number])))
        if titles:
            raise refuse(
                "document.form-twice",
                file,
                count=str(len(filled)),
                form=home.title,
                titles=many(map(policy_text, titles), _NAMED),
            )
    where = Where(file=file)
    blank = len(copies) - len(filled)
    counts = {"count": str(len(copies)), "blank": str(blank), "kind": "blank" if blank else "same"}
    said = note("document.form-repeated", where, form=home.title, **counts)
    return replace(copies[first], notes=(said, *copies[first].notes))


def _filled_in(nodes: Mapping[str, Field], content: Any) -> Mapping[Path, Any]:
    """Return the values that somebody filled in, without those that the form fixes."""
    fixed = {pattern for pattern, node in nodes.items() if "const" in node.schema}
    values = leaves_of(content) if content else ()
    return {path: value for path, value in values if pattern_of(path) not in fixed}


def _differing(
    nodes: Mapping[str, Field], one: Mapping[Path, Any], other: Mapping[Path, Any]
) -> Iterator[str]:
    """Yield the titles of the fields that two contents say differently."""
    for path in dict.fromkeys((*one, *other)):
        if one.get(path) != other.get(path):
            node = nodes.get(pattern_of(path))
            yield node.title if node is not None else str(path[-1])
