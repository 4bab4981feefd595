"""Finding a form or table by the name that a submission or a person gives it."""

from __future__ import annotations

import difflib
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import FormOrTable, Notice

_SUFFIX = ".schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What is asked of every notice before one is chosen.

    ``homes`` are the short names of its forms and tables, ``tables`` those of its tables,
    ``readings`` the options of each by their ids.
    """

    notice: str
    homes: tuple[str, ...]
    tables: tuple[str, ...]
    readings: Mapping[str, tuple[str, ...]]


def outline(notice: Notice) -> Outline:
    """Return what is asked of a notice before it is chosen."""
    return Outline(
        notice=notice.id,
        homes=tuple(home.ref for home in notice.homes),
        tables=tuple(table.ref for table in notice.tables),
        readings={item.id: tuple(one.id for one in item.options) for item in notice.readings},
    )


class ListOutline(NamedTuple):
    """What a code list says of itself before its rows: its status, and the names of its columns."""

    status: str
    columns: Sequence[str]


def list_outlines(notice: Notice) -> dict[str, ListOutline]:
    """Return what the code lists of a notice say of themselves, by their names."""
    return {
        item.name: ListOutline(item.status, [column.name for column in item.columns])
        for item in notice.lists
    }


class ValueNames(NamedTuple):
    """A form or table by its short name, with the pointers of its values as documents use them.

    ``asked`` are filled in, ``computed`` follow from them.
    """

    ref: str
    asked: frozenset[str]
    computed: frozenset[str]


def value_names(notice: Notice) -> tuple[ValueNames, ...]:
    """Return the forms and tables of a notice with the pointers of their values."""
    return tuple(map(_value_names, notice.homes))


def _value_names(home: FormOrTable) -> ValueNames:
    leaves = leaf_names(home)
    computed = frozenset(name for name, node in leaves.items() if node.computed is not None)
    return ValueNames(home.ref, frozenset(leaves) - computed, computed)


class Catalogue(Sequence[Notice]):
    """Notices of which each is loaded when it is asked for by its id; going over them loads all.

    What is asked of all is known without it.
    """

    @property
    @abstractmethod
    def ids(self) -> tuple[str, ...]:
        """The ids in order, also of notices that are not sound."""

    @abstractmethod
    def find(self, notice_id: str) -> Notice | None:
        """Return the notice of this id, None where there is none that is sound."""

    @abstractmethod
    def outlines(self) -> tuple[Outline, ...]:
        """Return what is asked of every sound notice, in order; none is loaded for it."""

    @abstractmethod
    def value_names(self) -> tuple[ValueNames, ...]:
        """Return the values of every form and table, in order; no notice is loaded for it."""

    @abstractmethod
    def best_tables(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the short names of the tables whose columns a header names best, all alike.

        ``names`` are its folded headings. A table whose required columns are all there comes
        before one that lacks some, then one of which more columns are named.
        """


def by_id(notices: Sequence[Notice], notice_id: str) -> Notice | None:
    """Return the notice of this id, or None; of a catalogue no other is loaded for it."""
    if isinstance(notices, Catalogue):
        return notices.find(notice_id)
    return next((notice for notice in notices if notice.id == notice_id), None)


def ids(notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the ids in order; of a catalogue nothing is loaded for it."""
    if isinstance(notices, Catalogue):
        return notices.ids
    return tuple(notice.id for notice in notices)


def outlines(notices: Sequence[Notice]) -> tuple[Outline, ...]:
    """Return what is asked of every notice, in order; of a catalogue nothing is loaded for it."""
    if isinstance(notices, Catalogue):
        return notices.outlines()
    return tuple(map(outline, notices))


def every_value(notices: Sequence[Notice]) -> tuple[ValueNames, ...]:
    """Return the values of every form and table; of a catalogue nothing is loaded for it."""
    if isinstance(notices, Catalogue):
        return notices.value_names()
    return tuple(found for notice in notices for found in value_names(notice))


def refs(notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the short names of all forms and tables."""
    return tuple(ref for item in outlines(notices) for ref in item.homes)


def tables(notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the short names of all tables."""
    return tuple(ref for item in outlines(notices) for ref in item.tables)


def owner(notices: Sequence[Notice], home: FormOrTable) -> Notice:
    """Return the notice of a form or table; raises KeyError where it is none of these."""
    notice = by_id(notices, home.notice)
    if notice is None:
        raise KeyError(home.notice)
    return notice


def resolve(notices: Sequence[Notice], name: str) -> FormOrTable | None:
    """Return the form or table that ``name`` means, or None.

    A name is short (``shenkang-2024/p1``) or a published address under any host whose path
    ends in ``schemas/<notice>/<form>.schema.json``. Nothing is fetched.
    """
    notice_id, _, form_id = short_name(name).partition("/")
    notice = by_id(notices, notice_id)
    return next((home for home in notice.homes if home.id == form_id), None) if notice else None


def short_name(name: str) -> str:
    """Return ``<notice>/<form>`` for a short name or a published address."""
    path = _path(name) if "://" in name else name
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    return "/".join(parts[-2:]).removesuffix(_SUFFIX)


def notice_of(name: str) -> str:
    """Return the id of the notice that the name of a form or table begins with."""
    return short_name(name).partition("/")[0]


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # no address after all, such as https://[x
        return ""


def near(notices: Sequence[Notice], name: str, most: int = 3) -> tuple[str, ...]:
    """Return the short names most like ``name``."""
    return tuple(difflib.get_close_matches(short_name(name), refs(notices), n=most, cutoff=0.4))
