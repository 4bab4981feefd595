"""The compiled scan says what Python says: every issue, every count, in chunks of any size."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import effort
from support.by_chance import cases, catalogues
from tabular.judge.test_column_filters import TEXTS
from tabular.judge.test_patterns import PATTERNS as PATTERNS_AT_RANDOM
from tabular.test_scan import NEAR

from shenbao.tabular import TableResult, check_table
from shenbao.tabular.judge import columns, row_judge
from shenbao.tabular.judge.cell_judge import LimitError
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.judge.patterns import Pattern
from shenbao.tabular.native import compiled
from shenbao.tabular.read import decoder
from shenbao.tabular.scan import native_scan
from shenbao.tabular.scan.native_columns import native_column
from shenbao.tabular.scan.native_patterns import machine
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
    "$a", "(?i:ab)", "(?s:.)", "a{2,}b?", "[^,]*x", "é+", "[\U0001f600-\U0001f64f]", "a|b.",
    "(a|b){2}|一", r"(?i:[^a])", r"(?i:[à-é])+", r"(?a:\w)+", r"[^\S\n]", "^(a$|b)", r"a\Z|b$",
    "()", "(|a)*", r"\D\s",
)  # fmt: skip


@pytest.mark.parametrize("source", PATTERNS)
def test_patterns_are_read_as_python_reads_them(source: str) -> None:
    """A text that passes matches, character by character of many scripts."""
    signs = "aAbBz019_ .,-@\n\té北一龥\U0001f600\U00020bb7１\u3000ａ"
    texts = [*signs, *(a + b for a in signs for b in signs), "ZY0000000001", "12.3", "ababx", "aab"]
    _same_as_python(source, texts)


@settings(max_examples=300, deadline=None)
@given(source=PATTERNS_AT_RANDOM, texts=st.lists(st.text("aAbB北1 -_\n", max_size=8), max_size=8))
def test_any_regular_pattern_is_read_as_python_reads_it(source: str, texts: list[str]) -> None:
    """Groups, alternatives, counts and anchors, one in the other, as chance has it."""
    _same_as_python(source, texts)


def _same_as_python(source: str, texts: Iterable[str]) -> None:
    """Compare; of a pattern that has a machine all plain texts that match must pass."""
    pattern = Pattern(source)
    column = Column(Field(name="a", type="string", constraints={"pattern": source}), 1)
    wanted = {text for text in texts if text}
    right = {text for text in wanted if pattern.matches(text)}
    passed = _sound(column, tuple(wanted))
    assert passed <= right
    if machine(source) is not None:
        assert {text for text in right - passed if text.isascii() and "\n" not in text} == set()


def test_regular_patterns_are_not_left_to_python() -> None:
    """Groups, alternatives and counts have a machine; what looks around, or is huge, has none."""
    for source in (
        r"ZY[0-9]{10}", r"[0-9]{2}\.[0-9]{2}", r"^[A-Z]\d{2}(\.\d{3})$", "[一-龥]{2,4}", "a|b",
        r"[A-Z][0-9]{2}(\.[0-9xX]{1,5})?", "(ab)+", "a{1000}", r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}",
    ):  # fmt: skip
        assert machine(source) is not None
    for source in (r"(.)\1", "(?=a).", "a{20000}", r"\ba", "(a|b)*a(a|b){20}"):
        assert machine(source) is None


def test_a_text_of_one_length_needs_no_machine() -> None:
    """A range of ASCII at each place is compared at once, whatever the pattern looks like."""
    for source in (r"ZY[0-9]{10}", r"^([A-Z]\d{2}[.]\d{3})$", "(?:a|b|c)x"):
        column = Column(Field(name="a", type="string", constraints={"pattern": source}), 1)
        assert native_column(column).kind == compiled.SHAPE


SPELT: dict[tuple[str, str], tuple[str, ...]] = {
    ("string", "email"): ("zhang.san@example.com", "a+b@x-1.org.cn", "A_b!#$%&'*+/=?^`{|}~-@e.co"),
    ("string", "uri"): ("https://example.com/a?b=c#d", "urn:isbn:0", "a:", "x-y+z.1:北京"),
    ("string", "uuid"): (
        "123e4567-e89b-12d3-a456-426614174000", f"{'A' * 8}{'-BBBB' * 3}-{'C' * 12}",
    ),
    ("string", "binary"): ("YWJj", "YWI=", "YQ==", "YWJjYQ=="),
    ("datetime", "default"): (
        "2024-02-28T23:59:59Z", "1999-12-31T00:00:00", "2024-04-30T08:30:00.5",
    ),
    ("time", "default"): ("08:30:00", "23:59:59Z", "00:00:00.123456"),
    ("yearmonth", "default"): ("2024-01", "0000-12"),
}  # fmt: skip
"""Types and formats whose usual texts the scan knows."""


@pytest.mark.parametrize(("kind", "form"), SPELT)
def test_usual_spellings_are_not_left_to_python(kind: str, form: str) -> None:
    """The usual texts pass; of those that are nearly such ones only what the reader accepts."""
    column = Column(Field(name="a", type=kind, format=form), 1)
    usual = SPELT[kind, form]
    assert _sound(column, usual) == set(usual)
    chance = random.Random(kind + form)  # noqa: S311 - texts, no secret
    signs = 'aZ019.:-_@+=/TZ é北\n"' + "".join(usual)
    near = set[str]()
    for _ in range(4000):
        text = list(chance.choice(usual))
        for _ in range(chance.choice((1, 1, 2, 4))):
            place = chance.randrange(len(text) + 1)
            text[place : place + chance.randrange(3)] = chance.choices(signs, k=chance.randrange(3))
        near.add("".join(text))
    for length in (61, 62, 63, 64, 65, 250, 260):
        near.update((f"{'a' * length}@b.cn", f"a@{'b' * length}.cn", f"a@b.{'c' * length}"))
    _sound(column, tuple(near))


@pytest.mark.parametrize(
    ("kind", "form", "limits"),
    [
        ("string", "email", {"pattern": "a@.*"}),
        ("string", "email", {"minLength": 22}),
        ("string", "uri", {"maxLength": 5}),
        ("datetime", "default", {"minimum": "2024-01-01T00:00:00"}),
        ("time", "default", {"exclusiveMaximum": "08:30:00"}),
        ("yearmonth", "default", {"enum": ["2024-01"]}),
        ("time", "%H:%M:%S", {}),
        ("datetime", "any", {}),
    ],
)
def test_limits_of_spelt_formats_hold(kind: str, form: str, limits: dict[str, Any]) -> None:
    """A constraint that the machine does not know leaves the column to Python."""
    column = Column(Field(name="a", type=kind, format=form, constraints=limits), 1)
    _sound(column, tuple(text for texts in SPELT.values() for text in texts))


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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts Python is asked for, each time, in small chunks of the compiled scan."""
    sizes: list[int] = []
    real = Column.suspects

    def counted(self: Column, texts: Any) -> Any:
        sizes.append(len(texts))
        return real(self, texts)

    monkeypatch.setattr(Column, "suspects", counted)
    monkeypatch.setenv(compiled.OFF, "0")
    monkeypatch.setattr(columns, "_PROGRAMS", {})
    monkeypatch.setattr(native_scan, "CHUNK", 100)
    return sizes


def test_texts_that_python_judged_are_learnt(both: Both, asked: list[int]) -> None:
    """A pattern that only Python can read is asked once for each text, not for each row."""
    constraints = {"pattern": "(?=.)(x|y)z?|w"}
    schema = {"fields": [{"name": "a", "type": "string", "constraints": constraints}]}
    raw = b"a\n" + b"xz\ny\nw\n" * 4000
    assert check_table(schema, raw).valid
    assert sum(asked) < 200
    both(cases.Case(schema=schema, raw=raw + b"v\nxz\n"))


def test_a_machine_is_made_for_many_texts(both: Both, asked: list[int]) -> None:
    """A column of ever new texts goes to Python until a machine is worth its making."""
    icd = {"pattern": r"[A-Z][0-9]{2}(\.[0-9xX]{1,5})?"}
    schema = {
        "fields": [
            {"name": "a", "type": "string", "constraints": icd},
            {"name": "b", "type": "string", "format": "email"},
        ]
    }
    texts = [f"A{n % 100:02}.{n:05},u{n}@example.com\n" for n in range(20_000)]
    assert check_table(schema, "".join(["a,b\n", *texts]).encode()).valid
    assert 2 * native_scan._MANY <= sum(asked) < 2 * native_scan._MANY + 200
    both(cases.Case(schema=schema, raw="".join(["a,b\n", *texts, "a00,x@\n"]).encode()), chunk=5000)


def test_the_widest_tables_are_scanned(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many columns as a workbook has, and a megabyte before the header is settled."""
    taken: list[int] = []
    real = native_scan.NativePass.run

    def run(self: native_scan.NativePass) -> Iterator[int]:
        yield from real(self)
        taken.append(self.read)

    monkeypatch.setattr(native_scan.NativePass, "run", run)
    names = [f"c{number}" for number in range(16_384)]
    schema = {"fields": [{"name": name, "type": "integer"} for name in names]}
    wrong = [["x" if place == row else "1234" for place in range(len(names))] for row in range(20)]
    raw = "".join(f"{','.join(cells)}\n" for cells in [names, *wrong]).encode()
    found = both(cases.Case(schema=schema, raw=raw))
    assert found.counts == {("type-error", number): 1 for number in range(1, 21)}
    assert taken == [21]


def test_a_path_is_read_like_bytes(tmp_path: Path, both: Both) -> None:
    """A file with a name in Chinese and a byte-order mark, larger than a chunk."""
    path = tmp_path / "出院 记录.csv"
    raw = b"\xef\xbb\xbf" + "n,名,d\n".encode() + b"1,x,2024-01-05\n" * 30_000
    path.write_bytes(raw)
    found = check_table(QUOTED_SCHEMA, path)
    expected = both(cases.Case(schema=QUOTED_SCHEMA, raw=raw, encoding=None), limit=100)
    assert found.counts == expected.counts == {("primary-key", None): 29_999}
    assert found.issues == expected.issues
