"""Quotas over many applications: seconds of CPU after reading, and whether they grow evenly.

``python benchmarks/quotas.py`` makes applications of form ``shenkang-2024/p1``; one in twenty
is of a hospital that hands in more than one. Each size is judged once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from json_documents import FORM, NOTICE, applications, with_lists

from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notice
from shenbao.validation.bundle.entries import Bundle, Entry
from shenbao.validation.bundle.quotas import check_quotas
from shenbao.validation.context import Context, lists_as_variable
from shenbao.validation.form_index import FormIndex
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation

SIZES = (1_000, 10_000, 100_000)
SECONDS = 3.0
"""The goal for the last of the sizes."""

EVENLY = 1.5
"""The goal of linear work: so many times the cost of one among the fewest, at most."""

_MODELS, _CROWDED, _CROWD = 200, 20, 100
_PARTS = ("basic", "unit", "leader", "partners")


def entries(count: int) -> Iterator[Entry]:
    """Yield applications as the quotas meet them."""
    notice = with_lists(load_notice(NOTICE))
    form = notice.form(FORM)
    home, context = FormIndex(form), Context(notice, {}, lists_as_variable(notice))
    models = applications(form, _MODELS)
    for number in range(count):
        data = {part: models[number % _MODELS][part] for part in _PARTS}
        unit = number if number % _CROWDED else number % _CROWD
        data["unit"] = {**data["unit"], "lead_unit": f"示例医院{unit}"}
        submission = Submission(file=f"{number}.json", data=data, schema=form.ref)
        subject = Evaluation.of(submission, home, context)
        yield Entry(subject=subject, collector=Collector(subject))


def seconds(count: int) -> float:
    """Return seconds of CPU that the quotas take over so many applications."""
    made = list(entries(count))
    start = time.process_time()
    check_quotas(made[0].subject.context, Bundle(made))
    return time.process_time() - start


def main() -> None:
    """Measure and print Markdown."""
    print("| applications | s of CPU | µs each | goal |\n| ---: | ---: | ---: | --- |")
    least = 0.0
    for count in SIZES:
        took = seconds(count)
        each = took / count
        least = least or each
        goal = f"≤ {SECONDS} s" if count == SIZES[-1] else ""
        print(f"| {count:,} | {took:.2f} | {each * 1e6:.0f} | {goal} |")
    print(f"\nEach, among the most ÷ among the fewest: {each / least:.2f} (goal ≤ {EVENLY})")


if __name__ == "__main__":
    main()
