"""The README of a package that is handed in: what it is, what to give, how to check it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from shenbao.core.messages import say
from shenbao.media.package import readme
from shenbao.media.package.contract import DESCRIPTOR, MANIFEST, SUMS
from shenbao.media.package.manifest import Facts
from shenbao.media.package.table_schema import lists_in_use
from shenbao.policy.model import Notice, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmeFacts:
    """What the readme says of the data; ``running`` counts cells that a spreadsheet would run."""

    facts: Facts
    running: int


def text(notice: Notice, table: Table, told: ReadmeFacts, language: str) -> str:
    """Return the README as Markdown; nothing of the data stands in it."""
    lists = lists_in_use(notice, table)
    parts = [
        *readme.head(notice, table, say("hand-in-nature", {}, language), language),
        *_result(told, language),
        *_give(table, told, language),
        *_files(table, language, lists=any(item.status != "missing" for item in lists)),
        *_check(table, language),
        *_open(table, told, language),
        *readme.column_table(table, lists, language),
        *readme.rules(notice, table, language),
        *readme.unsaid(notice, table, language),
        *readme.list_lines(lists, language),
        say("readme-end", {"digest": table.digest}, language),
    ]
    return "\n".join(parts) + "\n"


def _result(told: ReadmeFacts, language: str) -> Iterator[str]:
    facts = told.facts
    yield "## " + say("hand-in-result", {}, language)
    yield ""
    yield "- " + say("hand-in-rows", {"rows": str(facts.rows)}, language)
    yield "- " + say("hand-in-fingerprint", {"fingerprint": facts.fingerprint}, language)
    counts = {name: str(number) for name, number in asdict(facts.counts).items()}
    yield "- " + say("hand-in-verdict", {"verdict": facts.verdict, **counts}, language)
    fits = {"structure": str(facts.structure), "fits": "no" if facts.structure else "yes"}
    yield "- " + say("hand-in-structure", fits, language)
    for item in facts.readings:
        named = {"reading": item.id, "question": item.question.rstrip("？?"), "text": item.text}
        yield "- " + say("hand-in-reading", named, language)
    yield ""


def _give(table: Table, told: ReadmeFacts, language: str) -> Iterator[str]:
    yield "## " + say("hand-in-give", {}, language)
    yield ""
    if told.facts.verdict == "fail":
        yield say("hand-in-not-yet", {}, language)
        yield ""
    for number in range(1, 4):
        line = say(f"hand-in-give-{number}", {"file": f"{table.id}.csv"}, language)
        yield f"{number}. {line}"
    yield ""


def _files(table: Table, language: str, *, lists: bool) -> Iterator[str]:
    yield "## " + say("readme-files", {}, language)
    yield ""
    for path, wording in (
        (f"{table.id}.csv", "hand-in-file-data"),
        (MANIFEST, "hand-in-file-manifest"),
        (SUMS, "hand-in-file-sums"),
        (DESCRIPTOR, "readme-file-package"),
        (f"{table.id}.schema.json", "readme-file-schema"),
    ):
        yield f"- `{path}`: {say(wording, {}, language)}"
    if lists:
        yield f"- `lists/`: {say('readme-file-lists', {}, language)}"
    yield ""


def _check(table: Table, language: str) -> Iterator[str]:
    facts = {"file": f"{table.id}.csv", "sums": SUMS, "table": table.ref}
    yield "## " + say("hand-in-check", {}, language)
    yield ""
    for number in range(1, 5):
        yield f"{number}. {say(f'hand-in-check-{number}', facts, language)}"
    yield ""


def _open(table: Table, told: ReadmeFacts, language: str) -> Iterator[str]:
    facts = {"file": f"{table.id}.csv", "count": str(told.running)}
    yield "## " + say("hand-in-open", {}, language)
    yield ""
    yield say("hand-in-open-risky" if told.running else "hand-in-open-look", facts, language)
    yield ""
