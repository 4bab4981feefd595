"""A file read in shares by several processes gets the verdict of one that read it alone."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from support.by_chance import cases

from shenbao.app import table_jobs as cli_tables
from shenbao.app.executor import Job
from shenbao.app.ports import Unwatched
from shenbao.tabular import TableResult, check_package, check_table, parallel
from shenbao.tabular.native import compiled
from shenbao.tabular.native.spilled_keys import SpilledKeys
from shenbao.tabular.scan import native_scan

FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "day", "type": "date"},
    {"name": "name", "type": "string", "constraints": {"maxLength": 30}},
    {"name": "cost", "type": "number", "constraints": {"minimum": 0, "unique": True}},
]
SCHEMA: dict[str, Any] = {
    "$schema": cases.V2,
    "fields": FIELDS,
    "primaryKey": ["id"],
    "uniqueKeys": [["day", "name"]],
}
TABLE = (
    "id,day,name,cost\n"
    '1,2024-01-01,"a ""b"" c",1.50\r\n'
    '2,2024-01-02,"first\nsecond, with\r\nthird",2\n'
    "\n"
    "3,2024-13-01,北京,-3\n"
    "1,2024-01-01,short\n"
    '04,,"x\n5,2024-01-01,inside,9\ny",1.5,more\n'
    '4,2024-01-01,"a ""b"" c",.50e1\n'
    ",,,\n"
    ",2024-02-30,z,5\n"
    f'9,2024-01-01,"{"line" + chr(10):s}{"n" * 9}",7\n'
    f'10,2024-01-01,"{chr(10) * 25}",8\n'
    "3,2024-01-01,北京,008.0"
).encode()


class _Here(Executor):
    """Does at once what it is given, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as an executor does
            done.set_exception(error)
        return done


class Shared:
    """Checks files in shares and alone; ``tried`` says whether the shares were enough."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tried: list[bool] = []

    def both(self, schema: dict[str, Any], raw: bytes, **given: Any) -> TableResult:
        """Return the verdict, which is the same either way."""
        file = self.folder / "表 格.csv"
        file.write_bytes(raw)
        given = {"encoding": "utf-8", "limit": None, **given}
        alone = check_table(schema, file, **given)
        assert check_table(schema, file, jobs=3, **given) == alone
        return alone


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shared:
    """Shares of some bytes, read in this process."""
    monkeypatch.setenv(compiled.OFF, "0")
    if not compiled.available():
        pytest.fail("the compiled scan is not built: run python hatch_build.py")
    made, check = Shared(tmp_path), parallel.check

    def watched(*args: Any, **given: Any) -> int | None:
        found = check(*args, **given)
        if given["jobs"] > 1:
            made.tried.append(found is not None)
        return found

    monkeypatch.setattr(parallel, "check", watched)
    monkeypatch.setattr(parallel, "new_executor", lambda _: _Here())
    monkeypatch.setattr(parallel, "SHARE", 150)
    monkeypatch.setattr(parallel, "is_worth_splitting", lambda *_: 0)
    return made


def _divided(monkeypatch: pytest.MonkeyPatch, *starts: int) -> None:
    """Let the shares begin at these places."""

    def shares(path: Path, *_: Any) -> Iterator[parallel.Share]:
        stops = [*starts[1:], path.stat().st_size]
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            yield parallel.Share(number=number, start=start, stop=stop)

    monkeypatch.setattr(parallel, "_shares", shares)


LIMITS = (None, 0, 1, 3, 100)


def test_seeded_tables(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every type, key, dialect and encoding, in shares of many sizes."""
    for seed in range(96):
        monkeypatch.setattr(parallel, "SHARE", (1, 40, 300, 1500)[seed % 4])
        case = (cases.scannable, cases.make)[seed // 4 % 2](seed)
        shared.both(
            case.schema,
            case.raw,
            dialect=case.dialect,
            encoding=case.encoding,
            limit=LIMITS[seed % 5],
            sensitive={"id", "name"} if seed % 3 == 0 else (),
        )
    assert shared.tried.count(True) > 20
    assert shared.tried.count(False) > 20


def test_a_share_may_begin_at_any_line(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines in quotes are no record: the whole is read again; all others are shared."""
    lines = [place + 1 for place, byte in enumerate(TABLE) if byte == ord("\n")]
    for place in lines:
        _divided(monkeypatch, 0, place)
        found = shared.both(SCHEMA, TABLE)
    assert found.counts["primary-key", None] == 6
    assert found.counts["unique-error", 4] == 3
    assert [note.row for note in found.notes] == [12]
    inside = sum(TABLE[:place].count(b'"') % 2 for place in lines)
    assert shared.tried.count(False) == inside
    assert shared.tried.count(True) == len(lines) - inside > 9


def test_two_borders_at_any_lines(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three shares, the one in the middle from wherever to wherever, few issues listed."""
    lines = [place + 1 for place, byte in enumerate(TABLE) if byte == ord("\n")]
    for index, first in enumerate(lines):
        for second in lines[index + 1 :: 3]:
            _divided(monkeypatch, 0, first, second)
            shared.both(SCHEMA, TABLE, limit=1, sensitive={"name"})
    assert shared.tried.count(True) > 20


def test_the_line_of_a_share_is_guessed(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines in quotes that do not look like records do not end the shares."""
    rows = [f'{row},2024-01-01,"a\nb {row}\n",{row}' for row in range(400)]
    raw = "\n".join(["id,day,name,cost", *rows]).encode()
    for size in (100, 333, 4000):
        monkeypatch.setattr(parallel, "SHARE", size)
        assert shared.both(SCHEMA, raw).valid
    assert shared.tried == [True] * 3


def test_keys_meet_across_shares(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key names the row before, in whatever share it stood; the first rows are listed."""
    chance = random.Random(4)  # noqa: S311 - a corpus, no secret
    rows = [
        f"{chance.randrange(500)},2024-01-{chance.randrange(1, 29):02},n{row % 50},{row}.50"
        for row in range(1500)
    ]
    raw = "\r\n".join(["id,day,name,cost", *rows, rows[0]]).encode()
    for size in (90, 5000, 20_000):
        monkeypatch.setattr(parallel, "SHARE", size)
        for limit in (None, 7):
            found = shared.both(SCHEMA, raw, limit=limit)
    assert shared.tried == [True] * 6
    assert found.counts["primary-key", None] > 900
    assert found.counts["unique-error", 4] == 1


@pytest.mark.parametrize("wrong", [b"\xff", b"\0", b'\n7,,"open', b"\xe5\x8c"])
@pytest.mark.parametrize("place", [0, 1, 700, 1499])
def test_what_python_must_read(shared: Shared, wrong: bytes, place: int) -> None:
    """A wrong byte, a NUL, an open quote anywhere: read alone, nothing told twice."""
    rows = [f"{row},2024-01-01,n{row},{row}".encode() for row in range(1500)]
    rows[place] += wrong
    found = shared.both(SCHEMA, b"id,day,name,cost\n" + b"\n".join(rows), limit=5)
    assert not found.complete
    assert shared.tried == [False]


def test_notes_are_as_many_as_alone(shared: Shared) -> None:
    """Cells of many lines are noted up to the limit, with their rows."""
    rows = [f'{row},2024-01-01,"{row}{chr(10) * 22}",{row}' for row in range(60)]
    raw = "\n".join(["id,day,name,cost", *rows]).encode()
    found = shared.both(SCHEMA, raw)
    assert [note.row for note in found.notes] == list(range(2, 22))


def test_what_is_not_shared(shared: Shared) -> None:
    """Foreign keys, keys that Python makes, other encodings and formats, small files."""
    raw = "\n".join(["id,day,name,cost", *(f"{row},,n,{row}" for row in range(99))]).encode()
    foreign = {"fields": "id", "reference": {"resource": "", "fields": "id"}}
    shared.both({**SCHEMA, "foreignKeys": [foreign]}, raw)
    odd = [{"name": "id", "type": "list"}, *FIELDS[1:]]
    shared.both({**SCHEMA, "fields": odd}, raw)
    shared.both(SCHEMA, raw.decode().encode("utf-16"), encoding="utf-16")
    shared.both(SCHEMA, raw, format="tsv", dialect={"delimiter": ","})
    shared.both(SCHEMA, raw[:290])
    shared.both(SCHEMA, raw, dialect={"skipBlankRows": True})
    assert not any(shared.tried)


def test_progress_is_told(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes that are told add up to the file, also where they were read in vain."""
    for raw in (TABLE * 9, TABLE * 9 + b"\xff"):
        file = shared.folder / "t.csv"
        file.write_bytes(raw)
        told: list[int] = []
        monkeypatch.setattr(parallel, "SHARE", len(raw) // 2)
        check_table(SCHEMA, file, encoding="utf-8", jobs=2, on_read=told.append)
        assert len(raw) <= sum(told) <= 2 * len(raw)


@pytest.mark.parametrize("error", [OSError("no room"), BrokenProcessPool("died")])
def test_a_process_that_fails(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """No room for keys or no memory for a process: this one reads the file."""

    def fail(_table: parallel.SharedTable, share: parallel.Share) -> None:
        if share.number:
            raise error

    monkeypatch.setattr(parallel, "read", fail)
    raw = "\n".join(["id,day,name,cost", *(f"{row},,n,{row}" for row in range(99))]).encode()
    shared.both(SCHEMA, raw)
    assert shared.tried == [False]


def test_processes(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real processes, a table and one in a package, as a whole and with a wrong byte."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    def executor(processes: int) -> Executor:
        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))

    rows = [f'{row % 900},2024-01-01,"n""{row}",{row}' for row in range(1200)]
    raw = "\n".join(["id,day,name,cost", *rows]).encode()
    monkeypatch.setattr(parallel, "SHARE", len(raw) // 4)
    monkeypatch.setattr(parallel, "new_executor", executor)
    found = shared.both(SCHEMA, raw, limit=10)
    assert found.counts == {("primary-key", None): 300}
    shared.both(SCHEMA, raw + b"\xff")
    resource = {"name": "t", "path": "表 格.csv", "schema": SCHEMA, "encoding": "utf-8"}
    package = shared.folder / "datapackage.json"
    package.write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    (shared.folder / "表 格.csv").write_bytes(raw)
    assert check_package(package, jobs=2) == check_package(package)
    assert shared.tried == [True, False, True]


@pytest.mark.parametrize(("files", "wanted"), [(1, [2]), (2, [])])
def test_jobs_of_the_command(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, files: int, wanted: list[int]
) -> None:
    """A single file gets all processes; several files are given out one by one."""
    jobs: list[int] = []
    tasks = []
    for number in range(files):
        file = shared.folder / f"{number}.csv"
        file.write_bytes(TABLE)
        job = Job(path=file, schema=SCHEMA, size=len(TABLE))
        tasks.append(cli_tables.TableJob(job=job, name=file.name, described="s"))
    check = parallel.check

    def seen(*args: Any, **given: Any) -> int | None:
        jobs.append(given["jobs"])
        return check(*args, **given)

    monkeypatch.setattr(parallel, "check", seen)
    judged = list(cli_tables.judge(tasks, Unwatched(), jobs=2))
    assert [item.tables[0].rows for item in judged] == [12] * files
    assert jobs == wanted


def test_what_is_worth_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that Python judges are, from some size on; the scan alone without keys, from more."""
    monkeypatch.setenv(compiled.OFF, "0")
    monkeypatch.setattr(parallel, "SHARE", 1000)
    monkeypatch.setattr(parallel, "new_executor", lambda _: _Here())
    file = tmp_path / "t.csv"
    file.write_bytes(b"id,text\n" + b"7,P1D\n" * 1000)
    size = file.stat().st_size
    calls: list[int] = []
    read = parallel.read
    monkeypatch.setattr(parallel, "read", lambda *given: calls.append(1) or read(*given))
    fast = {"$schema": cases.V2, "fields": [{"name": "id", "type": "integer"}, {"name": "text"}]}
    slow = {**fast, "fields": [fast["fields"][0], {"name": "text", "type": "duration"}]}
    keyed = {"primaryKey": ["id"]}
    for large, huge, wanted in (
        (size, size + 1, [slow, {**slow, **keyed}]),
        (size + 1, size, [fast]),
    ):
        monkeypatch.setattr(parallel, "LARGE", large)
        monkeypatch.setattr(parallel, "HUGE", huge)
        for schema in (fast, {**fast, **keyed}, slow, {**slow, **keyed}):
            calls.clear()
            check_table(schema, file, jobs=2)
            assert bool(calls) == (schema in wanted)


@pytest.mark.parametrize("memory", [300, 4 << 20])
def test_keys_are_handed_over(memory: int) -> None:
    """What several memories exported says the same as one that took all."""
    values = [f"key {number * number % 4001}" for number in range(20_000)]
    kinds = [compiled.KEY_TEXT]
    whole = SpilledKeys(kinds, partly=False, memory=memory)
    whole.add(values, range(1, len(values) + 1))
    joined = SpilledKeys(kinds, partly=False, memory=memory)
    for start in range(0, len(values), 7000):
        part = values[start : start + 7000]
        with tempfile.TemporaryFile() as file:
            store = SpilledKeys(kinds, partly=False, memory=memory, spool=file)
            store.add(part, range(1, len(part) + 1))
            blocks = store.export()
            joined.take(file, blocks, start)
    assert joined.finish(None) == whole.finish(None)


def test_shares_of_tiny_chunks(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a share ends and where a chunk ends do not meddle with each other."""
    for chunk in (1, 7, 64):
        monkeypatch.setattr(native_scan, "CHUNK", chunk)
        shared.both(SCHEMA, b"\xef\xbb\xbf" + TABLE, encoding=None)
    assert shared.tried == [True] * 3
