"""Where an id lives and what hangs on it: the joining of clause, field and rule, read backwards."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from shenbao.policy.cel.formula_words import formulas
from shenbao.policy.model import (
    Clause,
    CodeList,
    Field,
    Form,
    FormOrTable,
    Notice,
    Quota,
    Reading,
    Rule,
    Target,
)
from shenbao.policy.usage.parameters import ParameterRow, parameter_rows
from shenbao.policy.usage.plan import clauses_of, plan_traces
from shenbao.policy.usage.values import Covered, Fact, Kind, Means, Trace, UsagePlace

__all__ = [
    "Covered",
    "Fact",
    "Kind",
    "Means",
    "Trace",
    "UsagePlace",
    "citing",
    "label",
    "rule_homes",
    "suggestions",
    "trace",
]


def trace(notices: Sequence[Notice], wanted: str) -> tuple[Trace, ...]:
    """Return what is known of an id, in every notice that has it, or in the one it names first.

    ``wanted`` is the id of a rule, quota, target, checklist item, clause, parameter, reading, gap,
    code list, form, table, work item, term, indicator or definition, or names a field:
    ``shenkang-2024/p1#/basic/funding``, ``p1/basic/funding``, a pointer, or the field's own
    key. The id of a notice and a stroke before it ask that notice alone: ``mudan-2022/I87``.
    Case does not matter.
    """
    key = wanted.strip().casefold()
    return tuple(
        found
        for notice in notices
        for found in _all(notice)
        if _is_asked_for(found, key) or _is_asked_for(found, _within(notice, key))
    )


def _within(notice: Notice, key: str) -> str | None:
    """Return what is asked of ``notice`` by its own id, None where it is not named."""
    own = f"{notice.id.casefold()}/"
    return key.removeprefix(own) if key.startswith(own) and key != own else None


def _is_asked_for(found: Trace, key: str | None) -> bool:
    return key is not None and (
        found.id.casefold() == key
        or (found.kind == "param" and found.id.casefold() == f"param.{key}")
        or (found.kind == "field" and _names_field(found.places[0], key))
        or (found.kind in {"form", "table"} and found.places[0].home.casefold() == key)
    )


def suggestions(notices: Sequence[Notice], wanted: str) -> tuple[str, ...]:
    """Return known ids like ``wanted``, at most five."""
    key = wanted.strip().casefold()
    named = {notice.id: asked for notice in notices if (asked := _within(notice, key)) is not None}
    known = sorted(
        {
            found.id
            for notice in notices
            if not named or notice.id in named
            for found in _all(notice)
        }
    )
    folded = {identity.casefold(): identity for identity in known}
    asked = next(iter(named.values()), key)
    close = difflib.get_close_matches(asked, list(folded), n=5, cutoff=0.5)
    return tuple(folded[identity] for identity in close)


def rule_homes(notice: Notice) -> dict[str, Trace]:
    """Return every rule id of a notice with its home, ``means`` says of which kind."""
    return {found.id: found for found in _all(notice) if found.means is not None}


def citing(notice: Notice, clause: str) -> tuple[str, ...]:
    """Return the ids and places that cite a clause: rules, quotas, checklist, fields, gaps."""
    found: dict[str, None] = {}
    for home, rule in notice.rules():
        if clause in rule.clauses:
            found.setdefault(rule.id)
            found.setdefault(f"{home.ref}#{rule.pointer}")
    for home in notice.homes:
        for node in home.fields():
            if clause in node.clauses:
                found.setdefault(f"{home.ref}#{node.pointer}")
    cited = [(item.id, item.clauses) for item in notice.quotas]
    cited += [(item.id, item.clauses) for item in notice.targets]
    cited += [(item.id, item.clauses) for item in notice.checklist]
    cited += [(item.id, item.clauses) for item in notice.readings]
    cited += [(item.id, item.clauses) for item in notice.gaps]
    for identity, clauses in cited:
        if clause in clauses:
            found.setdefault(identity)
    return tuple(found)


def label(home: FormOrTable, pointer: str) -> str:
    """Return the titles from the top of a form down to a node, joined by a middle dot."""
    titles = {node.pointer: node.title for node in home.fields()}
    parts = pointer.split("/")
    prefixes = ["/".join(parts[: end + 1]) for end in range(1, len(parts))]
    shown = [titles.get(prefix, "") for prefix in prefixes if not prefix.endswith("/*")]
    return " · ".join(title for title in shown if title) or home.title


def _names_field(place: UsagePlace, key: str) -> bool:
    bare = place.pointer.replace("/*", "").casefold()
    form = place.home.rpartition("/")[2].casefold()
    return key in {
        str(place).casefold(),
        f"{place.home}{bare}".casefold(),
        f"{form}{bare}",
        place.pointer.casefold(),
        bare,
        bare.rpartition("/")[2],
    }


def _all(notice: Notice) -> Iterator[Trace]:
    yield from _rules(notice)
    yield from (_quota(notice, quota) for quota in notice.quotas)
    yield from (_target(notice, target) for target in notice.targets)
    for item in notice.checklist:
        yield Trace(
            id=item.id,
            kind="checklist",
            notice=notice.id,
            title=item.ask,
            text=item.note,
            means="checklist",
            severity=item.severity,
            basis="source",
            clauses=clauses_of(notice, item.clauses),
        )
    for clause in notice.clauses:
        used = citing(notice, clause.id)
        yield Trace(
            id=clause.id,
            kind="clause",
            notice=notice.id,
            title=f"{clause.number}（{clause.section}）",
            text=clause.gist,
            clauses=clauses_of(notice, (clause.id,)),
            used_by=used,
            facts=tuple(_document(notice, clause)),
        )
    for row in parameter_rows(notice):
        yield _parameter(notice, row)
    yield from _decisions(notice)
    yield from plan_traces(notice)
    for home in notice.homes:
        yield from _home(notice, home)


def _parameter(notice: Notice, row: ParameterRow) -> Trace:
    item = row.parameter
    used = [rule.id for _, rule in row.rules]
    used += [each.id for each in (*row.across, *row.tracks)]
    used += [f"{home.ref}#{node.pointer}" for home, node in row.fields]
    shown = (f"{label} {words}" if label else words for label, words in row.shown)
    return Trace(
        id=f"param.{item.id}",
        kind="param",
        notice=notice.id,
        title=item.title.zh,
        basis=item.basis,
        clauses=clauses_of(notice, item.clauses),
        used_by=tuple(dict.fromkeys(used)),
        facts=tuple(Fact(name="value", text=text) for text in shown),
    )


def _document(notice: Notice, clause: Clause) -> Iterator[Fact]:
    """Yield which document says a clause, where there are several, and what was corrected."""
    if len(notice.sources) > 1:
        document = notice.document(clause)
        yield Fact(name="document", text=f"{document.title}（{document.issued}）")
    if clause.corrects:
        old = notice.clause(clause.corrects)
        yield Fact(name="corrects", text=f"{old.number} [{old.id}] {old.gist}")
    new = notice.correction(clause.id)
    if new is not None:
        yield Fact(name="corrected", text=f"{new.number} [{new.id}] {new.gist}")


def _rules(notice: Notice) -> Iterator[Trace]:
    grouped: dict[str, list[tuple[FormOrTable, Rule]]] = {}
    for home, rule in notice.rules():
        grouped.setdefault(rule.id, []).append((home, rule))
    for identity, pairs in grouped.items():
        first = pairs[0][1]
        expressions = [first.when] if first.when else []
        expressions += [f"{name} = {value}" for name, value in first.values.items()]
        yield Trace(
            id=identity,
            kind="rule",
            notice=notice.id,
            title=first.message.zh,
            cases=first.cases,
            means=_means(first),
            severity=first.severity,
            basis=first.basis,
            places=tuple(
                UsagePlace(
                    home=home.ref,
                    pointer=rule.pointer,
                    label=label(home, rule.pointer),
                    keywords=rule.keywords,
                )
                for home, rule in pairs
            ),
            expressions=tuple(expressions),
            clauses=clauses_of(notice, first.clauses),
            readings=_readings(notice, first.readings),
            lists=_lists(notice, first.lists),
        )


def _quota(notice: Notice, quota: Quota) -> Trace:
    expressions = [quota.where] if quota.where else []
    numbers = {**quota.counts, **quota.sums}
    expressions += [f"{name} = {value}" for name, value in numbers.items()]
    expressions += [f"of = {quota.of}"] if quota.of else []
    return Trace(
        id=quota.id,
        kind="quota",
        notice=notice.id,
        title=quota.title,
        cases=quota.cases,
        means="quota",
        severity=quota.cases[0].severity,
        basis=quota.basis,
        places=_over(notice, quota.over),
        expressions=tuple(expressions),
        clauses=clauses_of(notice, quota.clauses),
        readings=_readings(notice, quota.readings),
        lists=_lists(notice, (quota.per_list.list_name,) if quota.per_list else ()),
    )


def _target(notice: Notice, target: Target) -> Trace:
    bounds = [f"{target.role} >= {target.at_least:g}"] if target.at_least is not None else []
    bounds += [f"{target.role} <= {target.at_most:g}"] if target.at_most is not None else []
    return Trace(
        id=target.id,
        kind="target",
        notice=notice.id,
        title=f"{target.mark} {target.title}",
        text=target.message.zh,
        means="target",
        severity=target.severity,
        basis=target.basis,
        places=_over(notice, target.over),
        expressions=(
            *((target.where,) if target.where else ()),
            f"{target.aggregate}: {', '.join(bounds) or target.role}",
        ),
        clauses=clauses_of(notice, target.clauses),
        readings=_readings(notice, target.readings),
        lists=_lists(notice, tuple(target.members.values())),
        facts=(
            Fact(name="due", text=str(target.due)),
            *((Fact(name="by", text=target.by.isoformat()),) if target.by is not None else ()),
        ),
    )


def _over(notice: Notice, homes: tuple[str, ...]) -> tuple[UsagePlace, ...]:
    known = {home.id: home for home in notice.homes}
    return tuple(
        UsagePlace(home=known[home].ref, pointer="", label=known[home].title) for home in homes
    )


def _means(rule: Rule) -> Means:
    """Say how a rule is checked; one without keywords and cases asks for rows."""
    if rule.whole:
        return "table"
    return "cel" if rule.cases else "keyword"


def _decisions(notice: Notice) -> Iterator[Trace]:
    for reading in notice.readings:
        used = [rule.id for _, rule in notice.rules() if reading.id in rule.readings]
        used += [quota.id for quota in notice.quotas if reading.id in quota.readings]
        used += [target.id for target in notice.targets if reading.id in target.readings]
        yield Trace(
            id=reading.id,
            kind="reading",
            notice=notice.id,
            title=reading.question,
            text=reading.why,
            clauses=clauses_of(notice, reading.clauses),
            readings=_readings(notice, (reading.id,)),
            used_by=tuple(dict.fromkeys(used)),
        )
    for gap in notice.gaps:
        title = f"{gap.shown}：{gap.found}"
        yield Trace(
            id=gap.id,
            kind="gap",
            notice=notice.id,
            title=title,
            text="",
            clauses=clauses_of(notice, gap.clauses),
        )
    for code_list in notice.lists:
        rules = [rule.id for _, rule in notice.rules() if code_list.name in rule.lists]
        fields = [
            f"{home.ref}#{node.pointer}"
            for home in notice.homes
            for node in home.fields()
            if node.list_name == code_list.name
        ]
        yield Trace(
            id=code_list.name,
            kind="list",
            notice=notice.id,
            title=code_list.title,
            text=code_list.description,
            basis=code_list.basis,
            clauses=clauses_of(notice, code_list.clauses),
            lists=(code_list,),
            used_by=tuple(dict.fromkeys([*rules, *fields])),
        )


def _home(notice: Notice, home: FormOrTable) -> Iterator[Trace]:
    kind: Kind = "form" if isinstance(home, Form) else "table"
    yield Trace(
        id=home.id,
        kind=kind,
        notice=notice.id,
        title=home.title,
        text=home.description,
        basis=home.basis,
        places=(UsagePlace(home=home.ref, pointer="", label=home.title),),
        clauses=clauses_of(notice, home.clauses),
        used_by=tuple(dict.fromkeys(rule.id for rule in home.all_rules())),
    )
    made = formulas(home)
    for node in home.fields():
        if node.key == "*":
            continue
        yield Trace(
            id=f"{home.ref}#{node.pointer}",
            kind="field",
            notice=notice.id,
            title=node.title,
            text=node.description,
            basis=node.basis,
            places=(
                UsagePlace(home=home.ref, pointer=node.pointer, label=label(home, node.pointer)),
            ),
            expressions=tuple(_expressions(node)),
            clauses=clauses_of(notice, node.clauses),
            lists=_lists(notice, (node.list_name,) if node.list_name else ()),
            used_by=tuple(rule.id for rule in node.rules),
            facts=(Fact(name="computed", text=made[node.pointer]),) if node.pointer in made else (),
        )


def _expressions(node: Field) -> Iterator[str]:
    if node.when is not None:
        yield node.when
    if node.computed is not None:
        yield f"{node.key} = {node.computed}"


def _readings(notice: Notice, readings: tuple[str, ...]) -> tuple[Reading, ...]:
    return tuple(notice.reading(reading) for reading in readings)


def _lists(notice: Notice, lists: tuple[str, ...]) -> tuple[CodeList, ...]:
    return tuple(notice.code_list(name) for name in lists)
