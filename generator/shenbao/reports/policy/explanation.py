"""What the policy says of one id: its words, its clauses, its readings, where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console

from shenbao.core import messages
from shenbao.policy.model import Candidate, Clause, CodeList, Reading
from shenbao.policy.usage.index import Trace
from shenbao.policy.usage.values import DIRECTION
from shenbao.reports.json_report import dump
from shenbao.reports.terminal_text import put, terminal_safe

_ROWS = 40


def print_traces(traces: Sequence[Trace], console: Console, language: str) -> None:
    """Print what is known, one block for each place that has the id."""
    for number, trace in enumerate(traces):
        if number:
            console.print()
        kind = _say(f"explain-kind-{trace.kind}", language)
        put(
            console,
            f"{terminal_safe(trace.id)}  {kind} · {terminal_safe(trace.notice)}",
            style="bold cyan",
        )
        for line in dict.fromkeys((trace.title, trace.text)):
            if line:
                put(console, terminal_safe(line), indent=2)
        for name, line in _facts(trace, language):
            label = _label(name, language)
            put(console, f"{label}{terminal_safe(line)}", indent=2, hang=len(label))
        if trace.candidates:
            put(console, _say("explain-candidates", language), indent=2, style="yellow")
            for name, line in _elsewhere(trace, language):
                label = _label(name, language)
                put(console, f"{label}{terminal_safe(line)}", indent=4, hang=len(label))
    several = dict.fromkeys(trace.notice for trace in traces)
    if len(several) > 1:
        console.print()
        one = f"{next(iter(several))}/{traces[0].id.removeprefix(traces[0].notice + '/')}"
        put(console, _say("explain-one-notice", language, wanted=terminal_safe(one)), style="dim")


def _label(name: str, language: str) -> str:
    """Return the word before a line: ours, or the title of a column."""
    known = f"explain-{name}"
    if messages.has(known, language):
        return _say(known, language)
    return _say("explain-column", language, title=terminal_safe(name))


def _elsewhere(trace: Trace, language: str) -> Iterator[tuple[str, str]]:
    """Yield definitions that are not the document's, each with how sure it is."""
    for item in trace.candidates:
        yield "candidate", f"{item.id}  {item.title}"
        yield "definition", item.definition
        if item.unit:
            yield "unit", item.unit
        yield "direction", _say(f"explain-direction-{item.direction}", language)
        if item.system:
            yield "system", item.system
        yield "confidence", _say(f"explain-confidence-{item.confidence}", language)
        if item.refuse:
            yield "refuse", _say("explain-refused", language)
        if item.note:
            yield "note", item.note
        if item.keys:
            yield "keys", ", ".join(item.keys)


def to_json(traces: Sequence[Trace]) -> str:
    """Return what is known as JSON text."""
    return dump([_trace(trace) for trace in traces])


def _facts(trace: Trace, language: str) -> Iterator[tuple[str, str]]:
    yield from _nature(trace, language)
    for place in trace.places:
        keywords = f"  {', '.join(place.keywords)}" if place.keywords else ""
        yield "place", f"{place}  {place.label}{keywords}"
    for fact in trace.facts:
        known = f"explain-asked-{fact.text}"
        worded = fact.name == DIRECTION and messages.has(known, language)
        yield fact.name, _say(known, language) if worded else fact.text
    for clause in trace.clauses:
        quote = f" 「{clause.quote}」" if clause.quote else ""
        yield "clause", f"{clause.number} [{clause.id}] {clause.gist}{quote}"
    for reading in trace.readings:
        yield from _options(reading, language)
    for code_list in trace.lists:
        yield from _rows(code_list, language, shown=_ROWS if trace.kind == "list" else 0)
    if trace.used_by:
        yield "used", ", ".join(trace.used_by)
    for expression in trace.expressions:
        yield "expression", expression
    for case in trace.cases:
        severity = _say(f"severity-{case.severity}", language)
        wording = case.message.plain().in_language(language)
        yield "case", f"{case.assertion}  → {severity}：{wording}"
        if case.stated is not None:
            yield "stated", case.stated.in_language(language)


def _nature(trace: Trace, language: str) -> Iterator[tuple[str, str]]:
    natures = (("severity", trace.severity), ("basis", trace.basis), ("means", trace.means))
    for name, nature in natures:
        if nature:
            known = f"severity-{nature}" if name == "severity" else f"explain-{name}-{nature}"
            yield name, _say(known, language)


def _options(reading: Reading, language: str) -> Iterator[tuple[str, str]]:
    yield "reading", f"{reading.id} {reading.question}"
    for option in reading.options:
        default = _say("explain-default", language) if option.id == reading.default else ""
        yield "option", f"{option.id}  {option.text}{default}"


def candidate_entry(item: Candidate) -> dict[str, Any]:
    """Return a definition from elsewhere as JSON, marked as what it is."""
    return {
        "id": item.id,
        "title": item.title,
        "definition": item.definition,
        "unit": item.unit,
        "direction": item.direction,
        "system": item.system,
        "confidence": item.confidence,
        "refuse": item.refuse,
        "note": item.note,
        "keys": list(item.keys),
        "from_source": False,
    }


def _rows(code_list: CodeList, language: str, *, shown: int) -> Iterator[tuple[str, str]]:
    status = _say(f"explain-list-{code_list.status}", language, rows=str(len(code_list.rows)))
    yield "list", f"{code_list.name} {code_list.title}  {status}"
    for row in code_list.rows[:shown]:
        yield "row", f"{row.code}  {row.label}"
    if shown and len(code_list.rows) > shown:
        yield "row", _say("explain-more", language, count=str(len(code_list.rows) - shown))


def _trace(trace: Trace) -> dict[str, Any]:
    return {
        "id": trace.id,
        "kind": trace.kind,
        "notice": trace.notice,
        "title": trace.title,
        "text": trace.text,
        "means": trace.means,
        "severity": trace.severity,
        "basis": trace.basis,
        "places": [
            {
                "home": place.home,
                "pointer": place.pointer,
                "label": place.label,
                "keywords": list(place.keywords),
            }
            for place in trace.places
        ],
        "expressions": list(trace.expressions),
        "cases": [
            {
                "assert": case.assertion,
                "severity": case.severity,
                "message": {"zh-CN": case.message.zh, "en": case.message.bare("en")},
            }
            for case in trace.cases
        ],
        "clauses": [_clause(clause) for clause in trace.clauses],
        "readings": [_reading(reading) for reading in trace.readings],
        "lists": [_list(code_list) for code_list in trace.lists],
        "facts": [{"name": fact.name, "text": fact.text} for fact in trace.facts],
        "candidates": [candidate_entry(item) for item in trace.candidates],
        "used_by": list(trace.used_by),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "number": clause.number,
        "section": clause.section,
        "lines": clause.lines,
        "gist": clause.gist,
        "quotes": list(clause.quotes),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "id": reading.id,
        "question": reading.question,
        "options": [{"id": option.id, "text": option.text} for option in reading.options],
        "default": reading.default,
        "why": reading.why,
    }


def _list(code_list: CodeList) -> dict[str, Any]:
    return {
        "name": code_list.name,
        "title": code_list.title,
        "status": code_list.status,
        "openness": code_list.openness,
        "rows": [{"code": row.code, "label": row.label} for row in code_list.rows],
    }


def _say(name: str, language: str, **args: str) -> str:
    return messages.say(name, args, language)
