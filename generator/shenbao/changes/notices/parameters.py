"""Parameters that changed, each told once with the direction of everything that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from shenbao.changes.model import Change, Witness
from shenbao.changes.notices.across import Across, bounds_direction
from shenbao.changes.notices.pair import Pair, field_path, matched, notice_place
from shenbao.changes.notices.rules import RulePair, field_of
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import PolicyText, Value, many, policy_text, said
from shenbao.core.messages.values import unit as unit_words
from shenbao.policy.model import Parameter, Plain, Reading
from shenbao.policy.model.parameter import in_words, is_day

Values: TypeAlias = Mapping[str, Plain]
_MONEY = ("元", "万元", "亿元")
_LOWER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A parameter, or one of its values by code, that is another in the new version."""

    parameter: Parameter
    code: str
    old: Plain | None
    new: Plain | None

    @property
    def pointer(self) -> str:
        """Return where it stands in the notice."""
        below = f"/value/{self.code}" if self.code else "/value"
        return f"/params/{self.parameter.id}{below}"


@dataclass(slots=True)
class _Uses:
    """What uses a parameter, and which way each went."""

    directions: list[Direction] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)
    tracks: dict[str, None] = field(default_factory=dict)


def moved(pair: Pair) -> tuple[Moved, ...]:
    """Return the parameters that both versions have with another value."""
    return tuple(_moved(pair))


def explained(parameters: Sequence[Moved], used: Sequence[str], old: Any, new: Any) -> bool:
    """Say whether a parameter that is used here is why ``old`` became ``new``."""
    return any(_explains(item, old, new) for item in parameters if item.parameter.id in used)


def rules_told(parameters: Sequence[Moved], pairs: Sequence[RulePair]) -> dict[str, str]:
    """Return the rules in which nothing changed but parameters, each with one of them."""
    found: dict[str, str] = {}
    for both in pairs:
        constants = both.constants
        if not constants:
            continue
        used = both.after.params
        if all(explained(parameters, used, old, new) for old, new in constants):
            found[both.after.id] = used[0]
    return found


def parameter_changes(
    pair: Pair, parameters: Sequence[Moved], pairs: Sequence[RulePair]
) -> Iterator[Change]:
    """Yield a change for each parameter with another value, for each code of one by codes."""
    for item in parameters:
        uses = _Uses()
        for both in pairs:
            _in_rule(both, item, uses)
        _across(pair, item, uses)
        _in_fields(pair, item, uses)
        yield _change(pair, item, uses)
    for old, new in matched(pair.old.params, pair.new.params):
        if new is None and old is not None:
            yield _alone("entry-removed", old, "old")
        elif old is None and new is not None:
            yield _alone("entry-added", new, "new")
        elif old is not None and new is not None:
            yield from _called(old, new)


def reading_changes(pair: Pair, pairs: Sequence[RulePair]) -> Iterator[Change]:
    """Yield readings that have other options, or another one where nobody chooses.

    The rules that look at one are asked with what each version reads where nobody chooses.
    """
    for old, new in matched(pair.old.readings, pair.new.readings):
        if old is None or new is None or (old.default, old.options) == (new.default, new.options):
            continue
        uses = _Uses()
        for both in pairs:
            if new.id in both.after.readings:
                uses.rules.setdefault(both.after.id)
                uses.fields.setdefault(field_path(field_of(both.after)))
                came = both.compared()
                uses.directions.append(
                    came.direction if old.default != new.default else Direction.UNDETERMINED
                )
                uses.witnesses += came.witnesses if old.default != new.default else ()
                uses.tracks.update(dict.fromkeys(came.tracks))
        across: tuple[Across, ...] = (*pair.new.quotas, *pair.new.targets)
        asking = [item.id for item in across if new.id in item.readings]
        uses.rules.update(dict.fromkeys(asking))
        uses.directions += [Direction.UNDETERMINED] * len(asking)
        yield _reading(pair, old, new, uses)


def _reading(pair: Pair, old: Reading, new: Reading, uses: _Uses) -> Change:
    tracks = tuple(uses.tracks)
    direction = _direction(uses)
    if [option.id for option in old.options] != [option.id for option in new.options]:
        direction = Direction.UNDETERMINED
    kept = {proof.accepted_by: proof for proof in reversed(uses.witnesses)}
    then, now = (
        many(
            [said("change-reading-default", what=policy_text(_option(one)))]
            + [policy_text(option.text) for option in one.options if option.id != one.default],
            joint="semicolon",
        )
        for one in (old, new)
    )
    return Change(
        kind="reading-changed",
        direction=direction,
        subject=Subject.ELIGIBILITY,
        place=notice_place(f"/readings/{new.id}"),
        old=old.default,
        new=new.default,
        clauses_old=old.clauses,
        clauses_new=new.clauses,
        rules=tuple(uses.rules),
        fields=tuple(uses.fields),
        concerned=tracks,
        witnesses=tuple(kept[side] for side in ("old", "new") if side in kept),
        values={
            "what": policy_text(new.question),
            "old": then,
            "new": now,
            **pair.concerned(tracks),
        },
        unproved=direction is Direction.UNDETERMINED,
    )


def _option(reading: Reading) -> str:
    found = (option.text for option in reading.options if option.id == reading.default)
    return next(found, reading.default)


def _called(old: Parameter, new: Parameter) -> Iterator[Change]:
    """Yield the unit and the title of a parameter, where they are others now."""
    title = PolicyText(zh=new.title.zh, en=new.title.en)
    change = replace(
        _alone("entry-changed", new, "new"),
        clauses_old=old.clauses,
        old=old.unit,
        new=new.unit,
        values={"what": title, "old": _unit(old), "new": _unit(new)},
    )
    if old.unit != new.unit:
        yield replace(change, kind="unit-changed", direction=Direction.BOTH, subject=Subject.DATA)
    if old.title != new.title:
        values: dict[str, Value] = {
            "part": said("change-part-parameter"),
            "what": title,
            "old": PolicyText(zh=old.title.zh, en=old.title.en),
            "new": title,
        }
        yield replace(change, old=old.title.zh, new=new.title.zh, values=values)


def _unit(parameter: Parameter) -> Value:
    return policy_text(parameter.unit) or said("change-not-said")


def _moved(pair: Pair) -> Iterator[Moved]:
    for old, new in matched(pair.old.params, pair.new.params):
        if old is None or new is None:
            continue
        before, after = _values(old), _values(new)
        for code in dict.fromkeys((*after, *before)):
            if before.get(code) != after.get(code):
                yield Moved(parameter=new, code=code, old=before.get(code), new=after.get(code))


def _values(parameter: Parameter) -> dict[str, Plain]:
    return dict(parameter.values) if parameter.value is None else {"": parameter.value}


def _explains(item: Moved, old: Any, new: Any) -> bool:
    return _is(item.old, old) and _is(item.new, new)


def _is(value: Plain | None, constant: Any) -> bool:
    if isinstance(value, bool) or isinstance(constant, bool):
        return value is constant
    return value is not None and value == constant


def _in_rule(both: RulePair, item: Moved, uses: _Uses) -> None:
    if item.parameter.id not in (*both.former.params, *both.after.params):
        return
    uses.rules.setdefault(both.after.id)
    uses.fields.setdefault(field_path(field_of(both.after)))
    if not both.constants:
        return
    came = both.compared(lambda old, new: _explains(item, old, new))
    if not any(_explains(item, old, new) for old, new in both.constants):
        return
    uses.directions.append(came.direction)
    uses.witnesses += came.witnesses
    uses.tracks.update(dict.fromkeys(came.tracks))


def _across(pair: Pair, item: Moved, uses: _Uses) -> None:
    before: tuple[Across, ...] = (*pair.old.quotas, *pair.old.targets)
    after: tuple[Across, ...] = (*pair.new.quotas, *pair.new.targets)
    for old, new in matched(before, after):
        if old is not None and new is not None and item.parameter.id in new.params:
            uses.rules.setdefault(new.id)
            uses.directions.append(bounds_direction(old, new))


def _in_fields(pair: Pair, item: Moved, uses: _Uses) -> None:
    for old_home, home in pair.homes:
        before = {node.pointer: node for node in old_home.fields()}
        names = {new: old for old, new in pair.renamed[home.id].items()}
        for node in home.fields():
            if item.parameter.id not in node.params:
                continue
            uses.fields.setdefault(field_path(node.pointer))
            was = before.get(names.get(node.pointer, node.pointer))
            for keyword, value in node.schema.items():
                if was is not None and _explains(item, was.schema.get(keyword), value):
                    uses.directions.append(_keyword(keyword, item))
                    uses.tracks.update(dict.fromkeys(pair.tracks_of(home.id)))


def _keyword(keyword: str, item: Moved) -> Direction:
    """Return which way another number in a keyword goes."""
    if not isinstance(item.old, int | float) or not isinstance(item.new, int | float):
        return Direction.BOTH
    if keyword in {"const", "enum", "multipleOf"}:
        return Direction.BOTH
    lowered = item.new < item.old
    return Direction.TIGHTER if lowered == (keyword in _LOWER) else Direction.LOOSER


def _direction(uses: _Uses) -> Direction:
    found = set(uses.directions) - {Direction.NEUTRAL}
    if not found:
        return Direction.UNDETERMINED if uses.rules else Direction.NEUTRAL
    if Direction.BOTH in found or found >= {Direction.TIGHTER, Direction.LOOSER}:
        return Direction.BOTH
    return found.pop() if len(found) == 1 else Direction.UNDETERMINED


def _change(pair: Pair, item: Moved, uses: _Uses) -> Change:
    parameter = item.parameter
    direction = _direction(uses)
    tracks = tuple(uses.tracks)
    if not tracks and item.code in pair.tracks:
        tracks = (item.code,)
    former = next(one for one in pair.old.params if one.id == parameter.id)
    label = _code_label(pair, parameter, item.code)
    kept = {proof.accepted_by: proof for proof in reversed(uses.witnesses)}
    return Change(
        kind="parameter-changed",
        direction=direction,
        subject=Subject.MONEY if parameter.unit in _MONEY else Subject.ELIGIBILITY,
        place=notice_place(item.pointer),
        old=item.old,
        new=item.new,
        clauses_old=former.clauses,
        clauses_new=parameter.clauses,
        rules=tuple(uses.rules),
        fields=tuple(uses.fields),
        concerned=tracks,
        witnesses=tuple(kept[side] for side in ("old", "new") if side in kept),
        values={
            "what": label,
            "old": _shown(item.old, former.unit),
            "new": _shown(item.new, parameter.unit),
            **pair.concerned(tracks),
        },
        unproved=direction is Direction.UNDETERMINED,
    )


def _code_label(pair: Pair, parameter: Parameter, code: str) -> Value:
    title = PolicyText(zh=parameter.title.zh, en=parameter.title.en)
    if not code:
        return title
    names = {
        row.code: row.label
        for notice in (pair.old, pair.new)
        for item in notice.lists
        if item.name == parameter.by
        for row in item.rows
    }
    words = pair.tracks.get(code) or names.get(code, code)
    return said("change-of", what=title, of=PolicyText(zh=words))


def _shown(value: Plain | None, unit: str) -> Value:
    if value is None:
        return said("change-not-said")
    words: Value = in_words(value)
    if isinstance(value, str):
        words = PolicyText(
            zh=in_words(value), en=in_words(value, english=True) if is_day(value) else ""
        )
    return said("change-amount", number=words, unit=unit_words(unit)) if unit else words


def _alone(kind: str, parameter: Parameter, side: str) -> Change:
    values = _values(parameter)
    shown = values.get("", dict(values))
    return Change(
        kind=kind,
        direction=Direction.NEUTRAL,
        subject=Subject.TEXT,
        place=notice_place(f"/params/{parameter.id}"),
        old=shown if side == "old" else None,
        new=shown if side == "new" else None,
        clauses_old=parameter.clauses if side == "old" else (),
        clauses_new=parameter.clauses if side == "new" else (),
        values={
            "part": said("change-part-parameter"),
            "what": PolicyText(zh=parameter.title.zh, en=parameter.title.en),
        },
    )
