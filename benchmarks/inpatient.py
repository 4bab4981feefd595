"""An invented table of inpatients: 21 columns, a primary key, mistakes where they are wanted.

``python benchmarks/inpatient.py FILE --rows N`` writes it; ``tables.py`` checks it.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20240430
_SEXES = ("1", "2", "9")
_DEPARTMENTS = tuple(f"{number:02}.{part:02}" for number in range(1, 12) for part in range(1, 5))
_DIAGNOSES = tuple(
    f"{letter}{number:02}.{part:03}"
    for letter in "ACEIJK"
    for number in range(0, 60, 3)
    for part in range(4)
)
_PAYMENTS = ("01", "02", "03", "04", "05", "06", "07", "08", "99")
_FIRST_DAY = date(2023, 1, 1)


def _field(name: str, kind: str, /, **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": constraints}


SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        _field("visit", "string", required=True, pattern="ZY[0-9]{10}"),
        _field("patient", "string", required=True, minLength=8, maxLength=12),
        _field("times", "integer", required=True, minimum=1, maximum=99),
        _field("sex", "string", required=True, enum=list(_SEXES)),
        _field("born", "date", required=True, minimum="1900-01-01"),
        _field("age", "integer", minimum=0, maximum=120),
        _field("admitted", "date", required=True, minimum="2022-01-01", maximum="2024-12-31"),
        _field("discharged", "date", required=True),
        _field("days", "integer", required=True, minimum=0, maximum=999),
        _field("department", "string", required=True, pattern=r"[0-9]{2}\.[0-9]{2}"),
        _field("diagnosis", "string", required=True, pattern=r"[A-Z][0-9]{2}\.[0-9]{3}"),
        _field("diagnosis_name", "string", maxLength=60),
        _field("payment", "string", required=True, enum=list(_PAYMENTS)),
        _field("total", "number", required=True, minimum=0, maximum=5000000),
        _field("own", "number", minimum=0),
        _field("drugs", "number", minimum=0),
        _field("materials", "number", minimum=0),
        {"name": "surgery", "type": "boolean"},
        _field("physician", "string", pattern="D[0-9]{4}"),
        _field("outcome", "integer", enum=[1, 2, 3, 4, 5, 9]),
        _field("note", "string", maxLength=40),
    ],
    "primaryKey": ["visit"],
}


def rows(count: int, *, wrong: float = 0.001, seed: int = SEED) -> Iterator[list[str]]:
    """Yield the rows of the table; a share of them has one mistake each."""
    chance = random.Random(seed)
    for number in range(count):
        row = _row(chance, number)
        if chance.random() < wrong:
            _spoil(chance, row)
        yield row


def _row(chance: random.Random, number: int) -> list[str]:
    admitted = _FIRST_DAY + timedelta(days=chance.randrange(700))
    days = chance.randrange(1, 30)
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))
    total = chance.randrange(50_000, 9_000_000)
    drugs = total * chance.randrange(10, 50) // 100
    diagnosis = chance.choice(_DIAGNOSES)
    return [
        f"ZY{number:010}",
        f"P{chance.randrange(10**8):08}",
        str(chance.randrange(1, 9)),
        chance.choice(_SEXES),
        born.isoformat(),
        str((admitted - born).days // 365),
        admitted.isoformat(),
        (admitted + timedelta(days=days)).isoformat(),
        str(days),
        chance.choice(_DEPARTMENTS),
        diagnosis,
        f"诊断{diagnosis}",
        chance.choice(_PAYMENTS),
        _money(total),
        _money(total // 3),
        _money(drugs),
        _money(total - drugs) if chance.random() < 0.4 else "",  # noqa: PLR2004
        chance.choice(("true", "false")),
        f"D{chance.randrange(400):04}",
        chance.choice("123459"),
        "" if chance.random() < 0.8 else "随访",  # noqa: PLR2004
    ]


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _spoil(chance: random.Random, row: list[str]) -> None:
    mistakes: tuple[Callable[[], Any], ...] = (
        lambda: row.__setitem__(0, "ZY0000000001"),
        lambda: row.__setitem__(4, "1984-13-01"),
        lambda: row.__setitem__(6, "2024/4/30"),
        lambda: row.__setitem__(3, "男"),
        lambda: row.__setitem__(8, "-1"),
        lambda: row.__setitem__(13, "1,234.50"),
        lambda: row.__setitem__(10, ""),
        lambda: row.__setitem__(5, "四十"),
        lambda: row.append("多出"),
        row.pop,
        row.clear,
    )
    chance.choice(mistakes)()


def write(path: Path, count: int, *, wrong: float = 0.001, seed: int = SEED) -> None:
    """Write the table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field["name"] for field in SCHEMA["fields"]])
        writer.writerows(rows(count, wrong=wrong, seed=seed))


def main() -> None:
    """Write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--wrong", type=float, default=0.001, help="share of wrong rows")
    given = parser.parse_args()
    write(given.file, given.rows, wrong=given.wrong)


if __name__ == "__main__":
    main()
