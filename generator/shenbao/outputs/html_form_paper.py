"""The printed form: cover, filling notes, sections as tables, opinions and seals, all still empty.

The blocks are those of the other media (``layout``); the script puts the values in before
printing. Without the script the page prints as a form to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from shenbao import messages
from shenbao.outputs import layout
from shenbao.outputs.html_form_controls import LANGUAGE
from shenbao.outputs.html_form_heads import Head, heads, shares
from shenbao.outputs.html_form_view import Node, sections
from shenbao.outputs.site.conditions import in_words
from shenbao.outputs.site.facts import chinese_day, moment_words
from shenbao.policy.model import Absent, Field, Form, Notice

_MOST_UPRIGHT = 7
"""A table of more columns stands across the page."""

_MOST_ACROSS = 13
"""A table of more columns is set in smaller letters."""

_ON_COVER = ("project_title", "lead_unit", "hospital", "alliance", "leader", "leader_phone")
_OWN_TITLE = frozenset({"leader", "leader_phone"})
_ID_NUMBER = ("身份证号", "证件号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the cover: its title, and a text or the place of the value that it repeats."""

    title: str
    text: str = ""
    slot: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What the template of the printed form asks for."""

    notice: Notice
    form: Form
    whole: bool
    """Whether it is a table, handed in by itself, without cover and notes."""

    @cached_property
    def sections(self) -> tuple[Node, ...]:
        """The sections."""
        return sections(self.notice, self.form)

    @property
    def applying(self) -> bool:
        """Whether somebody applies with it."""
        return self.form.purpose == "application"

    @property
    def unofficial(self) -> str:
        """The words that say so where the source does not give the form."""
        return "" if self.form.basis == "source" else _say("word-form-not-official")

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the cover."""
        for text in self._programmes():
            yield Line(title=_say("word-form-programme"), text=text)
        for field in self._again():
            yield Line(title=_cover_title(field), slot=field.pointer)
        yield Line(title=_say("word-form-seal-of-unit" if self.applying else "word-form-seal"))
        yield Line(title=_say("word-form-date"), text=_say("word-form-date-blank"))

    def _programmes(self) -> Iterator[str]:
        tracks = self.notice.tracks_of(self.form.id)
        for programme in dict.fromkeys(programme for programme, _ in tracks):
            names = [track.title for item, track in tracks if item == programme]
            several = len(programme.tracks) > 1
            yield programme.title + (f"（{'、'.join(names)}）" if several else "")

    def _again(self) -> Iterator[Field]:
        for role in _ON_COVER:
            field = self.form.field_with_role(role)
            if field is not None and "/*" not in field.pointer and "const" not in field.schema:
                yield field

    @property
    def after(self) -> str:
        """What the form is made after, at the foot of the cover."""
        issuer, issued = self.notice.issuer, self.notice.issued
        if isinstance(issuer, Absent) or not isinstance(issued, date):
            return ""
        day = chinese_day(issued)
        return _say("word-form-after", issuer=issuer, title=self.notice.title, day=day)

    def notes(self) -> Iterator[str]:
        """Yield the filling notes."""
        nodes = tuple(self.form.fields())
        if self.form.description:
            yield self.form.description
        yield _say("word-form-note-marks")
        yield _say("form-print-note-writing")
        if any(node.computed is not None for node in nodes):
            yield _say("word-form-note-computed")
        titles = [node.title + node.description for node in nodes]
        if not any(word in title for title in titles for word in _ID_NUMBER):
            yield _say("word-form-note-no-id")
        if self.applying:
            for deadline in self.notice.deadlines:
                at = moment_words(deadline)
                yield _say("word-form-note-deadline", what=deadline.what, at=at)
            for item in self.notice.handing_in:
                yield _say("word-form-note-handing-in", what=item.what, how=item.how)
        yield _say("form-print-note-fingerprint")

    def seals(self) -> tuple[tuple[str, ...], ...]:
        """Return the boxes to sign and seal, line by line."""
        if not self.applying:
            return ((_say("word-form-box-filler"), _say("word-form-box-unit")),)
        boxes = ["word-form-box-leader", "word-form-box-unit-opinion"]
        if any(node.role == "members" for node in self.form.fields()):
            boxes.append("word-form-box-partners")
        return tuple((_say(box),) for box in boxes)

    def parts(self, section: Node) -> tuple[tuple[str, layout.Block], ...]:
        """Return the blocks of a section with the name of their kind."""
        return named(layout.blocks(section))

    def across(self, section: Node) -> bool:
        """Say whether a section has a table that needs the page across."""
        return any(_crowded(block) for block in layout.blocks(section))

    def introduction(self, node: Node) -> tuple[str, ...]:
        """Return what is said of a section or table before it: condition, hints, basis."""
        told = [self._condition(node), *node.hints]
        if node.all_customary:
            told.append(_say("word-form-customary-part"))
        return tuple(text for text in told if text)

    def hint(self, node: Node, *, title: bool) -> str:
        """Return the help with a value: when, what, and the clause it comes from."""
        told = [self._condition(node), *node.hints]
        numbers = dict.fromkeys(clause.number for clause in node.sources if clause.number)
        if numbers:
            told.append(_say("word-form-clauses", numbers="、".join(numbers)))
        text = " ".join(part for part in told if part)
        return f"{node.title}：{text}" if text and title else text

    def told(self, block: layout.Rows) -> str:
        """Return the help with the columns of a table, in one line."""
        hints = (self.hint(column.node, title=True).rstrip("。") for column in block.columns)
        words = "；".join(dict.fromkeys(filter(None, hints)))
        return _say("word-form-columns", hints=words) if words else ""

    def heads(self, block: layout.Rows) -> tuple[tuple[Head, ...], ...]:
        """Return the header of a table."""
        return heads(block.columns)

    def shares(self, block: layout.Rows) -> tuple[float, ...]:
        """Return the parts of the width that the columns take."""
        return shares(block.columns)

    def numbered(self, block: layout.Rows) -> bool:
        """Say whether the rows get a number: one that is filled in would be the second."""
        number = _say("form-print-number")
        return all(column.node.title != number for column in block.columns)

    def look(self, block: layout.Rows) -> str:
        """Return the classes of a table: many columns need small letters."""
        return "rows dense" if len(block.columns) > _MOST_ACROSS else "rows"

    def _condition(self, node: Node) -> str:
        when = self._conditions.get(node.pointer)
        words = in_words(when, self.form, self.notice) if when is not None else None
        return _say("word-form-when", condition=words) if words is not None else ""

    @cached_property
    def _conditions(self) -> dict[str, str]:
        return {node.pointer: node.when for node in self.form.fields() if node.when is not None}


def named(blocks: tuple[layout.Block, ...]) -> tuple[tuple[str, layout.Block], ...]:
    """Return blocks with the name of their kind, by which a template chooses."""
    return tuple((type(block).__name__.lower(), block) for block in blocks)


def _crowded(block: layout.Block) -> bool:
    if isinstance(block, layout.Heading):
        return any(_crowded(inner) for inner in block.blocks)
    return isinstance(block, layout.Rows) and len(block.columns) > _MOST_UPRIGHT


def _cover_title(field: Field) -> str:
    if field.role not in _OWN_TITLE:
        return field.title
    return _say(f"word-form-cover-{field.role.replace('_', '-')}")


def _say(message: str, **args: Any) -> str:
    return messages.say(message, args, LANGUAGE)
