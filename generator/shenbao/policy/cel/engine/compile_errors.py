"""Why an expression does not compile, in words of the catalogue instead of the compiler's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shenbao.core.messages.values import Value

_ERROR = re.compile(r"<input>:(?P<line>\d+):(?P<at>\d+): (?P<said>.*)")
_KINDS = (
    ("unfinished", re.compile(r"Syntax error: (?:.* input|missing .* at) '<EOF>'.*")),
    ("unfinished", re.compile(r"Syntax error: token recognition error at: '['\"].*'")),
    ("sign", re.compile(r"Syntax error: token recognition error at: '(?P<found>.*)'")),
    ("syntax", re.compile(r"Syntax error: \D*? input '(?P<found>.*?)'(?: expecting .*)?")),
    ("has", re.compile(r"has\(\) argument must be .*")),
    ("kinds", re.compile(r"found no matching overload for '(?P<found>[^']*)' applied to .*")),
    ("name", re.compile(r"undeclared reference to '(?P<found>[^']*)'.*")),
    ("answer", re.compile(r"gives (?P<found>.*), not BOOL")),
    ("lacking", re.compile(r"Syntax error: missing '(?P<found>.*?)' at .*")),
    ("sign", re.compile(r"unsupported syntax '(?P<found>.*)'")),
    ("row", re.compile(r"(?P<found>\w+)\(\) variable name must be .*")),
    ("reserved", re.compile(r"reserved identifier: (?P<found>\w+)")),
    ("large", re.compile(r"invalid \w+ literal.*")),
    ("select", re.compile(r"expression of type '.*' cannot be the operand of a select .*")),
    ("deep", re.compile(r".*(?:recursion limit|nesting|too (?:deep|complex|large)).*")),
)


def why(reason: str) -> Mapping[str, Value]:
    """Return what the compiler said first: ``why``, what was ``found``, ``at`` which character.

    ``at`` counts from 1 in its line, 0 where no place is known. What has no words is ``other``:
    the compiler's own are English, and nobody who writes a policy has to read them.
    """
    first = reason.splitlines()[0]
    place = _ERROR.search(first)
    said = first if place is None else place["said"]
    at = 0 if place is None else int(place["at"])
    for kind, pattern in _KINDS:
        match = pattern.fullmatch(said)
        if match is not None:
            found = match.groupdict().get("found") or ""
            return {"why": kind, "found": found.strip("_@ "), "at": at}
    return {"why": "other", "found": "", "at": at}
