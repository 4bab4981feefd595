"""Where an id lives and what hangs on it: the joining of clause, field and rule, read backwards."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.policy.model import (
    Basis,
    Clause,
    CodeList,
    Field,
    Form,
    Notice,
    Quota,
    Reading,
    Rule,
    Table,
)

Kind: TypeAlias = Literal[
    "rule", "quota", "checklist", "clause", "field", "form", "table", "reading", "gap", "list"
]
Means: TypeAlias = Literal["keyword", "cel", "quota", "checklist"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A node of a form or table: ``home`` is the short name, ``label`` the titles on the way."""

    home: str
    pointer: str
    label: str
    keywords: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.home}#{self.pointer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything the policy says of one id.

    ``means`` says how a rule is checked; ``expressions`` are its CEL; ``used_by`` are the
    ids and places that build on it (for a clause, reading or list).
    """

    id: str
    kind: Kind
    notice: str
    title: str
    text: str
    means: Means | None
    severity: str | None
    basis: Basis | None
    places: tuple[Place, ...]
    expressions: tuple[str, ...]
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]
    lists: tuple[CodeList, ...]
    used_by: tuple[str, ...]


def trace(notices: Sequence[Notice], wanted: str) -> tuple[Trace, ...]:
    """Return what is known of an id, in every notice that has it.

    ``wanted`` is the id of a rule, quota, checklist item, clause, reading, gap, code list, form
    or table, or names a field: ``shenkang-2024/p1#/basic/funding``, ``p1/basic/funding``,
    a pointer, or the field's own key. Case does not matter.
    """
    key = wanted.strip().casefold()
    return tuple(
        found
        for notice in notices
        for found in _all(notice)
        if found.id.casefold() == key
        or (found.kind == "field" and _names_field(found.places[0], key))
        or (found.kind in {"form", "table"} and found.places[0].home.casefold() == key)
    )


def suggestions(notices: Sequence[Notice], wanted: str) -> tuple[str, ...]:
    """Return known ids like ``wanted``, at most five."""
    known = sorted({found.id for notice in notices for found in _all(notice)})
    folded = {identity.casefold(): identity for identity in known}
    close = difflib.get_close_matches(wanted.casefold(), list(folded), n=5, cutoff=0.5)
    return tuple(folded[identity] for identity in close)


def rule_homes(notice: Notice) -> dict[str, Trace]:
    """Return every rule id of a notice with its home: keyword, CEL rule, quota or checklist."""
    return {
        found.id: found
        for found in _all(notice)
        if found.kind in {"rule", "quota", "checklist"}
    }


def citing(notice: Notice, clause: str) -> tuple[str, ...]:
    """Return the ids and places that cite a clause: rules, quotas, checklist, fields, gaps."""
    found: dict[str, None] = {}
    for home, rule in notice.rules():
        if clause in rule.clauses:
            found.setdefault(rule.id)
            found.setdefault(f"{home.ref}#{rule.pointer}")
    for home in (*notice.forms, *notice.tables):
        for node in _nodes(home):
            if clause in node.clauses:
                found.setdefault(f"{home.ref}#{node.pointer}")
    for item in (*notice.quotas, *notice.checklist, *notice.readings, *notice.gaps):
        if clause in item.clauses:
            found.setdefault(item.id)
    return tuple(found)


def label(home: Form | Table, pointer: str) -> str:
    """Return the titles from the top of a form down to a node, joined by a middle dot."""
    titles = {node.pointer: node.title for node in _nodes(home)}
    parts = pointer.split("/")
    prefixes = ["/".join(parts[: end + 1]) for end in range(1, len(parts))]
    shown = [titles.get(prefix, "") for prefix in prefixes if not prefix.endswith("/*")]
    return " · ".join(title for title in shown if title) or home.title


def _nodes(home: Form | Table) -> Iterator[Field]:
    for top in home.sections if isinstance(home, Form) else home.columns:
        yield from top.walk()


def _names_field(place: Place, key: str) -> bool:
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
    for item in notice.checklist:
        yield _make(
            notice,
            item.id,
            "checklist",
            title=item.ask,
            text=item.note,
            means="checklist",
            severity=item.severity,
            basis="source",
            clauses=item.clauses,
        )
    for clause in notice.clauses:
        used = citing(notice, clause.id)
        yield _make(
            notice,
            clause.id,
            "clause",
            title=f"{clause.number}（{clause.section}）",
            text=clause.gist,
            clauses=(clause.id,),
            used_by=used,
        )
    yield from _decisions(notice)
    for home in (*notice.forms, *notice.tables):
        yield from _home(notice, home)


def _rules(notice: Notice) -> Iterator[Trace]:
    grouped: dict[str, list[tuple[Form | Table, Rule]]] = {}
    for home, rule in notice.rules():
        grouped.setdefault(rule.id, []).append((home, rule))
    for identity, pairs in grouped.items():
        first = pairs[0][1]
        expressions = [first.when] if first.when else []
        expressions += [case.assertion for case in first.cases]
        yield _make(
            notice,
            identity,
            "rule",
            title=first.message.zh,
            text="；".join(dict.fromkeys(case.message.zh for case in first.cases[1:])),
            means="cel" if first.cases else "keyword",
            severity=first.severity,
            basis=first.basis,
            places=tuple(
                Place(
                    home=home.ref,
                    pointer=rule.pointer,
                    label=label(home, rule.pointer),
                    keywords=rule.keywords,
                )
                for home, rule in pairs
            ),
            expressions=tuple(expressions),
            clauses=first.clauses,
            readings=first.readings,
            lists=first.lists,
        )


def _quota(notice: Notice, quota: Quota) -> Trace:
    expressions = [quota.where] if quota.where else []
    expressions += [*quota.counts.values(), *(case.assertion for case in quota.cases)]
    homes = {form.id: form for form in notice.forms}
    return _make(
        notice,
        quota.id,
        "quota",
        title=quota.title,
        text="；".join(dict.fromkeys(case.message.zh for case in quota.cases)),
        means="quota",
        severity=quota.cases[0].severity,
        basis=quota.basis,
        places=tuple(
            Place(home=homes[form].ref, pointer="", label=homes[form].title)
            for form in quota.over
        ),
        expressions=tuple(expressions),
        clauses=quota.clauses,
        readings=quota.readings,
    )


def _decisions(notice: Notice) -> Iterator[Trace]:
    for reading in notice.readings:
        used = [rule.id for _, rule in notice.rules() if reading.id in rule.readings]
        used += [quota.id for quota in notice.quotas if reading.id in quota.readings]
        yield _make(
            notice,
            reading.id,
            "reading",
            title=reading.question,
            text=reading.why,
            clauses=reading.clauses,
            readings=(reading.id,),
            used_by=tuple(dict.fromkeys(used)),
        )
    for gap in notice.gaps:
        title = f"{gap.shown}：{gap.found}"
        yield _make(notice, gap.id, "gap", title=title, text="", clauses=gap.clauses)
    for code_list in notice.lists:
        rules = [rule.id for _, rule in notice.rules() if code_list.name in rule.lists]
        fields = [
            f"{home.ref}#{node.pointer}"
            for home in (*notice.forms, *notice.tables)
            for node in _nodes(home)
            if node.list_name == code_list.name
        ]
        yield _make(
            notice,
            code_list.name,
            "list",
            title=code_list.title,
            text=code_list.description,
            basis=code_list.basis,
            clauses=code_list.clauses,
            lists=(code_list.name,),
            used_by=tuple(dict.fromkeys([*rules, *fields])),
        )


def _home(notice: Notice, home: Form | Table) -> Iterator[Trace]:
    kind: Kind = "form" if isinstance(home, Form) else "table"
    yield _make(
        notice,
        home.id,
        kind,
        title=home.title,
        text=home.description,
        basis=home.basis,
        places=(Place(home=home.ref, pointer="", label=home.title),),
        clauses=home.clauses,
        used_by=tuple(dict.fromkeys(rule.id for rule in home.all_rules())),
    )
    for node in _nodes(home):
        if node.key == "*":
            continue
        yield _make(
            notice,
            f"{home.ref}#{node.pointer}",
            "field",
            title=node.title,
            text=node.description,
            basis=node.basis,
            places=(
                Place(home=home.ref, pointer=node.pointer, label=label(home, node.pointer)),
            ),
            expressions=(node.when,) if node.when else (),
            clauses=node.clauses,
            lists=(node.list_name,) if node.list_name else (),
            used_by=tuple(rule.id for rule in node.rules),
        )


def _make(
    notice: Notice,
    identity: str,
    kind: Kind,
    *,
    title: str,
    text: str,
    means: Means | None = None,
    severity: str | None = None,
    basis: Basis | None = None,
    places: tuple[Place, ...] = (),
    expressions: tuple[str, ...] = (),
    clauses: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    lists: tuple[str, ...] = (),
    used_by: tuple[str, ...] = (),
) -> Trace:
    return Trace(
        id=identity,
        kind=kind,
        notice=notice.id,
        title=title,
        text=text,
        means=means,
        severity=severity,
        basis=basis,
        places=places,
        expressions=expressions,
        clauses=tuple(notice.clause(clause) for clause in clauses),
        readings=tuple(notice.reading(reading) for reading in readings),
        lists=tuple(notice.code_list(name) for name in lists),
        used_by=used_by,
    )
