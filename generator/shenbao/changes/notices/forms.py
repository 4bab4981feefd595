"""Forms and tables: the shape of what is submitted, and what the schemas do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shenbao.changes.catalogue import CATALOGUE
from shenbao.changes.model import Change, Place
from shenbao.changes.notices.pair import Pair, field_path
from shenbao.changes.notices.parameters import Moved, explained
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import PolicyText, Value, many, policy_text, said
from shenbao.policy.cel.condition_words import in_words
from shenbao.policy.model import Field, FormOrTable, Notice, Table

_OF_LISTS = frozenset(
    {"value-added", "value-removed", "value-replaced", "values-reordered", "value-label-changed"}
)
"""Changes of choices, which a code list tells as changes of its rows."""

_IN_EXPRESSIONS = frozenset({"indicator-changed", "field-condition-changed", "field-role-changed"})
"""Changes whose old and new stand as expressions or names: for everybody they are said apart."""


def form_changes(pair: Pair, parameters: Sequence[Moved]) -> Iterator[Change]:
    """Yield the changes of fields; what a parameter or a list tells is told there."""
    for old, new in pair.homes:
        yield from _shape(pair, old, new, parameters)
        yield from _fields(pair, old, new)
        yield from _rows(pair, old, new)


def _rows(pair: Pair, old: FormOrTable, new: FormOrTable) -> Iterator[Change]:
    """Yield what a table says of its rows together: which may not repeat, which must be there."""
    if not isinstance(old, Table) or not isinstance(new, Table):
        return
    sides = {
        "key": ((old.primary_key, old.unique), (new.primary_key, new.unique)),
        "rows": (_fixed(old), _fixed(new)),
    }
    tracks = pair.tracks_of(new.id)
    for name, (then, now) in sides.items():
        if then != now:
            labels = (policy_text(new.title), said(f"change-table-{name}"))
            yield Change(
                kind="schema-changed",
                direction=Direction.UNDETERMINED,
                subject=Subject.DATA,
                place=Place(part=new.ref, pointer=f"/{name}"),
                old=repr(then),
                new=repr(now),
                clauses_old=old.clauses,
                clauses_new=new.clauses,
                concerned=tracks,
                values={"field": many(labels, joint="dot"), **pair.concerned(tracks)},
            )


def _fixed(table: Table) -> object:
    """Return which rows a table carries; what asks for them is told as a rule."""
    rows = table.fixed_rows
    return rows and (rows.sources, rows.per, rows.applies)


def _shape(
    pair: Pair, old: FormOrTable, new: FormOrTable, parameters: Sequence[Moved]
) -> Iterator[Change]:
    """Yield what changed in the shape, with the clauses and rules of the fields."""
    names = {field_path(then): field_path(now) for then, now in pair.renamed[new.id].items()}
    nodes = {new.in_file(node.pointer): node for node in new.fields()}
    former = {old.in_file(node.pointer): node for node in old.fields()}
    for change in compare_schemas(old.schema, new.schema, part=new.ref, renames=names):
        place = change.place.pointer
        node = _named(nodes, change, place) or nodes.get(place)
        before = _named(former, change, (change.former or change.place).pointer)
        before = before or former.get((change.former or change.place).pointer)
        if node is not None and _told_elsewhere(change, before, node, parameters):
            continue
        if change.kind == "property-renamed":
            continue
        rules = _rules(node) or _rules(before)
        tracks = pair.tracks_of(new.id)
        yield replace(
            change,
            clauses_old=() if before is None else before.clauses,
            clauses_new=() if node is None else node.clauses,
            rules=rules,
            fields=change.fields or _fields_of(node or before),
            concerned=tracks,
            values={**change.values, **pair.concerned(tracks), **_public(change)},
        )


def _public(change: Change) -> dict[str, Value]:
    """Return the sentence for everybody of what is else said by an expression of letters."""
    if not change.kind.startswith("pattern-"):
        return {}
    return {"public": said(f"record-{change.kind}", field=change.values["field"])}


def _named(nodes: Mapping[str, Field], change: Change, place: str) -> Field | None:
    """Return the field below a group that was added, taken out, or is now required."""
    for name in (change.new, change.old):
        if isinstance(name, str) and f"{place}/properties/{name}" in nodes:
            return nodes[f"{place}/properties/{name}"]
    return None


def _told_elsewhere(
    change: Change, before: Field | None, node: Field, parameters: Sequence[Moved]
) -> bool:
    same_list = before is not None and before.list_name == node.list_name is not None
    if same_list and change.kind in _OF_LISTS:
        return True
    return bool(node.params) and explained(parameters, node.params, change.old, change.new)


def _rules(node: Field | None) -> tuple[str, ...]:
    """Return the rules that keywords of a field say."""
    return () if node is None else tuple(rule.id for rule in node.rules if rule.keywords)


def _fields_of(node: Field | None) -> tuple[str, ...]:
    return () if node is None else (field_path(node.pointer),)


def _fields(pair: Pair, old: FormOrTable, new: FormOrTable) -> Iterator[Change]:
    """Yield what stands beside the shape: names, units, how a value follows, when it is asked."""
    names = {after: before for before, after in pair.renamed[new.id].items()}
    before = {node.pointer: node for node in old.fields()}
    for node in new.fields():
        former = before.get(names.get(node.pointer, node.pointer))
        if former is None or node.key == "*":
            continue
        if node.pointer in names:
            yield _renamed(pair, old, new, former, node)
        if former.unit != node.unit:
            yield _beside(pair, new, former, node, "unit-changed", former.unit, node.unit)
        if former.computed != node.computed:
            yield _beside(
                pair, new, former, node, "indicator-changed", former.computed, node.computed
            )
        if _demand_changed(former, node):
            yield _asked(pair, new, former, node)
        if former.basis != node.basis:
            yield _of_basis(pair, new, former, node)
        if former.role != node.role:
            yield _beside(pair, new, former, node, "field-role-changed", former.role, node.role)
        if former.when != node.when:
            yield _conditioned(pair, old, new, former, node)


def _demand_changed(former: Field, node: Field) -> bool:
    """Say whether what has to be there changed without the shape: by a condition or the basis."""
    if former.when and node.when and former.required != node.required:
        return True
    return former.required == node.required and former.demanded != node.demanded


def _conditioned(
    pair: Pair, old: FormOrTable, new: FormOrTable, former: Field, node: Field
) -> Change:
    """Return that a field is asked in other cases, both in words where they can be said."""
    kind = "field-condition-changed"
    change = _beside(pair, new, former, node, kind, former.when, node.when)
    then, now = _case(pair.old, old, former), _case(pair.new, new, node)
    if then is None or now is None:
        return change
    values: dict[str, Value] = {"old": then, "new": now}
    values["public"] = said(change.message, what=_title(node), **values)
    return replace(change, values={**change.values, **values})


def _case(notice: Notice, home: FormOrTable, node: Field) -> Value | None:
    """Return when a field is asked, in words; None where no words are found for it."""
    if node.when is None:
        return said("change-any-case")
    form = home.as_form() if isinstance(home, Table) else home
    return policy_text(in_words(node.when, form, notice) or "") or None


def _of_basis(pair: Pair, new: FormOrTable, former: Field, node: Field) -> Change:
    change = _beside(pair, new, former, node, "basis-changed", former.basis, node.basis)
    names = {"old": former.basis, "new": node.basis}
    shown = {name: said(f"change-basis-{basis}") for name, basis in names.items()}
    return replace(change, subject=Subject.TEXT, values={**change.values, **shown})


def _renamed(pair: Pair, old: FormOrTable, new: FormOrTable, former: Field, node: Field) -> Change:
    then, now = field_path(former.pointer), field_path(node.pointer)
    return Change(
        kind="field-renamed",
        direction=Direction.BOTH,
        subject=Subject.DATA,
        place=Place(part=new.ref, pointer=new.in_file(node.pointer), field=now),
        former=Place(part=old.ref, pointer=old.in_file(former.pointer), field=then),
        old=former.key,
        new=node.key,
        clauses_old=former.clauses,
        clauses_new=node.clauses,
        rules=tuple(rule.id for rule in node.rules),
        fields=(now,),
        concerned=pair.tracks_of(new.id),
        mapping={then: now},
        values={
            "what": _title(node),
            "old": former.key,
            "new": node.key,
            "public": said("record-field-renamed", what=_title(node)),
        },
    )


def _asked(pair: Pair, new: FormOrTable, former: Field, node: Field) -> Change:
    """Return a field that must be there, or need not any more, while its condition holds."""
    kind = "required-added" if node.demanded else "required-removed"
    change = _beside(pair, new, former, node, kind, None, None)
    where = said("change-in-condition") if node.when else said("change-whole")
    values: dict[str, Value] = {"field": where, "name": _title(node)}
    return replace(change, direction=CATALOGUE[kind].direction, values=values)


def _beside(  # noqa: PLR0913, PLR0917 - a field on both sides and what stands beside it
    pair: Pair,
    new: FormOrTable,
    former: Field,
    node: Field,
    kind: str,
    old: str | None,
    now: str | None,
) -> Change:
    public: dict[str, Value] = {}
    if kind in _IN_EXPRESSIONS:
        public["public"] = said(f"record-{kind}", what=_title(node))
    return Change(
        kind=kind,
        direction=CATALOGUE[kind].direction,
        subject=Subject.DATA,
        place=Place(
            part=new.ref, pointer=new.in_file(node.pointer), field=field_path(node.pointer)
        ),
        old=old,
        new=now,
        clauses_old=former.clauses,
        clauses_new=node.clauses,
        rules=tuple(rule.id for rule in node.rules),
        fields=(field_path(node.pointer),),
        concerned=pair.tracks_of(new.id),
        values={"what": _title(node), "old": _shown(old), "new": _shown(now), **public},
    )


def _title(node: Field) -> Value:
    return PolicyText(zh=node.title or node.key)


def _shown(value: str | None) -> Value:
    return policy_text(value) if value else said("change-not-said")
