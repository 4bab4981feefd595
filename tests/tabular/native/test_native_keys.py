"""Keys in the compiled memory: duplicates by value, in memory and spilled, whatever the hash."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from support.effort import CI

from shenbao.tabular import TableResult, check_table, engine
from shenbao.tabular.judge import key_store
from shenbao.tabular.judge.cell_types import GeoPoint, YearMonth
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.judge.datetimes import Span
from shenbao.tabular.judge.key_store import KeyStore, MemoryKeys, hashable
from shenbao.tabular.native import compiled
from shenbao.tabular.native.spilled_keys import SpilledKeys
from shenbao.tabular.scan import native_scan
from shenbao.tabular.scan.native_columns import key_kind
from shenbao.tabular.schema.table_schema import Field

ROWS = 6_000 if CI else 2_000
WAYS = {
    "integer": ("{0}", "0{0}", " {0}", "+{0}", '"{0}"', "-0{0}", "-{0}", "x{0}", "{0}_0", ""),
    "number": ("{0}", "{0}.0", "0{0}.00", "{0}e0", "-{0}.50", "-{0}.5", ".{0}", "NaN", "inf", ""),
    "date": ("2024-01-{1:02}", '"2024-01-{1:02}"', "2024-02-{1:02}", "2024-1-{1}", "NA", ""),
    "year": ("{2}", "{2}", '"{2}"', "x", "NA", ""),
    "string": ("v{0}", '"v{0}"', '"v""{0}"', "北{0}", "NA", "", " v{0}", "v" * 40 + "{0}"),
    "any": ("{0}", "0{0}", "NA", ""),
    "datetime": ("2024-01-{1:02}T00:{1:02}:00Z", "2024-01-{1:02}T01:{1:02}:00+01:00", "x", ""),
    "boolean": ("true", "1", "false", "x", ""),
}


@pytest.fixture(params=[(4 << 20, 2**64 - 1), (300, 2**64 - 1), (300, 3 << 62 | 1), (2000, 0)])
def weak(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in memory, and spilled from a tiny memory under hashes that meet."""
    memory, mask = request.param

    def store(columns: Sequence[Column], partly: bool) -> KeyStore | None:  # noqa: FBT001
        kinds = [key_kind(column.field) for column in columns]
        if not compiled.available():
            return None
        return SpilledKeys(kinds, partly=partly, memory=memory, mask=mask)

    monkeypatch.setattr(engine, "spilled_store", store)


def _table(seed: int, kinds: Sequence[str], rows: int = ROWS) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    made = [",".join(kinds) + ",end"]
    for _ in range(rows):
        cells = [
            chance.choice(WAYS[kind][:1] if chance.random() < 0.8 else WAYS[kind]).format(
                chance.randrange(2 * rows), chance.randrange(1, 30), chance.randrange(1900, 2100)
            )
            for kind in kinds
        ]
        made.append(",".join([*cells, "1"]) if chance.random() < 0.99 else cells[0])
    return "\n".join(made).encode()


def _same(schema: dict[str, Any], raw: bytes, patch: pytest.MonkeyPatch) -> TableResult:
    for limit in (None, 5):
        found = []
        for off in ("0", "1"):
            patch.setenv(compiled.OFF, off)
            found.append(check_table(schema, raw, encoding="utf-8", limit=limit))
        assert found[0] == found[1]
    return found[0]


def _schema(kinds: Sequence[str], **keys: Any) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "missingValues": ["", "NA"],
        "fields": [
            *({"name": kind, "type": kind} for kind in kinds),
            {"name": "end", "type": "integer"},
        ],
        **keys,
    }


@pytest.mark.usefixtures("weak")
@pytest.mark.parametrize("kind", WAYS)
def test_a_key_of_each_type(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal values in many spellings, missing and wrong ones, over short rows: as in Python."""
    schema = _schema([kind], primaryKey=[kind])
    schema["fields"][0]["constraints"] = {"unique": True}
    found = _same(schema, _table(1, [kind]), monkeypatch)
    assert found.counts["primary-key", None] > 100
    assert found.counts["unique-error", 1] > 50


@pytest.mark.usefixtures("weak")
@pytest.mark.parametrize("kinds", [("integer", "date"), ("number", "string"), ("year", "any")])
def test_keys_of_several_columns(kinds: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Primary keys with gaps and unique keys without, in small chunks too."""
    schema = _schema(kinds, primaryKey=list(kinds), uniqueKeys=[list(kinds), [kinds[0]]])
    raw = _table(2, kinds, 1500) * 2
    for chunk in (1 << 18, 500):
        monkeypatch.setattr(native_scan, "CHUNK", chunk)
        found = _same(schema, raw, monkeypatch)
        assert found.counts["primary-key", None] > 1000
        assert found.counts["unique-key", None] > 1000


@pytest.mark.parametrize("memory", [1, 200, 10_000, 1 << 22])
def test_the_row_before_is_the_last_one(memory: int) -> None:
    """Of a key that comes often each occurrence names the one before it, the first rows first."""
    chance = random.Random(3)  # noqa: S311 - a corpus, no secret
    values = [f"key {chance.randrange(3000)}" for _ in range(20_000)]
    last: dict[str, int] = {}
    wanted = []
    for row, value in enumerate(values, start=2):
        if value in last:
            wanted.append((row, last[value], value))
        last[value] = row
    for most in (None, 0, 1, 50):
        keys = SpilledKeys([compiled.KEY_TEXT], partly=False, memory=memory)
        for start in range(0, len(values), 700):
            part = values[start : start + 700]
            keys.add(part, range(start + 2, start + 2 + len(part)))
        count, found = keys.finish(most)
        assert count == len(wanted)
        assert found == wanted[:most]


def test_typed_texts_are_those_of_the_scan() -> None:
    """What Python makes of a value is, byte for byte, what the scan makes of its text."""
    from shenbao.tabular.native import _scan

    texts = {
        "integer": ("0", "-0", "007", "-7", "1" * 18, "1" * 60),
        "number": ("0", "-0.00", "1.50", "-001.5", "100", "0.001", "12345678901234567.8", "900.0"),
        "date": ("2024-02-29", "0001-01-01", "9999-12-31"),
        "year": ("2024", "0000"),
        "string": ("", "a", "北京", " x "),
    }
    for name, each in texts.items():
        field = Field(name="a", type=name, missing=frozenset({"-"}))
        column, kind = Column(field, 1), key_kind(field)
        for text in each:
            keys = SpilledKeys([kind], partly=False)
            program = _scan.Program(
                ord(","), ord('"'), [(0, 1, kind, b"", (), (), ())], (), (keys.memory,), [(0,)],
                1, 0, compiled.SEED,
            )  # fmt: skip
            raw = f'"{text}"\n'.encode()
            found = program.scan(bytearray(raw + bytes(compiled.PAD)), 0, len(raw))
            assert found[9] == [[]], text
            keys.commit([])
            keys.add([column.judge(text).value], [5])
            count, twice = keys.finish(None)
            assert count == 1, (name, text)
            assert [(one.row, one.before) for one in twice] == [(5, 1)]
            assert str(twice[0].value) == str(column.judge(text).value)


def test_values_that_equal_nothing_are_no_keys() -> None:
    """NaN alone or as a part is never a duplicate; infinite numbers are."""
    keys = SpilledKeys([compiled.KEY_DECIMAL, compiled.KEY_TEXT], partly=True)
    given = [(Decimal("Infinity"), "x"), (None, "x"), (Decimal("1.0"), None)] * 2
    keys.add([*given, (object(), "x"), (object(), "x")], range(2, 10))
    count, twice = keys.finish(None)
    assert count == 3
    assert [one.value for one in twice] == [
        (Decimal("Infinity"), "x"), (None, "x"), (Decimal("1.0"), None)
    ]  # fmt: skip


EAST = timezone(timedelta(hours=8))
VALUES: tuple[Any, ...] = (
    *(1, True, Decimal("1.0"), 1.0, "1", "t1", "n1e0", 0, False, Decimal("-0.00"), 0.1),
    *(Decimal("0.1"), 10**30, Decimal("1E+30"), float("inf"), Decimal("Infinity"), "inf"),
    *(
        float("nan"),
        Decimal("NaN"),
        date(2024, 1, 1),
        datetime.fromisoformat("2024-01-01"),
        "2024-01-01",
    ),
    *(datetime(2024, 1, 1, 8, tzinfo=EAST), datetime(2024, 1, 1, tzinfo=UTC)),
    *(datetime.min.replace(tzinfo=EAST), datetime.max.replace(tzinfo=UTC)),
    *(time(9), time(9, tzinfo=EAST), time(1, tzinfo=UTC), time(1)),
    *(timedelta(days=1), timedelta(hours=24), timedelta(hours=24, microseconds=1)),
    *(Span(Decimal(1), Decimal(0), timedelta()), Span(Decimal(1), Decimal("0.0"), timedelta())),
    *(Span(Decimal(0), Decimal(12), timedelta()), YearMonth(2024, 1), YearMonth(2024, 11)),
    *(GeoPoint(Decimal("1.50"), 2), GeoPoint(Decimal("1.5"), 2), GeoPoint(1, 52)),
    *({"a": [1, 2]}, {"a": [1, 2]}, {"a": [12]}, ["a", "b"], ["a", "b"], ["ab"], [], {}),
    *(["a"], ["1:a"], ("a", None), ("a", "None"), "", " "),
)
"""What cells of workbooks, of JSON and of the rarer types are; some are equal, few look so."""


def test_values_of_any_type_are_one_key_just_when_they_are_equal() -> None:
    """As in Python: numbers by value, moments wherever, no text is a number; alone and paired."""
    given = [*VALUES, *VALUES[::-1]]
    pairs = [(value, other) for value in given for other in VALUES[:9]]
    for width, keys in ((1, hashable(given)), (2, hashable(pairs))):
        rows = range(2, 2 + len(keys))
        spilled = SpilledKeys([compiled.NO_KEY] * width, partly=True, memory=2000)
        spilled.add(keys, rows)
        wanted = [(rows[at], before, keys[at]) for at, before in MemoryKeys().add(keys, rows)]
        count, found = spilled.finish(None)
        assert count == len(wanted) > len(VALUES)
        assert [(one.row, one.before) for one in found] == [one[:2] for one in wanted]
        keyed = [key if width > 1 else (key,) for _, _, key in wanted]
        shown = [one.value if width > 1 else (one.value,) for one in found]
        assert shown == [tuple(None if one is None else str(one) for one in key) for key in keyed]


@pytest.mark.parametrize("off", ["0", "1"])
def test_keys_of_values(off: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of JSON and of workbooks: a number is no text, 1 is 1.0, what is missing is no key."""
    monkeypatch.setenv(compiled.OFF, off)
    schema = {
        "fields": [{"name": "a", "type": "number"}, {"name": "b", "type": "any"}],
        "primaryKey": ["a", "b"],
        "uniqueKeys": [["b"]],
    }
    rows = [["a", "b"], [1, "1"], [1, 1], [Decimal("1.0"), "1"], [1, 1.0], [None, None], [2, None]]
    found = check_table(schema, rows, limit=None)
    wanted = {(4, "primary-key"), (5, "primary-key"), (6, "primary-key")}
    wanted |= {(4, "unique-key"), (5, "unique-key")}
    assert {(issue.row, issue.code) for issue in found.issues if "key" in issue.code} == wanted


def test_keys_that_fill_the_memory_are_no_longer_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the compiled part: from which row on is said of each key; the others go on."""
    monkeypatch.setenv(compiled.OFF, "1")
    monkeypatch.setattr(key_store.KeyMemory.__init__, "__defaults__", (200_000,))
    schema = {
        "fields": [{"name": "a", "constraints": {"unique": True}}, {"name": "b"}],
        "primaryKey": ["b"],
    }
    raw = "a,b\n" + "".join(f"{row:060},{row % 10}\n" for row in range(2, 3_000)) + f"{2:060},1\n"
    found = check_table(schema, raw.encode(), encoding="utf-8", limit=None)
    (stopped,) = [issue for issue in found.issues if issue.message == "tables-keys-many"]
    assert 500 < (stopped.row or 0) < 1_500
    assert (stopped.column, stopped.code) == ("a", "unique-error")
    assert "没有查“a”有没有重复" in stopped.text()
    assert found.counts["primary-key", None] == 2_999 - 10
    assert found.counts["unique-error", 1] == 1


def test_values_referred_to_that_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is not checked, and that is said with the remedy."""
    monkeypatch.setattr(key_store.KeyMemory.__init__, "__defaults__", (200_000,))
    reference = {"fields": ["b"], "reference": {"resource": "", "fields": ["a"]}}
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "foreignKeys": [reference]}
    for rows, complete in ((500, True), (3_000, False)):
        raw = "a,b\n" + "".join(f"{row:060},{2:060}\n" for row in range(2, rows))
        found = check_table(schema, raw.encode(), encoding="utf-8")
        messages = [issue.message for issue in found.issues]
        assert (found.complete, messages) == (
            complete, [] if complete else ["tables-references-many"]
        )  # fmt: skip


def test_a_short_or_broken_file_is_an_error() -> None:
    """Nothing is made up where the temporary file does not give back what was written."""
    import io

    from shenbao.tabular.native import _scan

    class Forgetful(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(size)[:-1]

    keys = _scan.Keys([compiled.KEY_TEXT], False, Forgetful(), 10, bytes(16))  # noqa: FBT003
    for row in range(20_000):
        keys.commit([(row, b"%06d" % row * 40, b"")])
    with pytest.raises(OSError, match="temporary file"):
        keys.finish(0)


def test_arguments_are_checked() -> None:
    """The module refuses what would lead it astray."""
    from shenbao.tabular.native import _scan

    make = partial(_scan.Keys, (1,), False, None, 10)  # noqa: FBT003
    with pytest.raises(ValueError, match="seed"):
        make(b"short")
    with pytest.raises(ValueError, match="columns"):
        _scan.Keys((), False, None, 10, bytes(16))  # type: ignore[arg-type]  # noqa: FBT003
    column = (1, 1, 1, b"", (), (), ())
    with pytest.raises(ValueError, match="program"):
        _scan.Program(44, 34, [column], (), (), (), 1, 0, bytes(16))
    good = (0, 1, 1, b"", (), (), ())
    for caught, keys, places in (
        ((1,), (), ()),
        ((0, 0), (), ()),
        ((), (make(bytes(16)),), [(7,)]),
    ):
        with pytest.raises(ValueError, match="column"):
            _scan.Program(44, 34, [good], caught, keys, places, 1, 0, bytes(16))
    program = _scan.Program(44, 34, [good], (), (), (), 1, 0, bytes(16))
    with pytest.raises(ValueError, match="short"):
        program.scan(bytearray(10), 0, 10)
    with pytest.raises(IndexError):
        program.learn(1, [b"x"])
    with pytest.raises(TypeError):
        _scan.Program(44, 34, [good], (), (object(),), [(0,)], 1, 0, bytes(16))  # type: ignore[arg-type]


DIGITS = ("9" * 18, "9" * 19, "9" * 20, "-" + "9" * 18, "-" + "9" * 19, "0" * 19, "9" * 24)


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize("delimiter", ["-", "."])
def test_an_empty_key_before_a_sign_of_numbers_is_no_number(
    kind: str, delimiter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan looks at the cell, not at the delimiter behind it."""
    schema = {
        "fields": [{"name": "a", "type": kind}, {"name": "b", "type": "string"}],
        "primaryKey": ["a"],
        "missingValues": ["NA"],
    }
    raw = "a,b\n1,x\n,y\n,z\n0,v\n".replace(",", delimiter).encode()
    monkeypatch.setattr(native_scan, "CHUNK", 7)
    found = []
    for off in ("0", "1"):
        monkeypatch.setenv(compiled.OFF, off)
        found.append(check_table(schema, raw, dialect={"delimiter": delimiter, "header": True}))
    assert found[0] == found[1]
    assert {issue.place for issue in found[0].issues} >= {
        (3, 1, "type-error"),
        (4, 1, "type-error"),
    }
    assert all(issue.row != 5 for issue in found[0].issues)


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_keys_and_limits_of_nineteen_digits(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into a machine word is Python's to judge."""
    schema = {
        "fields": [
            {"name": "a", "type": kind, "constraints": {"maximum": 10**18}},
            {"name": "b", "type": "string"},
        ],
        "primaryKey": ["a"],
    }
    cells = [*DIGITS, *DIGITS, "00" + "9" * 18, "9" * 18 + (".0" if kind == "number" else "")]
    raw = "\n".join(["a,b", *(f"{cell},x" for cell in cells)]).encode() + b"\n"
    found = _same(schema, raw, monkeypatch)
    wrong = sum(1 for cell in cells if Decimal(cell) > 10**18)
    assert found.counts["constraint-error", 1] == wrong
    assert found.counts["primary-key", None] == len(DIGITS) + 2
