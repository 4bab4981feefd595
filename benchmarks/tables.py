"""Tables: CPU time, memory and verdicts of our engine beside its peers, in one run.

``python benchmarks/tables.py`` makes an invented table of inpatients (``inpatient.py``) and
gives it to each way (``contestants.py``) as a process of its own, start-up included. CPU time
is of all threads; the least of the repeats counts. A table of diagnoses (``diagnoses.py``), whose
codes have a pattern with a group, goes to three of them, beside the goals.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import diagnoses
from contestants import WAYS
from inpatient import SCHEMA, write
from rich.console import Console
from rich.table import Table as RichTable

_HERE = Path(__file__).resolve().parent
_LIBRARIES = ("frictionless", "pandera", "polars", "duckdb", "pyarrow")
_SLOW = {"frictionless"}
_REFERENCE = "frictionless"
_PARSER = "Arrow, parsing only"
_RATIO, _OF_PARSING = 150, 1.3
"""Goals for the table of diagnoses: the reference ÷ ours, ours ÷ parsing all as text."""

_KIB = 1024


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One way over one table. ``micros`` are microseconds of CPU a row, ``peak`` is in MiB."""

    way: str
    rows: int
    issues: int
    micros: float
    wall: float
    peak: float


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process that has ended: what it printed, seconds of CPU and of the clock, peak in MiB."""

    output: str
    cpu: float
    wall: float
    peak: float


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Process:
    """Run a command and measure it, its children and threads included."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, stdout=output, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    # 1 says that mistakes were found.
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Process(
        output=text, cpu=usage.ru_utime + usage.ru_stime, wall=wall, peak=usage.ru_maxrss / _KIB
    )


def measure(
    way: str, file: Path, repeat: int, rows: int, table: str = "inpatients", **environment: str
) -> Measure:
    """Run a way several times; its fastest run counts."""
    command = [sys.executable, str(_HERE / "contestants.py"), way, str(file), table]
    runs = [run(command, environment) for _ in range(repeat)]
    best = min(runs, key=lambda process: process.cpu)
    found = json.loads(best.output)
    return Measure(
        way=way,
        rows=found["rows"],
        issues=found["issues"],
        micros=best.cpu / rows * 1e6,
        wall=best.wall,
        peak=max(process.peak for process in runs),
    )


def large(folder: Path, given: argparse.Namespace) -> Iterator[Measure]:
    """Yield every way over the large table; the slow reference has a shorter one."""
    file, short = folder / "large.csv", folder / "short.csv"
    write(file, given.rows)
    write(short, given.reference_rows)
    for way in WAYS:
        slow = way in _SLOW
        rows = given.reference_rows if slow else given.rows
        yield measure(way, short if slow else file, 1 if slow else given.repeat, rows)
    plain = measure("shenbao", file, 1, given.rows, SHENBAO_NO_NATIVE="1")
    yield Measure(**{**asdict(plain), "way": "shenbao, without the compiled scan"})


def codes(folder: Path, given: argparse.Namespace) -> dict[str, str]:
    """Return what is said of a table with codes by a pattern with a group, beside the goals."""
    file, short = folder / "codes.csv", folder / "few-codes.csv"
    diagnoses.write(file, given.rows)
    diagnoses.write(short, given.reference_rows)
    ours, parsed = (
        measure(way, file, given.repeat, given.rows, "diagnoses") for way in ("shenbao", _PARSER)
    )
    slow = measure(_REFERENCE, short, 1, given.reference_rows, "diagnoses")
    file.unlink()
    return {
        "codes of ICD-10, 15 columns": f"{ours.micros:.2f} µs of CPU a row",
        f"the same, {_REFERENCE} ÷ shenbao": f"{slow.micros / ours.micros:.0f}, goal {_RATIO}",
        "the same, shenbao ÷ parsing with Arrow": (
            f"{ours.micros / parsed.micros:.2f}, goal at most {_OF_PARSING}"
        ),
    }


def every_row_wrong(folder: Path, rows: int) -> Measure:
    """Check a table without a right row."""
    file = folder / "wrong.csv"
    write(file, rows, wrong=1.0)
    return measure("shenbao", file, 1, rows)


def long_table(folder: Path, rows: int) -> Measure:
    """Check a table whose keys do not fit into memory."""
    file = folder / "long.csv"
    write(file, rows)
    found = measure("shenbao", file, 1, rows)
    file.unlink()
    return found


def small_file(folder: Path, repeat: int) -> dict[str, float]:
    """Return seconds of the clock for a file of 100 rows from the command line, the least."""
    file, schema = folder / "small.csv", folder / "schema.json"
    write(file, 100)
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    own = [sys.executable, "-m", "shenbao", "validate", str(file), "--schema", str(schema)]
    # As an absolute path the reference refuses it.
    peer = [sys.executable, "-m", "frictionless", "validate", file.name, "--schema", schema.name]
    os.chdir(folder)
    return {
        "shenbao validate": min(run(own).wall for _ in range(repeat)),
        "frictionless validate": min(run(peer).wall for _ in range(repeat)),
    }


def warm_package(folder: Path, repeat: int) -> float:
    """Return milliseconds for a package of 1,000 rows in a process that is warm, the least."""
    from shenbao.tabular import check_package

    package = folder / "package"
    package.mkdir()
    write(package / "stays.csv", 1_000)
    resource = {"name": "stays", "type": "table", "path": "stays.csv", "schema": SCHEMA}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": [resource],
    }
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return _least(lambda: check_package(package), max(repeat * 20, 20)) * 1e3


def _least(work: Callable[[], Any], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def report(measures: Sequence[Measure], others: Mapping[str, str], machine: str) -> None:
    """Print the table for a reader; in a pipe, as Markdown to be published."""
    slowest = next(item.micros for item in measures if item.way == _REFERENCE)
    columns = ("way", "µs of CPU a row", f"{_REFERENCE} ÷", "s", "peak MiB", "rows", "issues")
    lines = [
        (
            item.way,
            f"{item.micros:.2f}",
            f"{slowest / item.micros:.1f}",
            f"{item.wall:.2f}",
            f"{item.peak:.0f}",
            f"{item.rows:,}",
            f"{item.issues:,}",
        )
        for item in measures
    ]
    screen = Console()
    if screen.is_terminal:
        table = RichTable(*columns, title=machine)
        for line in lines:
            table.add_row(*line)
        screen.print(table)
        for name, said in others.items():
            screen.print(f"{name}: {said}")
        return
    print(f"{machine}\n\n| {' | '.join(columns)} |\n| --- |{' ---: |' * (len(columns) - 1)}")
    for line in lines:
        print(f"| {' | '.join(line)} |")
    print("\n| what | measured |\n| --- | --- |")
    for name, said in others.items():
        print(f"| {name} | {said} |")


def _machine() -> str:
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {python}, {', '.join(versions)}"


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--reference-rows", type=int, default=50_000)
    parser.add_argument("--long-rows", type=int, default=0, help="also a longer table, e.g. 10^7")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures = list(large(folder, given))
        wrong = every_row_wrong(folder, given.rows // 10)
        others = {
            **codes(folder, given),
            "every row wrong": f"{wrong.micros:.2f} µs of CPU a row",
        }
        if given.long_rows:
            long = long_table(folder, given.long_rows)
            said = f"{long.micros:.2f} µs of CPU a row, peak {long.peak:.0f} MiB"
            others[f"{given.long_rows:,} rows"] = said
        package = warm_package(folder, given.repeat)
        others["package of 1,000 rows, warm"] = f"{package:.2f} ms"
        clock = small_file(folder, given.repeat)
        ratio = clock["frictionless validate"] / clock["shenbao validate"]
        said = " against ".join(f"{name} {seconds:.2f} s" for name, seconds in clock.items())
        others["file of 100 rows, command line"] = f"{said}: {ratio:.1f} times"
        os.chdir(_HERE)
    if given.format == "json":
        print(json.dumps({"measures": [asdict(item) for item in measures], "others": others}))
    else:
        report(measures, others, _machine())


if __name__ == "__main__":
    main()
