"""A value of a sensitive column is shown nowhere, whatever is wrong with the table."""

from __future__ import annotations

import random
import warnings
from typing import Any

import pytest

from shenbao.tabular import TableResult, check_table

SECRET = "S3CR3T"  # noqa: S105 - what must not be shown
SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]+", "maxLength": 2}},
        {"name": "phone", "type": "string", "constraints": {"maxLength": 3, "unique": True}},
        {"name": "n", "type": "integer", "constraints": {"enum": [1, 2]}},
        {"name": "day", "type": "date"},
        {"name": "born", "type": "integer"},
    ],
    "primaryKey": ["code", "phone"],
    "uniqueKeys": [["phone"], ["phone", "n"]],
    "foreignKeys": [
        {"fields": ["phone"], "reference": {"resource": "", "fields": ["code"]}},
        {"fields": ["phone", "n"], "reference": {"resource": "", "fields": ["code", "n"]}},
    ],
}
SENSITIVE = ("phone", "born")


def _table(chance: random.Random) -> bytes:
    """Return a table in which secrets stand in their columns, or are moved out of them."""
    lines = [["code", "phone", "n", "day", "born"]]
    if chance.random() < 0.3:
        lines.pop()
    for _ in range(chance.randrange(1, 6)):
        number = chance.randrange(3)
        secret = f"{SECRET}{number}"
        row = [chance.choice("abX"), secret, chance.choice("123x"), "2024-01-05", secret]
        damage = chance.randrange(8)
        if damage == 0:
            del row[chance.randrange(len(row))]
        elif damage == 1:
            row.insert(chance.randrange(len(row)), chance.choice(("", secret)))
        elif damage == 2:
            row[1] = f'"{secret}'
        elif damage == 3:
            row = row[:2]
        lines.append(row)
    mark = chance.choice((",", ",", ",", ";", "\t"))
    return "".join(mark.join(row) + "\n" for row in lines).encode()


def _said(found: TableResult) -> str:
    return "\n".join(
        f"{issue!r} {issue.text(language)} {issue.fix(language)}"
        for issue in (*found.issues, *found.notes)
        for language in ("zh-CN", "en")
    )


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_no_secret_is_told(engine: Any) -> None:
    """Wrong types, keys, headers, quotes, delimiters, rows with cells too many or too few."""
    for seed in range(300 if engine == "fast" else 60):
        chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
        raw = _table(chance)
        dialect = chance.choice(({"delimiter": ","}, {"header": True}, None))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = check_table(
                SCHEMA, raw, engine=engine, encoding="utf-8", dialect=dialect,
                sensitive=SENSITIVE, limit=None,
            )  # fmt: skip
        assert found.issues
        assert SECRET not in _said(found), raw


def test_what_is_no_secret_is_still_told() -> None:
    """Masking one column leaves the others, and a misspelt label, readable."""
    raw = b"code,phonee,n,day,born\na,123,x,2024-01-05,7\nb,12345,1,2024-01-05,8\n"
    found = check_table(SCHEMA, raw, sensitive=SENSITIVE)
    shown = {issue.place: issue.value for issue in found.issues}
    assert shown[1, 2, "incorrect-label"] == "phonee"
    assert shown[2, 3, "type-error"] == "x"
    assert shown[3, 2, "constraint-error"] == "***"
