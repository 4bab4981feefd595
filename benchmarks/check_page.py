"""检查文件: what it transfers part by part, how soon it is ready, what files cost there.

Seconds count CPU of the browser's process of the page, which other work on the machine does not
lengthen much, with the seconds of the clock beside them.

python benchmarks/check_page.py [--rows 10000] [--chromium PATH]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.page_engine import PageEngine, make_engine  # noqa: E402 - the tests' own helpers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLES = ROOT / "schemas" / "shenkang-2024" / "examples"
APPLICATIONS = 40
_TICK = 100
"""Ticks of the system's clock for processes in a second, on Linux."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One stretch of work and what it cost."""

    name: str
    cpu: float
    clock: float
    goal: str


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--chromium", default=shutil.which("chromium-headless-shell"))
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        page = make_engine(ROOT, Path(folder))
        console.print(_sizes(page.parent / "engine"))
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=asked.chromium, args=["--no-sandbox"]
            )
            console.print(_times(browser, page, asked.rows))
            browser.close()
    return 0


def _sizes(folder: Path) -> Table:
    table = Table("part", "script kB", "gzip kB", title="what is transferred")
    sums = [0, 0]
    for file in sorted(folder.iterdir()):
        raw = file.read_bytes()
        sizes = len(raw), len(gzip.compress(raw, 6))
        sums = [sums[0] + sizes[0], sums[1] + sizes[1]]
        table.add_row(file.stem, f"{sizes[0] / 1000:,.0f}", f"{sizes[1] / 1000:,.0f}")
    table.add_row("all", f"{sums[0] / 1000:,.0f}", f"{sums[1] / 1000:,.0f}")
    return table


def _times(browser: Browser, page: Path, rows: int) -> Table:
    made: list[Row] = []

    def measure(name: str, goal: str, work: Callable[[], Any]) -> Any:
        cpu, clock = _cpu(), time.perf_counter()
        found = work()
        took = time.perf_counter() - clock
        made.append(Row(name=name, cpu=_cpu() - cpu, clock=took, goal=goal))
        return found

    application = {"a.json": (EXAMPLES / "p1-invalid" / "application.json").read_bytes()}
    engine = measure("ready", "4", lambda: PageEngine(browser, page))
    measure("the first application", "", lambda: engine.check(application))
    measure("one application", "1", lambda: engine.check(application))
    measure(f"{APPLICATIONS} applications", "10", lambda: engine.check(_mixed()))
    measure(f"a table of {rows:,} rows", "3", lambda: engine.check(_table(rows)))
    memory = _memory()
    engine.close()
    table = Table("work", "CPU s", "clock s", "goal s", title="what it costs")
    table.caption = f"memory of the page's process: {memory} MB"
    for row in made:
        table.add_row(row.name, f"{row.cpu:.2f}", f"{row.clock:.2f}", row.goal)
    return table


def _mixed() -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for number in range(APPLICATIONS):
        form = ("p1", "p2", "p3-seed", "p4")[number % 4]
        data = json.loads((EXAMPLES / f"{form}-valid" / "application.json").read_text("utf-8"))
        data["basic"]["project_title"] = f"示例{number}"
        found[f"all/{number}.json"] = json.dumps(data, ensure_ascii=False).encode()
    return found


def _table(rows: int) -> Mapping[str, bytes]:
    """Return the summary table with so many rows that differ in number and title."""
    text = (EXAMPLES / "bundle-invalid" / "summary.csv").read_text("utf-8-sig")
    head, first, *_ = csv.reader(io.StringIO(text))
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(head)
    for number in range(1, rows + 1):
        row = [
            f"{value}{number}" if "项目名称" in name else value
            for name, value in zip(head, first, strict=True)
        ]
        row[0] = str(number)
        writer.writerow(row)
    return {"summary.csv": made.getvalue().encode()}


def _processes() -> list[Path]:
    """Return the processes that show pages, of the browser that was started here."""
    parents: dict[int, int] = {}
    shows: list[int] = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "stat").read_text().rpartition(")")[2].split()
            parents[int(place.name)] = int(told[1])
            if b"--type=renderer" in (place / "cmdline").read_bytes():
                shows.append(int(place.name))
        except OSError:  # it has ended meanwhile
            continue
    return [
        Path("/proc", str(number)) for number in shows if os.getpid() in _above(number, parents)
    ]


def _above(number: int, parents: Mapping[int, int]) -> Iterator[int]:
    while number in parents:
        number = parents[number]
        yield number


def _cpu() -> float:
    ticks = 0
    for place in _processes():
        told = (place / "stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / _TICK


def _memory() -> int:
    most = 0
    for place in _processes():
        told = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        most = max(most, int(told["VmHWM"].split()[0]) // 1024)
    return most


if __name__ == "__main__":
    sys.exit(main())
