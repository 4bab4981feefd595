"""How many JSON applications a second: our structure and rules against plain jsonschema.

python benchmarks/json_documents.py [--documents N] [--repeat N] [--format text|json]
"""

from __future__ import annotations

import argparse
import copy
import json
import platform
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from rich.console import Console
from rich.table import Table as RichTable

from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field, Form, ListRow, Notice
from shenbao.site.feeds.json_schemas import published_form
from shenbao.validation import validate
from shenbao.validation.form_index import FormIndex
from shenbao.validation.submission.json_schema import ENGINES, violations

NOTICE = Path(__file__).resolve().parent.parent / "schemas" / "shenkang-2024"
FORM = "p1"
PLAIN = "jsonschema"
SEED = 20240410
WRONG_SHARE = 0.1
HOSPITALS = tuple(f"示例医院{number}" for number in range(1, 38))
"""A hospital may hand in one application, so this many make one call, checked together."""
WORDS = "开展多中心临床研究建立技术规范并评价安全性有效性与卫生经济学指标形成推广方案"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way to check, and how fast it was."""

    name: str
    documents_per_second: float
    microseconds_per_document: float
    ratio_to_jsonschema: float
    wrong_documents: int


def applications(
    form: Form, count: int, seed: int = SEED, wrong_share: float = WRONG_SHARE
) -> list[dict[str, Any]]:
    """Return ``count`` applications of topic ①; one in ten has a mistake of its own."""
    chance = random.Random(seed)
    base = {section.key: _example(section) for section in form.sections}
    del base["unit"]["alliance"]
    made = []
    for number in range(count):
        application = _application(base, chance, number)
        if chance.random() < wrong_share:
            chance.choice(MISTAKES)(application)
        made.append(application)
    return made


def _example(node: Field) -> Any:
    if node.item is not None:
        return [_example(node.item)]
    if node.children:
        return {child.key: _example(child) for child in node.children}
    return node.example


def _application(base: dict[str, Any], chance: random.Random, number: int) -> dict[str, Any]:
    application = copy.deepcopy(base)
    funding = float(chance.randrange(30, 101))
    application["basic"] |= {"project_title": f"示例项目{number}", "funding": funding}
    lead = HOSPITALS[number % len(HOSPITALS)]
    others = [hospital for hospital in HOSPITALS if hospital != lead]
    application["unit"]["lead_unit"] = lead
    application["leader"] |= {"name": f"示例人员{number}", "unit": lead}
    application["partners"] = [
        {**base["partners"][0], "unit": hospital}
        for hospital in chance.sample(others, chance.randrange(2, 6))
    ]
    application["team"] = [
        {**base["team"][0], "name": f"示例成员{row}", "unit": lead}
        for row in range(chance.randrange(6, 16))
    ]
    application["targets"] = base["targets"] * chance.randrange(3, 9)
    lines = chance.randrange(4, 11)
    application["budget"]["lines"] = [
        {**base["budget"]["lines"][0], "amount": funding / lines} for _ in range(lines)
    ]
    for part in ("background", "content", "route", "schedule", "outputs"):
        application["plan"][part] = "".join(chance.choices(WORDS, k=chance.randrange(300, 1200)))
    return application


def _too_much(application: dict[str, Any]) -> None:
    application["basic"]["funding"] = 300000


def _no_title(application: dict[str, Any]) -> None:
    del application["basic"]["project_title"]


def _too_few_partners(application: dict[str, Any]) -> None:
    application["partners"] = application["partners"][:1]


def _wrong_period(application: dict[str, Any]) -> None:
    application["basic"]["period_end"] = "2026-05-31"


MISTAKES = (_too_much, _no_title, _too_few_partners, _wrong_period)


def measure(count: int, repeat: int) -> tuple[list[Row], int]:
    """Return the rows and the mean size of a document in bytes."""
    notice = load_notice(NOTICE)
    form = notice.form(FORM)
    documents = applications(form, count)
    schema = published_form(notice, form)
    plain = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    rust = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    supplied = with_lists(notice)
    submissions = [
        Submission(file=f"{number}.json", data=document, schema=form.ref)
        for number, document in enumerate(documents)
    ]

    def ours(used: Notice) -> int:
        wrong: set[str | None] = set()
        for start in range(0, count, len(HOSPITALS)):
            report = validate((used,), submissions[start : start + len(HOSPITALS)])
            errors = [found for found in report.findings if found.severity == "error"]
            wrong |= {found.where.file for found in errors if found.verdict == "fail"}
        return len(wrong)

    own_schema = FormIndex(form).schema
    structure = ENGINES["fast"](own_schema)
    ways: dict[str, Callable[[], int]] = {
        PLAIN: lambda: _wrong(plain.iter_errors, documents),
        "jsonschema-rs": lambda: _wrong(rust.iter_errors, documents),
        "shenbao, structure": lambda: _wrong(
            lambda document: violations(own_schema, structure, document), documents
        ),
        "shenbao, lists missing": lambda: ours(notice),
        "shenbao, lists supplied": lambda: ours(supplied),
    }
    timed = {name: _timed(check, repeat) for name, check in ways.items()}
    slowest = timed[PLAIN][0]
    rows = [
        Row(
            name=name,
            documents_per_second=round(count / seconds, 1),
            microseconds_per_document=round(seconds / count * 1e6, 1),
            ratio_to_jsonschema=round(slowest / seconds, 2),
            wrong_documents=wrong,
        )
        for name, (seconds, wrong) in timed.items()
    ]
    size = sum(len(json.dumps(item, ensure_ascii=False).encode()) for item in documents) // count
    return rows, size


def with_lists(notice: Notice) -> Notice:
    """Return the notice as an authority uses it: the lists that the source lacks are supplied."""
    lists = []
    for code_list in notice.lists:
        labels = HOSPITALS if code_list.name == "hospitals" else ("示例",)
        blank = ("",) * (len(code_list.columns) - 2)
        rows = tuple(
            ListRow(code=f"c{at}", label=label, values=(f"c{at}", label, *blank))
            for at, label in enumerate(labels)
        )
        missing = code_list.status == "missing"
        lists.append(replace(code_list, status="supplied", rows=rows) if missing else code_list)
    return replace(notice, lists=tuple(lists))


def _wrong(errors: Callable[[Any], Any], documents: Sequence[Any]) -> int:
    return sum(1 for document in documents if list(errors(document)))


def _timed(check: Callable[[], int], repeat: int) -> tuple[float, int]:
    wrong = check()
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        check()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), wrong


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args()
    rows, size = measure(chosen.documents, chosen.repeat)
    setting = {
        "form": f"{NOTICE.name}/{FORM}",
        "documents": chosen.documents,
        "bytes_per_document": size,
        "repeat": chosen.repeat,
        "seed": SEED,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "jsonschema": version("jsonschema"),
        "jsonschema-rs": version("jsonschema-rs"),
    }
    if chosen.format == "json":
        value = {"setting": setting, "rows": [asdict(row) for row in rows]}
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return
    table = RichTable(title=f"{chosen.documents} × {setting['form']}, {size} bytes each")
    for head in ("check", "documents/s", "µs/document", "× jsonschema", "wrong documents"):
        table.add_column(head, justify="left" if head == "check" else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(str(value) for value in asdict(row).values()))
    Console().print(table)


if __name__ == "__main__":
    main()
