"""What stands around the clauses: title, issuer, number, day of issue, attachments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shenbao.authoring.candidates.candidate import Candidate
from shenbao.authoring.source.clauses import FoundClause, LeftOut, Split
from shenbao.authoring.source.marks import mark_of, whole_number
from shenbao.authoring.source.outline import Role, is_enclosed

_BEFORE = re.compile(
    r"附\s?件?\s?(?P<number>\d{1,2}(?!\d)(?!\s?[.．、])|[一二三四五六七八九十]{1,2})?\s?[:：.、]?\s?"
)
_PART = re.compile(r"[〇零○一二三四五六七八九]{4}|[一二三四五六七八九十]{1,3}|\d{1,4}")
_UNIT_FILE = "文件"


def facts(found: Split) -> Iterator[Candidate]:
    """Yield title, issuer, document number and day of issue where the notice has them."""
    whole: dict[Role, LeftOut] = {}
    for item in found.left_out:
        whole.setdefault(item.role, item)
    first = found.clauses[0].id if found.clauses else ""
    title, number = whole.get("title"), whole.get("number")
    issuer, day = whole.get("signature") or whole.get("issuer"), whole.get("date")
    if title is not None:
        yield _fact("title", _title(found.left_out, title), title, first)
    if issuer is not None:
        yield _fact("issuer", issuer.text.removesuffix(_UNIT_FILE), issuer, first)
    if number is not None:
        yield _fact("number", "".join(number.text.split()), number, first)
    if day is not None and (written := day_of(day.text)) is not None:
        yield _fact("issued", written.isoformat(), day, first)


def _title(left_out: Sequence[LeftOut], first: LeftOut) -> str:
    """Return a title with the line after it that belongs to it."""
    at = left_out.index(first) + 1
    after = left_out[at] if at < len(left_out) else None
    goes_on = after is not None and after.role == "title" and after.paragraph == first.paragraph
    return first.text + after.text if after is not None and goes_on else first.text


def day_of(text: str) -> date | None:
    """Return the day that a line names, in figures or in Chinese; None where there is none."""
    parts = _PART.findall(text)
    if len(parts) != 3:  # noqa: PLR2004 - year, month, day
        return None
    digits = {sign: str(at) for at, sign in enumerate("零一二三四五六七八九")} | {
        "〇": "0",
        "○": "0",
    }
    year = "".join(digits.get(sign, sign) for sign in parts[0])
    try:
        return date(int(year), *(whole_number(part) for part in parts[1:]))
    except ValueError:
        return None


def attachments(clauses: Sequence[FoundClause]) -> Iterator[Candidate]:
    """Yield what is named as an attachment, and whether it is enclosed."""
    named: list[tuple[int, Candidate]] = []
    enclosed: set[int] = set()
    for clause in clauses:
        if not clause.id.startswith("c-attachments"):
            continue
        inside = False
        for line, text in clause.parts:
            number, name = _named(text)
            if is_enclosed(text):
                inside = True
                enclosed.add(number)
            elif name and not inside:
                found = Candidate(
                    kind="attachment", value=name, words=text, clause=clause.id, line=line
                )
                named.append((number, found))
    alone = len(named) == 1 and bool(enclosed)
    for number, found in named:
        yield found if alone or number in enclosed - {0} else replace(found, doubt="missing")


def _named(text: str) -> tuple[int, str]:
    """Return the number of an attachment, 0 where it has none, and its name."""
    before = _BEFORE.match(text)
    rest = text[before.end() :] if before is not None else text
    mark = mark_of(rest)
    if mark is not None:
        return mark.value, rest[mark.length :].strip()
    number = before["number"] if before is not None else None
    return (whole_number(number) if number else 0), rest.strip()


def jumps(found: Split) -> Iterator[Candidate]:
    """Yield official numbers that do not follow the one before, each at the clause below it."""
    ends = [clause.parts[-1][0] for clause in found.clauses]
    for line, printed in found.jumps:
        at = bisect_left(ends, line)
        if at < len(ends):
            clause = found.clauses[at].id
            yield Candidate(
                kind="numbering", value=printed, words=printed, clause=clause, line=line
            )


def _fact(kind: str, value: str, item: LeftOut, clause: str) -> Candidate:
    return Candidate(kind=kind, value=value, words=item.text, clause=clause, line=item.line)  # type: ignore[arg-type]
