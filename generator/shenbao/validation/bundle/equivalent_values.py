"""Whether a cell of a table says what an application says, in whichever way it writes it.

A choice may be written as its code, its label or another name of it, a topic as its number or
mark too (1, ①, 专题①, 专题一), several values in any order. A value may stand as one of these
ways in the application and as another in the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from shenbao.core.messages.values import Many, PolicyText, Value, many
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import TRACK, CodeList, Field, Topic
from shenbao.validation.bundle.entries import Entry
from shenbao.validation.conditions import comparable
from shenbao.validation.form_index import instances, one_line, scalar_text

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_TELEPHONE = re.compile(r"(?:\(0[0-9]{2,3}\)|0[0-9]{2,3}[ -])[0-9]{3,4}[ -]?[0-9]{3,4}")
_BETWEEN = re.compile(r"[、,;/]")
_TOPIC = "topic"
_TOPIC_WORD = "专题"
_TRACKS = "tracks"
_NUMERALS = "零一二三四五六七八九十"

Forms: TypeAlias = frozenset[float | str]
"""The ways in which one value may be written; two values are alike where they share one."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A value as it stands, and the list that its codes are of."""

    value: Any
    codes: CodeList | None

    @property
    def plain(self) -> float | str:
        """The value with numbers as numbers, however they are written, and text folded.

        Of a telephone number only the digits count.
        """
        text = comparable(self.value)
        if _NUMBER.fullmatch(text):
            return float(text)
        return "".join(filter(str.isdigit, text)) if _TELEPHONE.fullmatch(text) else text

    @property
    def forms(self) -> Forms:
        """The value itself, and all that the list calls the row that it names, and no other."""
        owners: dict[str, set[str]] = {}
        for name, row in self.codes.names() if self.codes is not None else ():
            owners.setdefault(comparable(name), set()).add(comparable(row.code))
        named = owners.get(str(self.plain), set())
        own = (name for name, codes in owners.items() if len(codes) == 1 and codes <= named)
        return frozenset({self.plain, *named, *own})


def played(entry: Entry, roles: Sequence[str]) -> str | None:
    """Return the first of ``roles`` that the form of an entry has a place for.

    What track an application is for its form says, without a place.
    """
    home = entry.subject.home
    return next((role for role in roles if role in home.roles or role == TRACK), None)


def mean_the_same(entry: Entry, role: str, cell: Any, column: Field | None) -> bool:
    """Say whether what ``entry`` gives in ``role`` and a cell of ``column`` are the same."""
    node = _node(entry, role)
    said = [_Written(value, _codes(entry, role)) for value in _said(entry, role)]
    in_column = _list_of(entry, column)
    if node is not None and ROW in node.pointer:
        parts = [part for part in _BETWEEN.split(comparable(cell)) if comparable(part)]
        others = [_Written(part, in_column) for part in parts]
        return _covers(said, others) and _covers(others, said)
    if node is not None and node.role == _TOPIC:
        mine = _topic_forms(entry, cell)
        if any(not mine.isdisjoint(_topic_forms(entry, one.value)) for one in said):
            return True
    return any(_same(one, _Written(cell, in_column)) for one in said)


def awaited(entry: Entry, role: str) -> bool:
    """Say whether an entry has yet to give a role: what it lacks is asked for there.

    Of a role within rows it owes an answer where a row has none.
    """
    node, pattern = _node(entry, role), entry.pattern(role)
    if node is None or not node.required or pattern is None:
        return False
    if ROW not in pattern:
        return not _said(entry, role)
    rows = instances(entry.subject.data, pattern[: len(pattern) - pattern[::-1].index(ROW)])
    return not _said(entry, role) or len(list(rows)) > len(_said(entry, role))


def in_words(entry: Entry, role: str) -> Many:
    """Return what ``entry`` gives in ``role`` as a person reads it, nothing where it is empty."""
    codes = _codes(entry, role)
    return many(_in_words(value, codes) for value in _said(entry, role))


def cell_in_words(entry: Entry, column: Field | None, cell: Any) -> Value:
    """Return a cell as a person reads it."""
    return _in_words(cell, _list_of(entry, column))


def _in_words(value: Any, codes: CodeList | None) -> Value:
    text = scalar_text(value) or ""
    label = text if codes is None else codes.label(text)
    return one_line(text) if label == text else PolicyText(zh=label)


def _said(entry: Entry, role: str) -> list[Any]:
    """Return the values that an entry gives in a role, those that are empty left out."""
    if _node(entry, role) is None:
        home = entry.subject.home.source
        return [track.id for _, track in entry.subject.context.notice.tracks_of(home.id)]
    given = entry.role(role)
    return [value for value in (given if isinstance(given, list) else [given]) if comparable(value)]


def _node(entry: Entry, role: str) -> Field | None:
    """Return the field that plays a role, None for the track that no field asks for."""
    home = entry.subject.home
    return home.nodes[home.roles[role]] if role in home.roles else None


def _codes(entry: Entry, role: str) -> CodeList | None:
    node = _node(entry, role)
    return entry.subject.context.lists.get(_TRACKS) if node is None else _list_of(entry, node)


def _list_of(entry: Entry, field: Field | None) -> CodeList | None:
    name = None if field is None else field.list_name
    return None if name is None else entry.subject.context.lists.get(name)


def _same(one: _Written, other: _Written) -> bool:
    return one.plain == other.plain or not one.forms.isdisjoint(other.forms)


def _covers(ones: Sequence[_Written], others: Sequence[_Written]) -> bool:
    return all(any(_same(one, other) for other in others) for one in ones)


def _topic_forms(entry: Entry, value: Any) -> frozenset[str]:
    """Return a topic as it stands, and all that a person may call it and no other."""
    text = _bare(value)
    called = [frozenset(map(_bare, _names(topic))) for topic in dict.fromkeys(_topics(entry))]
    times = Counter(name for names in called for name in names)
    return frozenset(
        {
            text,
            *(name for names in called if text in names for name in names if times[name] == 1),
        }
    )


def _topics(entry: Entry) -> list[Topic]:
    """Return the topics that the form of ``entry`` offers."""
    home = entry.subject.home.source
    return [
        topic
        for programme, track in entry.subject.context.notice.tracks_of(home.id)
        for topic in programme.topics
        if topic.id in track.topics
    ]


def _names(topic: Topic) -> Iterator[str]:
    for short in (topic.id, topic.mark, *_numeral(topic.mark)):
        yield from (short, short + topic.title)
    yield topic.title


def _numeral(mark: str) -> Iterator[str]:
    """Yield a mark that is a number below twenty in Chinese."""
    number = comparable(mark)
    ten, one = divmod(int(number), 10) if number.isdecimal() else (2, 0)
    if ten == 0 and one:
        yield _NUMERALS[one]
    elif ten == 1:
        yield _NUMERALS[10] + (_NUMERALS[one] if one else "")


def _bare(value: Any) -> str:
    """Return a topic without the word before it and without the signs between its parts."""
    return "".join(filter(str.isalnum, comparable(value))).removeprefix(_TOPIC_WORD)
