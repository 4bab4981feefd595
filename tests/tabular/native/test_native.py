"""The compiled scan says what Python says: every issue, every count, in chunks of any size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import cases, catalogues, effort
from tabular.test_column_filters import TEXTS
from tabular.test_scan import NEAR

from shenbao.tabular import TableResult, check_table
from shenbao.tabular.judge import row_judge
from shenbao.tabular.judge.cell_judge import LimitError
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.judge.patterns import Pattern
from shenbao.tabular.native import compiled
from shenbao.tabular.read import decoder
from shenbao.tabular.scan import native_scan
from shenbao.tabular.scan.native_columns import native_column
from shenbao.tabular.scan.native_patterns import character_row
from shenbao.tabular.schema.table_schema import Field, read_schema

LIMITS = (None, 1, 0, 3, 100)

Both = Callable[..., TableResult]


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Both:
    """Check a table with the compiled scan and without it; the verdicts must be the same."""
    monkeypatch.setenv(compiled.OFF, "0")
    if not compiled.available():
        pytest.fail("the compiled scan is not built: run python hatch_build.py")

    def check(case: cases.Case, *, chunk: int = 1 << 18, **given: Any) -> TableResult:
        wanted = {"dialect": case.dialect, "encoding": case.encoding, "limit": None, **given}
        found = []
        # The encoding is found in the first piece, so that it must not be too small.
        small = 1 << 15 if wanted["encoding"] is None else max(chunk, 64)
        for off, size in (("0", small), ("1", 1 << 15)):
            monkeypatch.setenv(compiled.OFF, off)
            monkeypatch.setattr(native_scan, "CHUNK", chunk)
            monkeypatch.setattr(decoder, "_CHUNK", size)
            found.append(check_table(case.schema, case.raw, **wanted))
        assert found[0] == found[1], (case.schema, case.dialect, case.raw[:2000])
        return found[0]

    return check


@pytest.mark.parametrize("batch", effort.BATCHES)
def test_seeded_tables_get_the_same_verdicts(batch: int, both: Both) -> None:
    """Every type, constraint, key, dialect and encoding; chunks from one byte on."""
    for number in effort.seeds(batch, 120, 1200):
        seed = 10_000 + number
        given = {"chunk": (1 << 18, 7, 64, 1, 300)[seed % 5], "limit": LIMITS[seed // 5 % 5]}
        both(cases.make(seed), **given)
        both(cases.scannable(seed), **given)


@pytest.mark.parametrize("name", catalogues.NAMES)
@pytest.mark.parametrize("chunk", [50, 1 << 18])
def test_catalogue_schemas_get_the_same_verdicts(name: str, chunk: int, both: Both) -> None:
    """Wide tables in four encodings."""
    for seed in range(4):
        assert both(catalogues.case(name, seed), chunk=chunk).counts


QUOTED = (
    'n,名,d\r\n1,"甲",2024-01-05\r\n"2","a ""b"" c",x\r\n\r\n'
    '3,"two\r\nlines, one cell",2024-02-30,\r4,"c""tail",\n5,"","2024-01-06"\n'
    '"1",乙"丙,2024-01-07\r\n,"",\n6,é\n"7"," ""","2024-01-08"'
)
QUOTED_SCHEMA = {
    "fields": [
        {"name": "n", "type": "integer", "constraints": {"maximum": 5}},
        {"name": "名", "type": "string", "constraints": {"maxLength": 8}},
        {"name": "d", "type": "date"},
    ],
    "primaryKey": ["n"],
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_chunk_may_end_anywhere(encoding: str, form: str, both: Both) -> None:
    """Quotes, doubled and stray ones, line ends of every kind: a boundary at every byte."""
    text = QUOTED if form == "csv" else QUOTED.replace(",", "\t")
    raw = text.encode(encoding)
    case = cases.Case(schema=QUOTED_SCHEMA, raw=raw, encoding=None)
    expected = both(case, format=form)
    assert expected.rows == 10
    assert ("primary-key", None) in expected.counts
    for chunk in range(1, len(raw) + 1):
        assert both(case, format=form, chunk=chunk) == expected


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        (b'5,"open\n6,x,2024-01-05\n', "tables-stray-quote"),
        (b'5,"open\n6,x,2024-01-05\n7,"y",2024-01-05\n', "tables-torn-quote"),
        (b'5,"x"y,2024-01-05\n', "tables-torn-quote"),
        (b'5,x,"2024-01-05" \r\n', "tables-torn-quote"),
        (b"5,\xff,2024-01-05\n6,x,2024-01-05\n", "tables-wrong-byte"),
        (b"5,\xed\xa0\x80,2024-01-05\n", "tables-wrong-byte"),
        (b"5,a\0b,2024-01-05\n", "tables-nul"),
        (b"5,\0\xff,2024-01-05\n", "tables-nul"),
        (b"5," + b"x" * 1_000_001 + b",2024-01-05\n", "tables-field-too-long"),
        (b"5," + b"\xe5\x8c\x97" * 400_000 + b",2024-01-05\nx,,\n", None),
        (b"5,x,2024-01-05\n" + b",\n" * 3, None),
    ],
)
@pytest.mark.parametrize("before", [2, 3000])
def test_what_it_must_not_read_is_left_to_python(
    tail: bytes, message: str | None, before: int, both: Both
) -> None:
    """The place and the reason are the same, and so is all that stands before."""
    rows = b"".join(b"%d,x,2024-01-05\n" % (number % 7) for number in range(before))
    case = cases.Case(schema=QUOTED_SCHEMA, raw="n,名,d\n".encode() + rows + tail)
    for chunk in (1 << 18, 10_000, 3 if len(tail) < 100 else 50_000):
        found = both(case, chunk=chunk)
        assert found.complete == (message is None)
        assert message is None or message in {issue.message for issue in found.issues}


@pytest.mark.parametrize("seed", range(300))
def test_the_scan_passes_only_what_the_reader_accepts(seed: int) -> None:
    """Every text that a column's program passes is right; most right ones of its kinds pass."""
    schema, _ = read_schema({"$schema": cases.V2, "fields": [cases.column(seed)]})
    assert schema is not None
    try:
        column = Column(schema.fields[0], 1)
    except LimitError:
        return
    _sound(column, (*TEXTS, *NEAR))


CLOSE = "8." + "9" * 40
"""A limit that is 9 as soon as it is rounded."""


@pytest.mark.parametrize("kind", ["integer", "number", "year"])
@pytest.mark.parametrize("low", [None, 0, -3, 7, "2000"])
@pytest.mark.parametrize("high", [None, 1, 9, 120, 4999, 5000000, "1.5", "-0.25", CLOSE])
@pytest.mark.parametrize("exclusive", [False, True])
def test_limits_are_exact(kind: str, low: Any, high: Any, exclusive: bool) -> None:  # noqa: FBT001
    """Around limits of whole numbers and fractions nothing is rounded."""
    names = ("exclusiveMinimum", "exclusiveMaximum") if exclusive else ("minimum", "maximum")
    limits = {
        name: limit for name, limit in zip(names, (low, high), strict=True) if limit is not None
    }
    try:
        column = Column(Field(name="a", type=kind, constraints=limits), 1)
    except LimitError:
        return
    around = [f"{whole}{part}" for whole in range(-4, 10) for part in ("", ".0", ".25", ".5", ".9")]
    passed = _sound(column, (*TEXTS, *NEAR, *around, "1.4999999999999999", "1.500000000000000000"))
    assert not passed.isdisjoint(around) or not any(column.accepts(text) for text in around)


def _sound(column: Column, texts: tuple[str, ...]) -> set[str]:
    """Return what the scan passes; all of it must be right."""
    from shenbao.tabular.native import _scan

    texts = tuple(text for text in texts if "\0" not in text)
    program = _scan.Program(
        ord(","), ord('"'), [native_column(column)], (), (), (), 1, 0, compiled.SEED
    )
    raw = "".join('"{}"\n'.format(text.replace('"', '""')) for text in texts).encode()
    found = program.scan(bytearray(raw + bytes(compiled.PAD)), 0, len(raw))
    assert found[:3] == (len(raw), len(texts), 0)
    unknown = set(found[6][0][1]) if found[6][0] else set()
    blank = {texts[row - 1] for row in found[3]}
    passed = set(texts) - unknown - blank
    for text in passed:
        assert column.accepts(text), (column.field, text)
    for text in blank:
        assert column.judge(text).blank
    return passed


PATTERNS = (
    *cases.PATTERNS, r"ZY[0-9]{10}", r"[一-龥]{2,4}", r"\d{1,3}[.]\d", r"[^一-龥]+", r"[^\W\d]+",
    "(?i:ab)", "(?s:.)", "a{2,}b?", "[^,]*x", "é+", "[\U0001f600-\U0001f64f]",
)  # fmt: skip


@pytest.mark.parametrize("source", PATTERNS)
def test_patterns_are_read_as_python_reads_them(source: str) -> None:
    """A text that passes matches, character by character of many scripts."""
    pattern = Pattern(source)
    column = Column(Field(name="a", type="string", constraints={"pattern": source}), 1)
    signs = "aAbz019_ .,-@\n\té北一龥\U0001f600１\u3000ａ"
    texts = [*signs, *(a + b for a in signs for b in signs), "ZY0000000001", "12.3", "ababx", "aab"]
    for text in _sound(column, tuple(texts)):
        assert text == "" or pattern.matches(text)


def test_simple_patterns_are_not_left_to_python() -> None:
    """Classes, literals and counts are known to the scan; alternatives are not."""
    for source in (r"ZY[0-9]{10}", r"[0-9]{2}\.[0-9]{2}", r"^[A-Z]\d{2}(\.\d{3})$", "[一-龥]{2,4}"):
        assert character_row(source) is not None
    for source in ("a|b", "(ab)+", r"(.)\1", "(?=a).", "a{2000}", r"\ba"):
        assert character_row(source) is None


def test_wrong_rows_are_counted_not_made(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every row is wrong, few issues are made, and all are counted."""
    made: list[Any] = []
    real = row_judge.Issue
    monkeypatch.setattr(row_judge, "Issue", lambda **given: made.append(1) or real(**given))
    lines_ = [
        f"{number},{'x' * 9},2024-13-01,more" if number % 2 else f"z{number},a"
        for number in range(20_000)
    ]
    raw = "n,名,d\n{}\n".format("\n".join(lines_)).encode()
    found = both(cases.Case(schema={**QUOTED_SCHEMA, "primaryKey": []}, raw=raw), limit=10)
    assert found.counts == {
        ("type-error", 1): 10_000, ("missing-cell", 3): 10_000, ("constraint-error", 1): 9_997,
        ("constraint-error", 2): 10_000, ("type-error", 3): 10_000, ("extra-cell", 4): 10_000,
    }  # fmt: skip
    assert len(made) < 400


def test_long_cells_are_noted_alike(both: Both) -> None:
    """A quote too many is noted with its row, at any chunk size."""
    rows = "".join(f"{number},x,2024-01-05\n" for number in range(300))
    cell = '"' + "line\n" * 30 + '"'
    raw = f"n,名,d\n{rows}1,{cell},2024-01-05\n{rows}".encode()
    case = cases.Case(schema=QUOTED_SCHEMA, raw=raw)
    for chunk in (100, 1 << 18):
        assert [note.row for note in both(case, chunk=chunk).notes] == [302]


def test_texts_that_python_judged_are_learnt(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that only Python can read is asked once for each text, not for each row."""
    asked: list[int] = []
    real = Column.suspects

    def counted(self: Column, texts: Any) -> Any:
        asked.append(len(texts))
        return real(self, texts)

    monkeypatch.setattr(Column, "suspects", counted)
    schema = {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "(x|y)z?|w"}}]}
    raw = b"a\n" + b"xz\ny\nw\n" * 4000
    monkeypatch.setenv(compiled.OFF, "0")
    monkeypatch.setattr(native_scan, "CHUNK", 100)
    assert check_table(schema, raw).valid
    assert sum(asked) < 200
    both(cases.Case(schema=schema, raw=raw + b"v\nxz\n"))


def test_a_path_is_read_like_bytes(tmp_path: Path, both: Both) -> None:
    """A file with a name in Chinese and a byte-order mark, larger than a chunk."""
    path = tmp_path / "出院 记录.csv"
    raw = b"\xef\xbb\xbf" + "n,名,d\n".encode() + b"1,x,2024-01-05\n" * 30_000
    path.write_bytes(raw)
    found = check_table(QUOTED_SCHEMA, path)
    expected = both(cases.Case(schema=QUOTED_SCHEMA, raw=raw, encoding=None), limit=100)
    assert found.counts == expected.counts == {("primary-key", None): 29_999}
    assert found.issues == expected.issues
