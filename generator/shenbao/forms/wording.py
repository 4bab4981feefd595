"""What is said beside the values of a form on paper: conditions, hints, clauses, basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shenbao.core.messages import say
from shenbao.core.messages.values import CHINESE, PolicyText, Value
from shenbao.forms import layout
from shenbao.forms.controls import LANGUAGE
from shenbao.forms.view import Node
from shenbao.policy.cel.condition_words import in_words
from shenbao.policy.model import Absent, Deadline, Form, Moved, Notice, NoticeSource, Text

_MOST_OPTIONS, _LONGEST_OPTIONS = 12, 160
"""A list of more options, or of longer ones, does not stand on paper beside its value."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words beside the values of one document."""

    notice: Notice
    form: Form

    @cached_property
    def conditions(self) -> dict[str, str]:
        """When the nodes that do not always apply do, in words."""
        told = {
            node.pointer: in_words(node.when, self.form, self.notice)
            for node in self.form.fields()
            if node.when is not None
        }
        return {
            pointer: words_of("paper-when", condition=words)
            for pointer, words in told.items()
            if words is not None
        }

    def introduction(self, node: Node) -> tuple[str, ...]:
        """Return what is said of a section or table before it: condition, hints, basis."""
        told = [self.conditions.get(node.pointer, ""), *node.hints]
        if node.all_customary:
            told.append(words_of("paper-customary-part"))
        return tuple(text for text in told if text)

    def hint(self, node: Node, *, named: bool) -> str:
        """Return the help with a value: when, what, the options of a list, and the clause."""
        told = [self.conditions.get(node.pointer, ""), *node.hints, _options(node)]
        numbers = dict.fromkeys(clause.number for clause in node.sources if clause.number)
        if numbers:
            told.append(words_of("paper-clauses", numbers="、".join(numbers)))
        text = " ".join(part for part in told if part)
        return f"{node.title}：{text}" if text and named else text

    def columns(self, block: layout.Rows) -> str:
        """Return the help with all columns of a table, in one line."""
        hints = (self.hint(column.node, named=True).rstrip("。") for column in block.columns)
        told = "；".join(dict.fromkeys(filter(None, hints)))
        return words_of("paper-columns", hints=told) if told else ""

    @staticmethod
    def numbered(block: layout.Rows) -> bool:
        """Say whether the rows get a number: one that is filled in would be the second."""
        number = words_of("paper-number")
        return all(column.node.title != number for column in block.columns)


def _options(node: Node) -> str:
    """Return the options of a list to open: on paper nobody can open it. A long one is left out."""
    labels = [label for _, label in node.choices]
    if node.control not in ("select", "combo") or not 1 < len(labels) <= _MOST_OPTIONS:
        return ""
    told = "、".join(labels)
    return words_of("paper-options", options=told) if len(told) <= _LONGEST_OPTIONS else ""


def words_of(message: str, **args: str) -> str:
    """Return words of the document."""
    return say(message, args, LANGUAGE)


def chinese_day(value: date | Absent) -> Text:
    """Return a day as printed in notices."""
    if isinstance(value, Absent):
        return value
    return f"{value.year}年{value.month}月{value.day}日"


def moment_words(deadline: Deadline | Moved) -> str:
    """Return a deadline as printed in notices: to the minute, or the day alone."""
    at = deadline.at
    day = f"{at.year}年{at.month}月{at.day}日"
    return day if deadline.precision == "day" else f"{day} {at:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A deadline that a later document moved: what it was, and whether to a later time."""

    before: Moved
    document: NoticeSource
    later: bool


def moves(notice: Notice, deadline: Deadline) -> tuple[Move, ...]:
    """Return how a deadline was moved, the last time first; nothing where it never was."""
    after = [*(moved.at for moved in deadline.extended_from), deadline.at][1:]
    found = [
        Move(before=moved, document=_mover(notice, moved), later=at > moved.at)
        for moved, at in zip(deadline.extended_from, after, strict=True)
    ]
    return tuple(reversed(found))


def _mover(notice: Notice, moved: Moved) -> NoticeSource:
    """Return the document that moved a deadline: one of its clauses is of a later document."""
    documents = (notice.document(notice.clause(clause)) for clause in moved.clauses)
    return next(item for item in documents if item is not notice.sources[0])


def _iso(moved: Moved) -> str:
    at = moved.at.replace(tzinfo=None)
    return at.date().isoformat() if moved.precision == "day" else at.isoformat(" ", "minutes")


def _day_words(day: date | Absent, language: str) -> str:
    """Return a day, nothing where the source does not give it."""
    if isinstance(day, Absent):
        return ""
    return str(chinese_day(day)) if language == CHINESE else day.isoformat()


def moved_words(notice: Notice, deadline: Deadline, language: str = LANGUAGE) -> str:
    """Return that a deadline was moved, from when, by what and since when; else nothing."""
    told = []
    for number, move in enumerate(moves(notice, deadline)):
        since = move.document.issued
        args: dict[str, Value] = {
            "number": number,
            "was": moment_words(move.before) if language == CHINESE else _iso(move.before),
            "document": PolicyText(zh=move.document.title),
            "since": _day_words(since, language),
            "dated": "no" if isinstance(since, Absent) else "yes",
        }
        told.append(say("deadline-moved-from", args, language))
    if not told:
        return ""
    kind = "later" if moves(notice, deadline)[0].later else "earlier"
    return say(f"deadline-moved-{kind}", {"moves": "".join(told)}, language)
