"""Fill once: what an earlier submission or a profile says, carried over to another form.

A value goes where the target has a place that means the same: in the same form every place,
between forms a place of the same role, or of the same path, kind and title (which is what
shared definitions give); a code goes where the list calls it the same. A profile names no
form: its places mean what they mean in every form that has them. What the target's list does
not have, and what is fixed or computed there, is not carried, and never what somebody states,
confirms or signs. Everything left behind, or not read from a source, is listed.

Between two editions of a form a place is the same by its path or its ``x-id``, unless the newer
edition says that it has another place or other codes now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.core.messages import words
from shenbao.core.paths import Path, copied, leaves_of, pattern_of, pointer_of, put, value_at
from shenbao.core.submission import Submission
from shenbao.policy.form_identity import content_of, leaf_names
from shenbao.policy.model import Field, Form, FormOrTable, Notice, Replaced, Table
from shenbao.policy.names import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A value that was not carried over: its place in the source, its title and why.

    ``around`` are the parts that it stands in, by their titles, and rows by their numbers.
    """

    file: str
    pointer: str
    title: str
    reason: str
    around: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A value that was carried to another place, or under another code.

    ``old`` and ``new`` are pointers; ``title`` and ``code`` are those of the target, ``code``
    empty where it is the same.
    """

    old: str
    new: str
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The data of the target, how many values were carried, and what was left behind.

    ``changed`` are those of the values carried between editions that are others now.
    """

    data: dict[str, Any]
    carried: int
    left: tuple[Unplaced, ...]
    changed: tuple[Changed, ...] = ()


def fill(notices: Sequence[Notice], home: FormOrTable, sources: Sequence[Submission]) -> Filled:
    """Carry over what the sources say to ``home``; where two say a thing, the first counts."""
    target = _Target(notices, home)
    left: list[Unplaced] = []
    for source in sources:
        left += unread(source)
        origin = resolve(notices, source.schema) if source.schema else None
        nodes = _agreed(notices) if origin is None else leaf_names(origin)
        parts = titles(origin or home)
        target.by_path = origin is None
        same = origin is not None and origin.ref == home.ref
        notice = None if origin is None or same else _notice_of(notices, origin)
        for path, value in leaves_of(content_of(origin or home, source.data) or {}, ()):
            node = nodes.get(pattern_of(path))
            called = _called(notice, node, value)
            reason = target.take(path, value, node, called, same=same)
            if reason:
                pointer = pointer_of(path)
                title = node.title if node is not None else str(path[-1])
                left.append(
                    Unplaced(
                        file=source.file,
                        pointer=pointer,
                        title=title,
                        reason=reason,
                        around=around(parts, path),
                    )
                )
    return Filled(data=content_of(home, target.data) or {}, carried=target.count, left=tuple(left))


def migrate(
    notices: Sequence[Notice], origin: FormOrTable, home: FormOrTable, source: Submission
) -> Filled:
    """Carry over what ``source`` says of the older edition's form ``origin`` to that of a newer.

    Never what somebody states, confirms or signs, nor the days in the same part of the form.
    Raises StopIteration where one of the two is of none of the notices.
    """
    target = _Target(notices, home)
    edition = next(item for item in notices if item.id == home.notice).edition
    notice = next(item for item in notices if item.id == origin.notice)
    replaced = [item for item in edition.replaces if item.form == home.id]
    nodes, parts = leaf_names(origin), titles(origin)
    signed = {*_days_beside_statements(nodes)}
    to_sign = {*_days_beside_statements(leaf_names(home))}
    left, changed = list(unread(source)), list[Changed]()
    for path, value in leaves_of(content_of(origin, source.data) or {}, ()):
        pattern = pattern_of(path)
        node = nodes.get(pattern)
        moved = _Moved.of(path, node, replaced, target.stable)
        code = moved.codes.get(str(value), value)
        told = moved.codes and str(value) in moved.codes
        called = target.called(moved.path, code) if told else _called(notice, node, value)
        if pattern in signed or pattern_of(moved.path) in to_sign:
            reason = "fill-attested"
        else:
            reason = target.put_at(moved.path, code, node, called)
        title = node.title if node is not None else str(path[-1])
        pointer = pointer_of(path)
        if reason:
            left.append(
                Unplaced(
                    file=source.file,
                    pointer=pointer,
                    title=title,
                    reason=reason,
                    around=around(parts, path),
                )
            )
        elif moved.path != path or code != value:
            changed.append(
                Changed(
                    old=pointer,
                    new=pointer_of(moved.path),
                    title=title,
                    code="" if code == value else f"{value} → {code}",
                )
            )
    data = content_of(home, target.data) or {}
    return Filled(data=data, carried=target.count, left=tuple(left), changed=tuple(changed))


def with_fixed(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data of a form with what the form says itself, as every medium writes it."""
    filled: dict[str, Any] = copied(data)
    for path, value in _fixed(form.sections, ()):
        if value_at(filled, path) is None:
            put(filled, path, value)
    return filled


def _fixed(nodes: Sequence[Field], around: Path) -> Iterator[tuple[Path, Any]]:
    """Yield what a form says itself, whatever is filled in: nobody has to write it again.

    A box that has to be ticked is fixed too, but somebody has to tick it.
    """
    for node in nodes:
        if node.when is not None or node.attested or node.kind == "array":
            continue
        path = (*around, node.key)
        fixed = node.schema.get("const")
        if node.kind == "object":
            yield from _fixed(node.children, path)
        elif fixed is not None and fixed is not True:
            yield path, fixed


def _days_beside_statements(nodes: Mapping[str, Field]) -> Iterator[str]:
    """Yield the days of the parts in which somebody states something: when it was signed."""
    stated = {pattern.rpartition("/")[0] for pattern, node in nodes.items() if node.attested}
    for pattern, node in nodes.items():
        if node.schema.get("format") == "date" and pattern.rpartition("/")[0] in stated:
            yield pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """Where a value of the older edition stands in the newer, and its codes by the old ones."""

    path: Path
    codes: Mapping[str, str]

    @classmethod
    def of(
        cls,
        path: Path,
        node: Field | None,
        replaced: Sequence[Replaced],
        stable: Mapping[str, str],
    ) -> _Moved:
        """Return the place that the newer edition names, else that of the same ``x-id``."""
        pattern = pattern_of(path)
        around = [item for item in replaced if f"{pattern}/".startswith(f"{item.old}/")]
        nearest = max(around, key=lambda item: len(item.old), default=None)
        if nearest is not None:
            wanted = nearest.new + pattern[len(nearest.old) :]
            codes = dict(nearest.codes) if nearest.old == pattern else {}
            return cls(path=_with_rows(wanted, path), codes=codes)
        wanted = pattern if node is None else stable.get(node.stable_id, pattern)
        return cls(path=_with_rows(wanted, path), codes={})


def _with_rows(pattern: str, path: Path) -> Path:
    """Return the path of a pattern with the row numbers of ``path``; rows too many stay ``*``."""
    rows = iter([step for step in path if isinstance(step, int)])
    return tuple(next(rows, "*") if step == "*" else step for step in pattern.split("/")[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a form that may hold a value, and those of its roles, by their pointers."""

    nodes: Mapping[str, Field]
    roles: Mapping[str, str]

    @classmethod
    def of(cls, home: FormOrTable) -> Places:
        """Return the places of a form; of two of a role the first."""
        nodes = leaf_names(home)
        roles: dict[str, str] = {}
        for pattern, node in nodes.items():
            if node.role is not None and "*" not in pattern:
                roles.setdefault(node.role, pattern)
        return cls(nodes=nodes, roles=roles)

    def has_alike(self, pattern: str, node: Field) -> bool:
        """Say whether the place of the same path means what another form's place means."""
        here = self.nodes.get(pattern)
        return here is not None and (here.kind, here.title) == (node.kind, node.title)

    def of_role(self, pattern: str, node: Field) -> str | None:
        """Return the place that has the role of another form's place, if it is of its kind."""
        known = self.roles.get(node.role or "") if "*" not in pattern else None
        return known if known is not None and self.nodes[known].kind == node.kind else None


def titles(home: FormOrTable) -> Mapping[str, str]:
    """Return what the nodes of a form are called, by their pointers."""
    form = home.as_form() if isinstance(home, Table) else home
    return {node.pointer: node.title for node in form.fields()} if isinstance(form, Form) else {}


def around(titles: Mapping[str, str], path: Path) -> tuple[str | int, ...]:
    """Return the parts that a value stands in: their titles, and rows counted from one."""
    steps = (
        step + 1 if isinstance(step, int) else titles.get(pattern_of(path[: end + 1]), "")
        for end, step in enumerate(path[:-1])
    )
    return tuple(step for step in steps if step != "")


def unread(source: Submission) -> Iterator[Unplaced]:
    """Yield what the reader of a source could not read, or read in doubt."""
    for finding in source.findings:
        where = finding.where
        title = " ".join(
            (where.label or words(finding.found or "") or where.sheet or source.file).split()
        )
        yield Unplaced(file=source.file, pointer=where.pointer, title=title, reason="fill-unread")


class _Target:
    """The form to be filled: places by role and by path, and the data so far.

    ``by_path``: the source names no form, so that a path alone says what a value means.
    """

    def __init__(self, notices: Sequence[Notice], home: FormOrTable) -> None:
        self.by_path = False
        self._notice = _notice_of(notices, home)
        self._places = Places.of(home)
        self.data: dict[str, Any] = {}
        self.count = 0
        self._filled: set[Path] = set()
        self.stable = {node.stable_id: pattern for pattern, node in self._places.nodes.items()}

    def called(self, path: Path, value: Any) -> Any:
        """Return what the list of the place calls a value."""
        return _called(self._notice, self._places.nodes.get(pattern_of(path)), value)

    def put_at(self, place: Path, value: Any, node: Field | None, called: Any) -> str:
        """Put a value at its place in a newer edition; return why it does not belong there."""
        wanted = self._places.nodes.get(pattern_of(place))
        if wanted is not None and node is not None and wanted.kind != node.kind:
            return "fill-other-kind"
        return self._put(place, wanted, value, node, called, same=False)

    def take(self, path: Path, value: Any, node: Field | None, called: Any, *, same: bool) -> str:
        """Put a value where it belongs; return why it does not belong anywhere, else nothing.

        ``called``: what the list of the source calls it.
        """
        place = path if same else self._place(path, node)
        wanted = self._places.nodes.get(pattern_of(place)) if place is not None else None
        return self._put(place, wanted, value, node, called, same=same)

    def _put(
        self,
        place: Path | None,
        wanted: Field | None,
        value: Any,
        node: Field | None,
        called: Any,
        *,
        same: bool,
    ) -> str:
        if (node is not None and node.attested) or (wanted is not None and wanted.attested):
            return "fill-attested"
        if place is None or wanted is None:
            return "fill-no-place"
        if wanted.computed is not None or ("const" in wanted.schema and not same):
            return "fill-fixed"
        listed = value in wanted.schema.get("enum", [value])
        meant = self.by_path or _called(self._notice, wanted, value) == called
        if not same and not (listed and meant):
            return "fill-not-in-list"
        if place in self._filled:
            return "" if value_at(self.data, place) == value else "fill-said-before"
        self._filled.add(place)
        put(self.data, place, value)
        self.count += 1
        return ""

    def _place(self, path: Path, node: Field | None) -> Path | None:
        pattern = pattern_of(path)
        if node is None or self.by_path:
            alike = pattern in self._places.nodes
        else:
            alike = self._places.has_alike(pattern, node)
        if alike:
            return path
        known = None if node is None else self._places.of_role(pattern, node)
        return None if known is None else tuple(known.split("/")[1:])


def _notice_of(notices: Sequence[Notice], home: FormOrTable) -> Notice | None:
    return next((notice for notice in notices if notice.id == home.notice), None)


def _called(notice: Notice | None, node: Field | None, value: Any) -> Any:
    """Return what the list of a field calls a value."""
    if notice is None or node is None or not isinstance(value, str):
        return value
    return notice.names(node).get(value, value)


def _agreed(notices: Sequence[Notice]) -> Mapping[str, Field]:
    """Return the nodes of all forms by their places, where all that have one mean the same."""
    found: dict[str, Field] = {}
    differing: set[str] = set()
    for home in (home for notice in notices for home in notice.homes):
        for pattern, node in leaf_names(home).items():
            if found.setdefault(pattern, node).role != node.role:
                differing.add(pattern)
    return {pattern: node for pattern, node in found.items() if pattern not in differing}
