"""The README of a data package, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbao.core.messages import DEFAULT, say
from shenbao.forms import required_rows
from shenbao.media.package.contract import DESCRIPTOR, EXAMPLE
from shenbao.media.package.table_schema import PublishedColumn, lists_in_use, published_columns
from shenbao.policy.cel.formula_words import formulas
from shenbao.policy.model import Basis, CodeList, Field, Notice, Table, Wording

_LONGEST_CHOICE = 12
_LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")


def text(notice: Notice, table: Table, language: str) -> str:
    """Return the README as Markdown; all text from the policy is escaped."""
    lists = lists_in_use(notice, table)
    rows = len(required_rows.template_rows(notice, table))
    parts = [
        *head(notice, table, say("readme-invented", {}, language), language),
        *_files(table, lists, language, prefilled=rows > 0),
        *column_table(table, lists, language),
        *_rows(notice, table, rows, language),
        *rules(notice, table, language),
        *unsaid(notice, table, language),
        *list_lines(lists, language),
        *_steps(table, language, prefilled=rows > 0),
    ]
    return "\n".join(parts) + "\n"


def head(notice: Notice, table: Table, nature: str, language: str) -> Iterator[str]:
    """Yield title, what kind of package this is (``nature``), source, edition and clauses."""
    yield f"# {escape(table.title)}"
    yield ""
    if table.description:
        yield escape(table.description)
        yield ""
    yield nature
    yield ""
    facts = {
        "title": escape(notice.title),
        "issuer": escape(str(notice.issuer)),
        "number": escape(str(notice.document_number)),
    }
    yield "- " + say("readme-source", facts, language)
    if notice.title_basis == "toolkit":
        yield "- " + say("readme-title-ours", {}, language)
    yield "- " + say("readme-edition", {"edition": escape(notice.edition.version)}, language)
    yield "- " + say(f"package-basis-{table.basis}", {}, language)
    for clause_id in table.clauses:
        clause = notice.clause(clause_id)
        args = {"number": escape(clause.number), "gist": escape(clause.gist)}
        yield "- " + say("readme-clause", args, language)
    yield ""


def _files(
    table: Table, lists: tuple[CodeList, ...], language: str, *, prefilled: bool
) -> Iterator[str]:
    yield "## " + say("readme-files", {}, language)
    yield ""
    for path, wording in (
        (f"{table.id}.csv", "readme-file-template" if prefilled else "readme-file-empty"),
        (f"{table.id}{EXAMPLE}.csv", "readme-file-example"),
        (f"{table.id}.schema.json", "readme-file-schema"),
        (DESCRIPTOR, "readme-file-package"),
    ):
        yield f"- `{path}`: {say(wording, {}, language)}"
    if any(code_list.status != "missing" for code_list in lists):
        yield f"- `lists/`: {say('readme-file-lists', {}, language)}"
    yield ""


def column_table(table: Table, lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
    """Yield the columns as a table, then the keys."""
    heads = ("key", "label", "type", "unit", "required", "allowed", "basis")
    yield "## " + say("readme-columns", {}, language)
    yield ""
    yield _row(say(f"readme-column-{head}", {}, language) for head in heads)
    yield _row("---" for _ in heads)
    made = formulas(table)
    for column in published_columns(table):
        node = column.field
        allowed = [*_allowed(column, lists, language), *_computed(node, made, language)]
        yield _row(
            (
                f"`{column.name}`",
                escape(column.title),
                say(f"readme-type-{column.type}", {}, language),
                escape(node.unit or ""),
                _required(column, language),
                "; ".join(allowed),
                _basis(node, language),
            )
        )
    yield ""
    if table.primary_key:
        key = " + ".join(f"`{part}`" for part in table.primary_key)
        yield say("readme-primary-key", {"columns": key}, language)
        yield ""
    for unique in table.unique:
        key = " + ".join(f"`{part}`" for part in unique)
        yield say("readme-unique", {"columns": key}, language)
        yield ""


def _required(column: PublishedColumn, language: str) -> str:
    if column.demanded:
        return say("readme-yes", {}, language)
    if column.required:
        return say("readme-reminded", {}, language)
    return say("readme-when" if column.field.when else "readme-no", {}, language)


def _allowed(column: PublishedColumn, lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
    schema = column.field.schema
    used = next((one for one in lists if one.name == column.field.list_name), None)
    if used is not None:
        yield say(f"readme-list-{_state(used)}", {"title": escape(used.title)}, language)
    elif column.choices:
        yield "、".join(f"`{str(choice).replace('`', '')}`" for choice in column.choices)
    for keyword in _LIMITS:
        if keyword in schema and not (column.choices and keyword.endswith("Length")):
            yield say(f"readme-{keyword}", {"value": f"{schema[keyword]:g}"}, language)
    if "pattern" in schema:
        yield say("readme-pattern", {"pattern": escape(schema["pattern"])}, language)
    if column.type in {"date", "datetime", "boolean"}:
        yield say(f"readme-form-{column.type}", {}, language)


def _computed(node: Field, made: Mapping[str, str], language: str) -> Iterator[str]:
    if node.computed is not None:
        words = escape(made.get(node.pointer, "")) or _code(node.computed).replace("|", "\\|")
        yield say("readme-computed", {"expression": words}, language)


def _state(code_list: CodeList) -> str:
    if code_list.status == "missing":
        return "missing"
    return "closed" if code_list.closed else "open"


def _basis(node: Field, language: str) -> str:
    return say(f"readme-basis-{node.basis}", {}, language)


def list_lines(lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
    """Yield the code lists; of the short ones every code."""
    if not lists:
        return
    yield "## " + say("readme-lists", {}, language)
    yield ""
    for code_list in lists:
        state = _state(code_list)
        title = f"{escape(code_list.title)} (`{code_list.name}`)"
        yield "- " + say(f"readme-list-{state}-line", {"title": title}, language)
        if state != "missing" and len(code_list.rows) <= _LONGEST_CHOICE:
            for row in code_list.rows:
                yield f"    - `{row.code.replace('`', '')}` {escape(row.label)}"
    yield ""


def _rows(notice: Notice, table: Table, count: int, language: str) -> Iterator[str]:
    """Say where the fixed rows come from, how they repeat and which of them apply."""
    fixed = table.fixed_rows
    if fixed is None:
        return
    lists = required_rows.lists(notice, table)
    missing = [one for one in lists if not one.rows]
    yield "## " + say("readme-rows", {}, language)
    yield ""
    if count:
        facts = {
            "lists": _titles([one for one in lists if one.rows], language),
            "columns": _names(required_rows.template_columns(table)),
            "count": str(count),
        }
        kind = "pairs" if len(lists) - len(missing) > 1 else "from"
        yield "- " + say(f"readme-rows-{kind}", facts, language)
    if missing:
        absent = {"lists": _titles(missing, language)}
        yield "- " + say("readme-rows-missing", absent, language)
    if fixed.per:
        yield "- " + say("readme-rows-per", {"columns": _names(fixed.per)}, language)
    if fixed.applies is not None:
        expression = {"expression": _code(fixed.applies)}
        yield "- " + say("readme-rows-applies", expression, language)
    yield ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """What is checked of the table, wherever it is written."""

    id: str
    severity: str
    said: Wording
    clauses: tuple[str, ...]
    basis: Basis


def _demands(notice: Notice, table: Table) -> Iterator[_Demand]:
    """Yield what holds in a row, in the whole table, and over several tables together."""
    for rule in table.all_rules():
        yield _Demand(
            id=rule.id,
            severity=rule.severity,
            said=rule.message,
            clauses=rule.clauses,
            basis=rule.basis,
        )
    for quota in notice.quotas:
        if table.id in quota.over or table.id == quota.table:
            first = quota.cases[0]
            yield _Demand(
                id=quota.id,
                severity=first.severity,
                said=Wording(zh=quota.title, en=first.message.plain().en),
                clauses=quota.clauses,
                basis=quota.basis,
            )
    for target in notice.targets:
        if table.id in target.over:
            yield _Demand(
                id=target.id,
                severity=target.severity,
                said=target.message,
                clauses=target.clauses,
                basis=target.basis,
            )


def rules(notice: Notice, table: Table, language: str) -> Iterator[str]:
    """Yield the section on what is checked, where anything is."""
    demands = {demand.id: demand for demand in _demands(notice, table)}
    if not demands:
        return
    yield "## " + say("readme-rules", {}, language)
    yield ""
    for demand in demands.values():
        numbers = [escape(notice.clause(clause).number) for clause in demand.clauses]
        basis = say(f"readme-rule-{demand.basis}", {}, language)
        facts = {
            "severity": say(f"severity-{demand.severity}", {}, language),
            "sentence": escape(demand.said.in_language(language)),
            "rule": escape(demand.id),
            "clauses": _comma(language).join(numbers) or basis,
        }
        yield "- " + say("readme-rule", facts, language)
    yield ""


def unsaid(notice: Notice, table: Table, language: str) -> Iterator[str]:
    """Yield the section on what the source lacks or leaves open about this table."""
    clauses = set(table.clauses)
    for node in table.fields():
        clauses.update(node.clauses)
    for demand in _demands(notice, table):
        clauses.update(demand.clauses)
    gaps = [gap for gap in notice.gaps if clauses & set(gap.clauses)]
    if not gaps:
        return
    yield "## " + say("readme-unsaid", {}, language)
    yield ""
    for gap in gaps:
        facts = {"shown": escape(gap.shown), "found": escape(gap.found), "gap": escape(gap.id)}
        yield "- " + say("readme-gap", facts, language)
    yield ""


def _steps(table: Table, language: str, *, prefilled: bool) -> Iterator[str]:
    facts = {
        "file": f"{table.id}.csv",
        "table": table.ref,
        "schema": f"{table.id}.schema.json",
        "rows": "fixed" if prefilled else "free",
    }
    for part, count in (("fill", 6), ("check", 3), ("hand-in", 1), ("safe", 1)):
        yield "## " + say(f"readme-{part}", {}, language)
        yield ""
        for number in range(1, count + 1):
            line = say(f"readme-{part}-{number}", facts, language)
            yield f"{number}. {line}" if count > 1 else line
        yield ""
    yield say("readme-end", {"digest": table.digest}, language)


def _titles(lists: list[CodeList], language: str) -> str:
    return _comma(language).join(f"{escape(one.title)} (`{one.name}`)" for one in lists)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _code(expression: str) -> str:
    """Return an expression as inline code on one line."""
    text = " ".join(expression.split()).replace("`", "'")
    return f"`{text}`"


def _comma(language: str) -> str:
    return "、" if language == DEFAULT else ", "


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def escape(words: str) -> str:
    """Return policy text as harmless Markdown on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
