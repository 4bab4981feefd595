"""The printed form: cover, filling notes, sections as tables, opinions and seals, all still empty.

The blocks are those of the other media (``layout``); the script puts the values in before
printing. Without the script the page prints as a form to fill in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shenbao.forms import front_matter, layout
from shenbao.forms.table_header import Head, heads, shares
from shenbao.forms.view import Node, sections
from shenbao.forms.wording import Wording
from shenbao.policy.model import Form, Notice

_MOST_READABLE = 26
"""A table of more columns is set in smaller letters."""

_MANNER = front_matter.Manner(
    typing=("form-print-note-writing",),
    last=("form-print-note-fingerprint",),
)


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
        return front_matter.applies(self.form)

    @property
    def outdated(self) -> str:
        """The words that say why nobody should fill it in any more, where nobody should."""
        return front_matter.outdated(self.notice)

    @property
    def unofficial(self) -> str:
        """The words that say so where the source does not give the form."""
        return front_matter.unofficial(self.form)

    @property
    def cover(self) -> front_matter.Cover:
        """What stands on the first page."""
        return front_matter.cover(self.notice, self.form)

    @property
    def notes(self) -> tuple[str, ...]:
        """The filling notes."""
        return front_matter.notes(self.notice, self.form, _MANNER)

    @property
    def seals(self) -> tuple[tuple[str, ...], ...]:
        """The boxes to sign and seal, line by line."""
        return front_matter.seals(self.form)

    def parts(self, section: Node) -> tuple[tuple[str, layout.Block], ...]:
        """Return the blocks of a section with the name of their kind."""
        return with_kinds(layout.blocks(section))

    def sheet(self, section: Node) -> layout.Sheet:
        """Return the page that a section needs."""
        return layout.sheet(section)

    @cached_property
    def wording(self) -> Wording:
        """What is said beside the values."""
        return Wording(notice=self.notice, form=self.form)

    def heads(self, block: layout.Rows) -> tuple[tuple[Head, ...], ...]:
        """Return the header of a table."""
        return heads(block.columns)

    def shares(self, block: layout.Rows) -> tuple[float, ...]:
        """Return the parts of the width that the columns take."""
        return shares(block.columns)

    def look(self, block: layout.Rows) -> str:
        """Return the classes of a table: many columns need small letters."""
        return "rows dense" if len(block.columns) > _MOST_READABLE else "rows"


def with_kinds(blocks: tuple[layout.Block, ...]) -> tuple[tuple[str, layout.Block], ...]:
    """Return blocks with the name of their kind, by which a template chooses."""
    return tuple((type(block).__name__.lower(), block) for block in blocks)
