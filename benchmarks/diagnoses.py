"""An invented table of diagnoses: 15 columns, codes of ICD-10 by a pattern with a group.

``python benchmarks/diagnoses.py FILE --rows N`` writes it; ``tables.py`` checks it.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20240501
ICD = r"[A-Z][0-9]{2}(\.[0-9xX]{1,5})?"
_SEXES = ("男", "女", "未知")
_PAYMENTS = ("城镇职工", "城乡居民", "商业保险", "自费", "其他")
_OUTCOMES = ("治愈", "好转", "未愈", "死亡", "其他")
_FIRST_DAY = date(2023, 1, 1)


def _field(name: str, kind: str, /, **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": constraints}


SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        _field("visit", "string", required=True, pattern="ZY[0-9]{10}"),
        _field("hospital", "string", required=True, pattern="[0-9A-Z]{9}"),
        _field("sex", "string", required=True, enum=list(_SEXES)),
        _field("born", "date", required=True, minimum="1900-01-01"),
        _field("admitted", "date", required=True, minimum="2022-01-01", maximum="2024-12-31"),
        _field("discharged", "date", required=True),
        _field("days", "integer", required=True, minimum=0, maximum=999),
        _field("diagnosis", "string", required=True, pattern=ICD),
        _field("second", "string", pattern=ICD),
        _field("operation", "string", pattern=r"[0-9]{2}\.[0-9]{1,2}(x[0-9]{3}|\+[0-9])?"),
        _field("payment", "string", required=True, enum=list(_PAYMENTS)),
        _field("total", "number", required=True, minimum=0, maximum=5000000),
        _field("own", "number", minimum=0),
        _field("drugs", "number", minimum=0),
        _field("outcome", "string", required=True, enum=list(_OUTCOMES)),
    ],
    "primaryKey": ["visit"],
}


def rows(count: int, *, seed: int = SEED) -> Iterator[list[str]]:
    """Yield the rows of the table, all of them right."""
    chance = random.Random(seed)
    for number in range(count):
        admitted = _FIRST_DAY + timedelta(days=chance.randrange(700))
        days = chance.randrange(1, 30)
        total = chance.randrange(50_000, 9_000_000)
        yield [
            f"ZY{number:010}",
            f"{chance.randrange(10**8):08}{chance.choice('ABCX')}",
            chance.choice(_SEXES),
            (date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))).isoformat(),
            admitted.isoformat(),
            (admitted + timedelta(days=days)).isoformat(),
            str(days),
            _code(chance),
            _code(chance) if chance.random() < 0.5 else "",  # noqa: PLR2004
            _operation(chance),
            chance.choice(_PAYMENTS),
            *(f"{cents / 100:.2f}" for cents in (total, total // 3, total // 5)),
            chance.choice(_OUTCOMES),
        ]


def _code(chance: random.Random) -> str:
    """Return a code with nothing, one digit, or an extension behind its three characters."""
    digits = chance.choice((0, 1, 3, 3, 5))
    end = "".join(chance.choice("0123456789x") for _ in range(digits))
    return f"{chance.choice('ACEIJKZ')}{chance.randrange(100):02}" + (f".{end}" if end else "")


def _operation(chance: random.Random) -> str:
    end = chance.choice(("", f"x{chance.randrange(1000):03}", f"+{chance.randrange(10)}"))
    return f"{chance.randrange(100):02}.{chance.randrange(100):02}{end}"


def write(path: Path, count: int, *, seed: int = SEED) -> None:
    """Write the table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field["name"] for field in SCHEMA["fields"]])
        writer.writerows(rows(count, seed=seed))


def main() -> None:
    """Write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    write(given.file, given.rows)


if __name__ == "__main__":
    main()
