"""Two versions of a notice side by side: what they share by id, and how one names the other's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from shenbao.changes.model import Place
from shenbao.core.messages.values import Value, many, policy_text
from shenbao.policy.model import FormOrTable, Notice


class Identified(Protocol):
    """What has an id that never changes."""

    @property
    def id(self) -> str:
        """The id."""


Item = TypeVar("Item", bound=Identified)
Anything = TypeVar("Anything")


@dataclass(frozen=True)
class Pair:
    """Two versions of a notice."""

    old: Notice
    new: Notice

    @property
    def another_edition(self) -> bool:
        """Whether the new one is a notice of its own: next year's, not the same one corrected."""
        return self.old.id != self.new.id

    @cached_property
    def homes(self) -> tuple[tuple[FormOrTable, FormOrTable], ...]:
        """The forms and tables that both have."""
        return tuple(
            (old, new) for old, new in matched(self.old.homes, self.new.homes) if old and new
        )

    @cached_property
    def renamed(self) -> Mapping[str, Mapping[str, str]]:
        """The fields that have another name now: by the id of the form, pointers old to new."""
        return {new.id: dict(_renamed(self, old, new)) for old, new in self.homes}

    @cached_property
    def tracks(self) -> Mapping[str, str]:
        """The titles of the tracks, those of the new version first."""
        return {
            track.id: track.title
            for notice in (self.old, self.new)
            for programme in notice.programmes
            for track in programme.tracks
        }

    def tracks_of(self, *homes: str) -> tuple[str, ...]:
        """Return the ids of the tracks that apply with any of these forms, in order."""
        return tuple(
            dict.fromkeys(
                track.id
                for notice in (self.new, self.old)
                for home in homes
                for _, track in notice.tracks_of(home)
            )
        )

    def concerned(self, tracks: Iterable[str]) -> dict[str, Value]:
        """Return the titles of tracks as a sentence shows them; nothing where it is all of them."""
        named = tuple(dict.fromkeys(track for track in tracks if track in self.tracks))
        if not named:
            return {}
        return {"concerned": many(policy_text(self.tracks[track]) for track in named)}

    def cited(self, clauses: Iterable[str]) -> tuple[str, ...]:
        """Return the clauses in the order of the new version, then those of the old one alone."""
        wanted = set(clauses)
        known = (clause.id for notice in (self.new, self.old) for clause in notice.clauses)
        return tuple(dict.fromkeys(clause for clause in known if clause in wanted))


def matched(old: Iterable[Item], new: Iterable[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield what stands under the same id in both, then what only the old one has."""
    return matched_by(lambda item: item.id, old, new)


def matched_by(
    key: Callable[[Anything], str], old: Iterable[Anything], new: Iterable[Anything]
) -> Iterator[tuple[Anything | None, Anything | None]]:
    """Yield what has the same name in both, then what only the old one has."""
    before = {key(item): item for item in old}
    after = {key(item): item for item in new}
    for name, item in after.items():
        yield before.get(name), item
    for name, item in before.items():
        if name not in after:
            yield item, None


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def notice_place(pointer: str) -> Place:
    """Return a place in the notice's own file."""
    return Place(part="notice", pointer=pointer)


def field_path(pointer: str) -> str:
    """Return the path of a value in what is submitted: ``partners[].unit``."""
    return pointer.strip("/").replace("/*", "[]").replace("/", ".")


def _renamed(pair: Pair, old: FormOrTable, new: FormOrTable) -> Iterator[tuple[str, str]]:
    """Yield the pointers of fields that have the same id of their own and another key.

    And of those that the newer of the two editions says to replace, with all below them.
    """
    before = {node.stable_id: node.pointer for node in old.fields() if node.key != "*"}
    known = {node.pointer for node in new.fields() if node.key != "*"}
    for node in new.fields():
        place = before.get(node.stable_id)
        if node.key != "*" and place is not None and place != node.pointer:
            yield place, node.pointer
    for then, now in _replaced(pair, new.id):
        for pointer in before.values():
            if pointer == then or pointer.startswith(f"{then}/"):
                moved = now + pointer.removeprefix(then)
                if moved in known and moved != pointer:
                    yield pointer, moved


def _replaced(pair: Pair, form: str) -> Iterator[tuple[str, str]]:
    for item in pair.new.edition.replaces:
        if item.form == form:
            yield item.old, item.new
    backwards = pair.old.edition.earlier
    if backwards is not None and backwards[0] == pair.new.id:
        for item in pair.old.edition.replaces:
            if item.form == form:
                yield item.new, item.old
