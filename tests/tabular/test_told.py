"""What somebody else has said of a table is counted, and not listed again."""

from __future__ import annotations

from typing import Any

import pytest

from shenbao.tabular import TableResult, check_table
from shenbao.tabular.results import Told

SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        {"name": "code", "title": "代码", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "n", "type": "integer", "constraints": {"maximum": 9}},
    ],
    "primaryKey": ["code"],
    "foreignKeys": [{"fields": ["code"], "reference": {"resource": "", "fields": ["code"]}}],
}
TABLE = b"code,n\na,x\nb,10\n\na,3\nb,\nz,1,2\n"


def found(told: Told | None, table: bytes = TABLE, limit: int | None = 100) -> TableResult:
    """Return what is said of a table."""
    return check_table(SCHEMA, table, format="csv", limit=limit, told=told)


def places(result: TableResult) -> list[tuple[int | None, str, str]]:
    """Return the rows, codes and messages that are listed."""
    return [(item.row, item.code, item.message.removeprefix("tables-")) for item in result.issues]


def test_nothing_told_leaves_out_what_only_follows() -> None:
    """A blank row has no key either; who asks for all hears of both."""
    all_of_them, ours = found(None), found(Told())
    left_out = set(places(all_of_them)) - set(places(ours))
    assert left_out == {(4, "primary-key", "key-empty")}
    assert set(places(ours)) < set(places(all_of_them))
    assert ours.counts == all_of_them.counts
    assert [item.place for item in ours.said] == [(4, None, "primary-key")]


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        (Told(cells=frozenset({(2, "n")})), {(2, "type-error")}),
        (Told(cells=frozenset({(3, "n")})), {(3, "constraint-error")}),
        (Told(cells=frozenset({(7, "code")})), {(7, "constraint-error")}),
        (Told(keys=frozenset({5})), {(5, "primary-key")}),
        (Told(cells=frozenset({(9, "n")}), keys=frozenset({9})), set()),
    ],
)
def test_what_was_told_is_counted_and_not_listed(told: Told, gone: set[tuple[int, str]]) -> None:
    before, after = found(Told()), found(told)
    listed = [{(item.row, item.code) for item in result.issues} for result in (before, after)]
    assert listed[0] - listed[1] == gone
    assert after.counts == before.counts
    assert len(after.issues) + len(after.said) == after.total


@pytest.mark.parametrize("labels", [{"cod"}, {"code"}])
def test_a_heading_that_was_told_is_not_listed(labels: set[str]) -> None:
    table = b"cod,n\na,1\n"
    (before,) = found(Told(), table).issues
    assert before.code == "incorrect-label"
    after = found(Told(labels=frozenset(labels)), table)
    assert not after.issues
    assert after.total == 1


def test_what_was_told_takes_no_room_in_the_list() -> None:
    """Of two wrong numbers the first was told: the second is the one that is listed."""
    table = b"code,n\na,x\nb,y\n"
    (listed,) = found(Told(cells=frozenset({(2, "n")})), table, limit=1).issues
    assert listed.row == 3
