"""All rules of one valid application, asked at once and one by one; CPU of this process, warm.

python benchmarks/rules.py [--applications N] [--repeat N] [--format text|json]
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version

from json_documents import FORM, NOTICE, SEED, applications, with_lists
from rich.console import Console
from rich.table import Table as RichTable

from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notice
from shenbao.validation.context import Context, lists_as_variable
from shenbao.validation.form_index import FormIndex
from shenbao.validation.joining.joined_rules import JoinedRules
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.rules import check_rules

GOAL = 0.5
"""Milliseconds for all rules of a valid application."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way to ask all rules."""

    name: str
    milliseconds: float
    times_as_fast: float
    findings: int


def valid(count: int) -> list[Evaluation]:
    """Return applications without a mistake, with every list that the authority supplies."""
    notice = with_lists(load_notice(NOTICE))
    form = notice.form(FORM)
    home, context = FormIndex(form), Context(notice, {}, lists_as_variable(notice))
    made = []
    for number, data in enumerate(applications(form, count, wrong_share=0.0)):
        data["technology"]["insurance_ready"] = True
        submission = Submission(file=f"{number}.json", data=data, schema=form.ref)
        made.append(Evaluation.of(submission, home, context))
    return made


def measure(count: int, repeat: int) -> list[Row]:
    """Return both ways; the least of the repeats counts."""
    subjects = valid(count)

    def ask() -> int:
        found = 0
        for subject in subjects:
            collector = Collector(subject)
            check_rules(subject, collector)
            found += len(collector.findings())
        return found

    at_once = JoinedRules.hold
    together, told = _least(ask, repeat)
    JoinedRules.hold = lambda *_: {}  # type: ignore[method-assign]
    try:
        apart, told_apart = _least(ask, repeat)
    finally:
        JoinedRules.hold = at_once  # type: ignore[method-assign]
    return [
        _row("one by one", apart / count, apart / count, told_apart),
        _row("at once", together / count, apart / count, told),
    ]


def _row(name: str, seconds: float, slowest: float, findings: int) -> Row:
    return Row(
        name=name,
        milliseconds=round(seconds * 1000, 3),
        times_as_fast=round(slowest / seconds, 2),
        findings=findings,
    )


def _least(ask: Callable[[], int], repeat: int) -> tuple[float, int]:
    found = ask()
    spent = []
    for _ in range(repeat):
        start = time.process_time()
        ask()
        spent.append(time.process_time() - start)
    return min(spent), found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args()
    rows = measure(chosen.applications, chosen.repeat)
    setting = {
        "form": f"{NOTICE.name}/{FORM}",
        "applications": chosen.applications,
        "repeat": chosen.repeat,
        "seed": SEED,
        "goal_ms": GOAL,
        "python": platform.python_version(),
        "cel-expr-python": version("cel-expr-python"),
    }
    if chosen.format == "json":
        value = {"setting": setting, "rows": [asdict(row) for row in rows]}
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return
    table = RichTable(title=f"all rules of a valid {setting['form']}, goal {GOAL} ms")
    for head in ("rules asked", "ms of CPU", "× one by one", "findings"):
        table.add_column(head, justify="left" if head == "rules asked" else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(str(value) for value in asdict(row).values()))
    Console().print(table)


if __name__ == "__main__":
    main()
