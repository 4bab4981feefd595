"""The README of a data package, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shenbao.messages import DEFAULT, say
from shenbao.outputs.table_schema import Column, columns, lists_in_use
from shenbao.policy.model import CodeList, Field, Notice, Table

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


def name(language: str) -> str:
    """Return the file name: Chinese is ``README.md``, another language stands in the name."""
    return "README.md" if language == DEFAULT else f"README.{language}.md"


def text(notice: Notice, table: Table, language: str) -> str:
    """Return the README as Markdown; all text from the policy is escaped."""
    lists = lists_in_use(notice, table)
    parts = [
        *_head(notice, table, language),
        *_files(table, lists, language),
        *_columns(table, lists, language),
        *_lists(lists, language),
        *_steps(table, language),
    ]
    return "\n".join(parts) + "\n"


def _head(notice: Notice, table: Table, language: str) -> Iterator[str]:
    yield f"# {escape(table.title)}"
    yield ""
    if table.description:
        yield escape(table.description)
        yield ""
    yield say("readme-invented", {}, language)
    yield ""
    facts = {
        "title": escape(notice.title),
        "issuer": escape(str(notice.issuer)),
        "number": escape(str(notice.document_number)),
    }
    yield "- " + say("readme-source", facts, language)
    yield "- " + say("readme-edition", {"edition": escape(notice.edition.version)}, language)
    yield "- " + say(f"package-basis-{table.basis}", {}, language)
    for clause_id in table.clauses:
        clause = notice.clause(clause_id)
        args = {"number": escape(clause.number), "gist": escape(clause.gist)}
        yield "- " + say("readme-clause", args, language)
    yield ""


def _files(table: Table, lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
    yield "## " + say("readme-files", {}, language)
    yield ""
    for path, wording in (
        (f"{table.id}.csv", "readme-file-empty"),
        (f"{table.id}-example.csv", "readme-file-example"),
        (f"{table.id}.schema.json", "readme-file-schema"),
        ("datapackage.json", "readme-file-package"),
    ):
        yield f"- `{path}`: {say(wording, {}, language)}"
    if any(code_list.status != "missing" for code_list in lists):
        yield f"- `lists/`: {say('readme-file-lists', {}, language)}"
    yield ""


def _columns(table: Table, lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
    heads = ("key", "label", "type", "unit", "required", "allowed", "basis")
    yield "## " + say("readme-columns", {}, language)
    yield ""
    yield _row(say(f"readme-column-{head}", {}, language) for head in heads)
    yield _row("---" for _ in heads)
    for column in columns(table):
        node = column.field
        yield _row(
            (
                f"`{column.name}`",
                escape(column.title),
                say(f"readme-type-{column.type}", {}, language),
                escape(node.unit or ""),
                _required(column, language),
                "; ".join(_allowed(column, lists, language)),
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


def _required(column: Column, language: str) -> str:
    if column.required:
        return say("readme-yes", {}, language)
    return say("readme-when" if column.field.when else "readme-no", {}, language)


def _allowed(column: Column, lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
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


def _state(code_list: CodeList) -> str:
    if code_list.status == "missing":
        return "missing"
    return "closed" if code_list.closed else "open"


def _basis(node: Field, language: str) -> str:
    return say(f"readme-basis-{node.basis}", {}, language)


def _lists(lists: tuple[CodeList, ...], language: str) -> Iterator[str]:
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


def _steps(table: Table, language: str) -> Iterator[str]:
    file = f"{table.id}.csv"
    for part, count in (("fill", 6), ("check", 3), ("safe", 1)):
        yield "## " + say(f"readme-{part}", {}, language)
        yield ""
        for number in range(1, count + 1):
            line = say(f"readme-{part}-{number}", {"file": file, "table": table.ref}, language)
            yield f"{number}. {line}" if count > 1 else line
        yield ""
    yield say("readme-end", {"digest": table.digest}, language)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def escape(words: str) -> str:
    """Return policy text as harmless Markdown on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
