"""What the script of the form is given: nodes, rules, lists, readings and words as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from shenbao.core import messages
from shenbao.forms.controls import LANGUAGE, Choices, choices, code_list_of, control, filled_by
from shenbao.forms.initial_data import fixed_columns, given, naming_fields, start
from shenbao.forms.target_rules import described_targets, target_lists, target_rules
from shenbao.media.html.contract import DIGEST, EDITION, FORM, GIVEN
from shenbao.media.html.expression_reads import expressions_of, reads
from shenbao.media.html.least_rows import least_rows
from shenbao.media.html.prefill_map import prefill_maps
from shenbao.media.html.table_checks import carried_lists, carried_rule, table_rules
from shenbao.policy.model import CodeList, Field, Form, FormOrTable, Notice, Rule, Table

_WORDS = (
    "form-",
    "severity-",
    "shape-",
    "rule-undecided",
    "undecided-",
    "joint-",
    "unit-other",
    "key-",
    "rows-missing",
    "target-all",
    "target-each",
    "target-mean",
    "target-min",
    "target-sum",
    "target-undecided",
    "member-",
    "paper-fingerprint",
    "paper-edition",
)
_KEYWORDS = frozenset(
    {
        "type",
        "const",
        "enum",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minItems",
        "maxItems",
        "uniqueItems",
    }
)


def embedded(value: Any) -> str:
    """Return ``value`` as JSON that cannot end the ``script`` element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def page_spec(
    notice: Notice,
    home: FormOrTable,
    form: Form,
    data: Mapping[str, Any] | None,
    notices: Iterable[Notice],
) -> dict[str, Any]:
    """Return the description of the page of a form or table.

    ``form`` is ``home`` as a form. ``data`` is what the page begins with; files of the forms of
    ``notices`` are understood.
    """
    rule = carried_rule(home)
    rules = (*((rule,) if rule is not None else ()), *target_rules(notice, home))
    lists = (*carried_lists(notice, home), *target_lists(notice, home))
    described = spec(notice, form, gridded=home.is_table)
    judged = described_targets(notice, home)
    asked = [target["where"] for target in judged["targets"] if target["where"] is not None]
    fixed = home.fixed_rows if isinstance(home, Table) else None
    asked += [fixed.applies] if fixed is not None and fixed.applies is not None else []
    return {
        **described,
        **{
            part: {**described[part], **more}
            for part, more in _named_by(notice, rules, lists).items()
        },
        **judged,
        "reads": {**described["reads"], **reads(asked)},
        "whole": table_rules(home),
        "start": start(notice, home),
        GIVEN: given(data),
        "named": naming_fields(home),
        "fixed": list(fixed_columns(home)),
        "others": prefill_maps(notices, home),
    }


def spec(notice: Notice, form: Form, *, gridded: bool = False) -> dict[str, Any]:
    """Return the description of ``form`` that scripts read (``src/data/spec.ts``).

    In a table that is drawn as a grid a few choices are a list to open, not buttons.
    """
    rules = tuple(form.all_rules())
    named = _named_by(notice, rules, tuple(_lists_of(notice, rules)))
    demanded = {name for field in form.fields() if _demanded(field) for name in field.clauses}
    named["clauses"] |= _clauses(notice, demanded)
    root = _root(notice, form, gridded=gridded)
    return {
        FORM: form.ref,
        "notice": notice.id,
        "form": form.id,
        EDITION: notice.edition.version,
        DIGEST: form.digest,
        "title": form.title,
        "purpose": form.purpose,
        "noticeTitle": notice_title(notice),
        "root": root,
        "least": least_rows(form),
        **named,
        "lists": dict(sorted((_lists(notice, form) | named["lists"]).items())),
        "reads": reads(expressions_of(root)),
        "roles": {},
        "targets": [],
        "days": notice.days,
        "messages": message_texts(_WORDS),
    }


def notice_title(notice: Notice) -> str:
    """Return the title; where the source has none, it says that this one is ours."""
    if notice.title_basis == "toolkit":
        return messages.say("form-title-ours", {"title": notice.title}, LANGUAGE)
    return notice.title


def _root(notice: Notice, form: Form, *, gridded: bool) -> dict[str, Any]:
    return {
        "key": "",
        "pointer": "",
        "kind": "object",
        "title": "",
        "required": True,
        "schema": {"type": "object"},
        "basis": form.basis,
        "children": [_section(notice, section, gridded=gridded) for section in form.sections],
        "rules": [_rule(rule) for rule in form.rules],
    }


def _section(notice: Notice, section: Field, *, gridded: bool) -> dict[str, Any]:
    node = _node(notice, section, gridded=gridded)
    # That a table has rows is the shape of the data, whoever made its columns.
    return {**node, "basis": "toolkit", "demanded": True} if gridded else node


def _node(notice: Notice, field: Field, *, gridded: bool) -> dict[str, Any]:
    kind = control(notice, field)
    if kind == "radio" and gridded:
        kind = "select"
    offered = choices(notice, field)
    filled = filled_by(notice, field)
    demanded = field.clauses if _demanded(field) else ()
    optional = {
        "clauses": list(demanded) or None,
        "when": field.when,
        "unit": field.unit,
        "control": kind,
        "choices": offered.name if offered is not None else None,
        "computed": field.computed,
        "attested": field.attested or None,
        "demanded": field.demanded or None,
        "example": _example(field),
        "fill": filled[0].key if filled is not None else None,
        "item": _node(notice, field.item, gridded=gridded) if field.item is not None else None,
    }
    return {
        "key": field.key,
        "pointer": field.pointer,
        "kind": field.kind,
        "title": field.title,
        "required": field.required,
        "schema": {key: value for key, value in field.schema.items() if key in _KEYWORDS},
        "basis": field.basis,
        "children": [_node(notice, child, gridded=gridded) for child in field.children],
        "rules": [_rule(rule) for rule in field.rules],
        **{key: value for key, value in optional.items() if value is not None},
    }


def _demanded(field: Field) -> bool:
    """Say whether the source asks for an answer here, so that a missing one cites it."""
    return field.basis == "source" and (
        field.required or "minLength" in field.schema or "minItems" in field.schema
    )


def _example(field: Field) -> str | None:
    """Return what a value may look like, where a finding shows it: a number, a pattern."""
    example = field.example
    number = field.kind in ("number", "integer")
    if example is None or not (number or "pattern" in field.schema):
        return None
    return str(int(example) if isinstance(example, float) and example.is_integer() else example)


def _rule(rule: Rule) -> dict[str, Any]:
    cases = [
        {
            "assert": case.assertion,
            "severity": case.severity,
            "message": case.message.in_language(LANGUAGE),
            **({"at": case.at} if case.at is not None else {}),
        }
        for case in rule.cases
    ]
    return {
        "id": rule.id,
        "keywords": list(rule.keywords),
        "values": dict(rule.values),
        "cases": cases,
        "message": rule.message.in_language(LANGUAGE),
        "severity": rule.severity,
        "clauses": list(rule.clauses),
        "basis": rule.basis,
        "readings": list(rule.readings),
        "lists": list(rule.lists),
        **({"when": rule.when} if rule.when is not None else {}),
        **({"at": rule.at} if rule.at is not None else {}),
    }


def _lists_of(notice: Notice, rules: tuple[Rule, ...]) -> Iterator[CodeList]:
    """Yield the lists that the rules name, in the order of the notice."""
    names = {name for rule in rules for name in rule.lists}
    return (code_list for code_list in notice.lists if code_list.name in names)


def _named_by(
    notice: Notice, rules: tuple[Rule, ...], lists: tuple[CodeList, ...]
) -> dict[str, Any]:
    """Return what the rules stand on: lists, those of them that are missing, readings, clauses."""
    return {
        "lists": {item.name: _list(item) for item in lists if item.status != "missing"},
        "missing": {item.name: item.title for item in lists if item.status == "missing"},
        "readings": _readings(notice, rules),
        "clauses": _clauses(notice, {name for rule in rules for name in rule.clauses}),
    }


def _lists(notice: Notice, form: Form) -> dict[str, Any]:
    lists: dict[str, Any] = {}
    for field in form.fields():
        offered = choices(notice, field)
        code_list = code_list_of(notice, field)
        if code_list is not None and code_list.status != "missing":
            lists[code_list.name] = _list(code_list)
        elif offered is not None:
            lists[offered.name] = _made(offered)
    return lists


def _list(code_list: CodeList) -> dict[str, Any]:
    aliases = [[row.code, name] for name, row in code_list.aliases()]
    return {
        "title": code_list.title,
        "columns": [column.name for column in code_list.columns],
        "rows": [list(row.values) for row in code_list.rows],
        **({"aliases": aliases} if aliases else {}),
    }


def _made(offered: Choices) -> dict[str, Any]:
    return {
        "title": "",
        "columns": ["code", "label"],
        "rows": [list(row) for row in offered.rows],
    }


def _readings(notice: Notice, rules: tuple[Rule, ...]) -> dict[str, Any]:
    named = {name for rule in rules for name in rule.readings}
    return {
        reading.id: {
            "question": reading.question,
            "option": reading.default,
            "text": reading.option(reading.default).text,
        }
        for reading in notice.readings
        if reading.id in named
    }


def _clauses(notice: Notice, named: Collection[str]) -> dict[str, Any]:
    return {
        clause.id: {"number": clause.number, "quote": clause.quote}
        for clause in notice.clauses
        if clause.id in named
    }


def message_texts(prefixes: tuple[str, ...]) -> str:
    """Return the Fluent messages whose ids start so, with their continuation lines."""
    kept: list[str] = []
    for text in messages.sources(LANGUAGE).values():
        keep = False
        for line in text.splitlines():
            if line and not line.startswith((" ", "\t", "}")):
                keep = line.startswith(prefixes)
            if keep and line.strip():
                kept.append(line)
    return "\n".join(kept) + "\n"
