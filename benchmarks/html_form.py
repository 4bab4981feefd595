"""How the page of a long form feels: its script's size, the slowest key, what axe finds.

A key counts from the press until it is painted, so other work on the machine counts, too; the
longest task of the page counts in time of its own thread, which other work does not lengthen.

python benchmarks/html_form.py [--fields 300] [--rows 1000] [--keys 4] [--chromium PATH]
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from shenbao.core import resources
from shenbao.media.html.write import html_form
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import FormOrTable, Notice

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.generated import generate  # noqa: E402 - the tests' own helpers
from support.invented.synthetic import large_form  # noqa: E402

AXE = ROOT / "site-templates" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TYPED = "12"
SETTLED = 700
WATCH = """() => {
  window.slow = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (/^(key|input|beforeinput)/.test(entry.name)) window.slow.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
TRACED = ["disabled-by-default-devtools.timeline"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One page and how it behaves."""

    name: str
    controls: int
    page_kb: int
    open_ms: int
    worst_key_ms: int
    worst_task_ms: int
    axe: int


def measure(browser: Any, notice: Notice, home: FormOrTable, keys: int, folder: Path) -> Row:
    """Open a filled form, type into its fields one after the other, leave each again."""
    data = generate(notice, home, 1, rows="few")
    if home.is_table:
        data = {"rows": (data["rows"] or generate(notice, home, 1)["rows"])}
    return _measured(browser, html_form(notice, home, data).content, home, keys, folder)


def _measured(browser: Any, content: bytes, home: FormOrTable, keys: int, folder: Path) -> Row:
    file = folder / f"{home.id}.html"
    file.write_bytes(content)
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(file.as_uri())
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    # Found once and beforehand: looking for them is work of its own.
    entries = page.query_selector_all("input[type=text][data-entry], textarea[data-entry]")
    entries = [entry for entry in entries if entry.is_visible()]
    page.evaluate(WATCH)
    browser.start_tracing(page=page, categories=TRACED)
    for entry in entries[:: max(1, len(entries) // 40)]:
        entry.focus()
        for _ in range(keys):
            page.keyboard.type(TYPED, delay=30)
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
    page.wait_for_timeout(SETTLED)
    slow = page.evaluate("window.slow")
    tasks = list(_tasks(browser.stop_tracing()))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations.length)")
    controls = page.locator("[data-entry]").count()
    page.close()
    return Row(
        name=home.title,
        controls=controls,
        page_kb=round(len(content) / 1000),
        open_ms=round(opened),
        worst_key_ms=round(max(slow, default=0)),
        worst_task_ms=round(max(tasks, default=0)),
        axe=found,
    )


def _tasks(trace: bytes) -> Iterator[float]:
    """Yield what the tasks of the page took, in milliseconds of their thread."""
    events = json.loads(trace)["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    for event in events:
        if event.get("name") == "RunTask" and (event["pid"], event["tid"]) in main:
            yield event.get("tdur", event.get("dur", 0)) / 1000


def long_table(notice: Notice, rows: int) -> tuple[FormOrTable, bytes]:
    """Return the table of the small notice and its page with so many rows."""
    table = notice.tables[0]
    some = generate(notice, table, 1)["rows"]
    data = {"rows": [some[number % len(some)] for number in range(rows)]}
    home = replace(table, title=f"{table.title}，{rows}行")
    return home, html_form(notice, home, data).content


def show(rows: Sequence[Row], script: int) -> None:
    """Print the table."""
    console = Console()
    table = Table(title=f"script {script / 1000:.1f} kB gzip")
    for name in (
        "form",
        "controls",
        "page kB",
        "open ms",
        "worst key ms",
        "longest task, CPU ms",
        "axe",
    ):
        table.add_column(name, justify="left" if name == "form" else "right")
    for row in rows:
        cells = (
            row.controls,
            row.page_kb,
            row.open_ms,
            row.worst_key_ms,
            row.worst_task_ms,
            row.axe,
        )
        table.add_row(row.name, *map(str, cells))
    console.print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--fields", type=int, default=300)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=4)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    demo = load_notice(ROOT / "tests" / "notices" / "schemas" / "demo-2024")
    real = load_notice(ROOT / "schemas" / "shenkang-2024")
    form = large_form(demo, chosen.fields)
    script = (resources.templates("web") / "dist" / "form.js").read_bytes()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox"])
        homes = ((replace(demo, forms=(form,)), form), (real, real.form("p4")))
        rows = [measure(browser, notice, home, chosen.keys, folder) for notice, home in homes]
        table, content = long_table(demo, chosen.rows)
        rows.append(_measured(browser, content, table, chosen.keys, folder))
        browser.close()
    show(rows, len(gzip.compress(script, 9)))


if __name__ == "__main__":
    main()
