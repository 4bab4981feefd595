"""An answer that is missing is told by whoever asks for it: the clause, custom or the toolkit."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.findings import Finding
from shenbao.core.paths import pointer_of
from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notices
from shenbao.policy.names import resolve
from shenbao.validation.context import Context
from shenbao.validation.form_index import FormIndex, pattern_of
from shenbao.validation.form_index import Path as Place
from shenbao.validation.prepared import Prepared
from shenbao.validation.run import validate
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.json_schema import ENGINES, violations

ROOT = Path(__file__).resolve().parents[2]
NOTICES = load_notices(ROOT)
_NO_DATA = ("case.json", "expected.json")
EXAMPLES = sorted(
    file
    for file in (ROOT / "schemas").glob("*/examples/*valid/*.json")
    if file.parent.name.endswith("-valid") and file.name not in _NO_DATA
)
FIRST_ROWS = 2
"""The rows of a list are alike: a key is taken out of so many."""


def keys(value: Any, above: Place = ()) -> Iterator[Place]:
    """Yield the place of every key of an object."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*above, key)
            yield from keys(item, (*above, key))
    elif isinstance(value, list):
        for row, item in enumerate(value[:FIRST_ROWS]):
            yield from keys(item, (*above, row))


def _is_below(finding: Finding, place: Place) -> bool:
    return (finding.where.pointer or "").startswith(pointer_of(place))


def without(value: Any, place: Place) -> Any:
    """Return a copy without the key at ``place``."""
    result = copy.deepcopy(value)
    holder = result
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return result


def read(file: Path) -> tuple[str, dict[str, Any]]:
    """Return the form and the data of an example."""
    data = json.loads(file.read_text(encoding="utf-8"))
    named = json.loads((file.parent / "case.json").read_text(encoding="utf-8"))
    return data.pop("$schema", None) or named["schema"], data


def found(schema: str, data: Any) -> tuple[Finding, ...]:
    return validate(NOTICES, [Submission(file="a.json", data=data, schema=schema)]).findings


def context(notice: str) -> Context:
    """Return what the rules of a notice share, with its own readings."""
    return Prepared(next(item for item in NOTICES if item.id == notice), "fast").context({})


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parts[-4]}/{file.parent.name}")
def test_every_key_taken_out_in_turn_is_told_with_its_clause(file: Path) -> None:
    """What the source asks for is never called a check of ours; a demanded one is an error."""
    schema, data = read(file)
    home = resolve(NOTICES, schema)
    assert home is not None
    indexed = FormIndex(home)
    subject = Evaluation.of(
        Submission(file="a.json", data=data, schema=schema),
        indexed,
        context(home.notice),
        violations(indexed.schema, ENGINES["fast"](indexed.schema), data),
    )
    for place in keys(data):
        node = indexed.node(place)
        told = [item for item in found(schema, without(data, place)) if item.verdict == "fail"]
        here = [
            item for item in told if _is_below(item, place) and item.message.startswith("shape-")
        ]
        for item in here:
            asked = indexed.nodes.get(pattern_of(split(item.where.pointer)))
            ours = item.basis == "toolkit" and asked is not None and asked.basis == "source"
            assert not ours, (place, item)
        if node is not None and node.basis == "source" and node.required and subject.asks(place):
            below = [item for item in told if _is_below(item, place)]
            assert any(item.severity == "error" and item.clauses for item in below), place


def split(text: str | None) -> Place:
    return tuple(int(step) if step.isdecimal() else step for step in (text or "").split("/")[1:])


@pytest.mark.parametrize("empty", [None, {}, {"discipline": ""}, {"discipline": None}])
def test_a_part_left_out_and_an_empty_one_are_told_by_the_rule_inside(empty: Any) -> None:
    """The rule claims ``required`` of a field in the part, not of the part."""
    schema, data = read(ROOT / "schemas/shenkang-2024/examples/p2-valid/application.json")
    data["direction"] = empty
    if empty is None:
        del data["direction"]
    told = [item for item in found(schema, data) if (item.where.pointer or "")[:10] == "/direction"]
    assert [(item.rule, item.severity) for item in told][:1] == [("SK-P2-02", "error")]
    assert not [item for item in told if item.rule == "shape.required"]


def test_a_part_whose_own_rule_speaks_is_not_listed_field_by_field() -> None:
    schema, data = read(ROOT / "schemas/shenkang-2024/examples/p2-topic2-valid/application.json")
    told = found(schema, without(data, ("co_leader",)))
    assert [item.rule for item in told if item.message.startswith("shape")] == []
    assert [item.where.pointer for item in told if item.rule == "SK-P2-13"] == ["/co_leader"]


@pytest.mark.parametrize(
    ("form", "part", "rule"), [("p1", "technology", "SK-P1-03"), ("p2", "leader", "SK-P2-13")]
)
def test_what_one_topic_asks_for_is_not_demanded_before_the_topic_is_chosen(
    form: str, part: str, rule: str
) -> None:
    """The rule says that it cannot be told; what is missing in the part is named in plain words."""
    told = [
        item
        for item in found(f"shenkang-2024/{form}", {})
        if (item.where.pointer or "").startswith(f"/{part}")
    ]
    assert [(item.rule, item.verdict) for item in told if item.where.pointer == f"/{part}"] == [
        (rule, "undecided")
    ]
    assert {item.rule for item in told if item.verdict == "fail"} == {"shape.required"}
    other = found(f"shenkang-2024/{form}", {"basic": {"topic": "3" if form == "p2" else "2"}})
    assert rule not in {item.rule for item in other}


def beside(case: str, changes: dict[str, Any], gone: Place) -> list[tuple[str, str, str]]:
    """Return what is said at other places than that of the answer which is taken out."""
    schema, data = read(ROOT / "schemas" / case)
    before = {(item.rule, item.where.pointer) for item in found(schema, {**data, **changes})}
    told = found(schema, without({**data, **changes}, gone))
    assert any(item.where.pointer == pointer_of(gone) and item.severity == "error" for item in told)
    return [
        (item.rule, item.where.pointer, item.verdict)
        for item in told
        if item.where.pointer != pointer_of(gone) and (item.rule, item.where.pointer) not in before
    ]


APPLIED = {"level": "national", "specialty": "儿科", "outcome": "approved"}


@pytest.mark.parametrize(
    ("case", "changes", "gone"),
    [
        (
            "wenzhou-2023/examples/city-valid/application.json",
            {"previous": {"applied": True, "applications": [APPLIED]}},
            ("previous", "applications", 0, "outcome"),
        ),
        ("wenzhou-2023/examples/city-valid/application.json", {}, ("previous", "applied")),
        (
            "shenkang-2024/examples/p2-topic2-valid/application.json",
            {},
            ("co_leader", "post_rank"),
        ),
    ],
)
def test_a_rule_that_waits_for_an_answer_which_is_asked_for_says_nothing_more(
    case: str, changes: dict[str, Any], gone: Place
) -> None:
    """One missing answer is one finding; the rule speaks when the answer is there."""
    assert beside(case, changes, gone) == []


def test_a_rule_that_waits_for_a_list_as_well_still_says_so() -> None:
    """The answer is asked for, the list is nowhere asked for."""
    case = "shenkang-2024/examples/p4-valid/application.json"
    schema, data = read(ROOT / "schemas" / case)
    told = found(schema, without(data, ("basic", "specialty")))
    assert [item.verdict for item in told if item.rule == "SK-P4-19"] == ["undecided"]


def test_what_a_rule_needs_in_the_rows_of_a_named_value_is_called_by_its_name() -> None:
    """Not that something cannot be compared: which answer, in which row."""
    home = resolve(NOTICES, "wenzhou-2023/city")
    assert home is not None
    data = {"previous": {"applied": True, "applications": [APPLIED, {"level": "national"}]}}
    subject = Evaluation.of(
        Submission(file="a.json", data=data, schema=home.ref),
        FormIndex(home),
        context(home.notice),
    )
    (rule,) = (rule for rule in home.all_rules() if rule.id == "WZ-29")
    counted = rule.values["counted"]
    assert subject.lacking((), counted, rule.values) == (
        ("previous", "applications", 1, "outcome"),
    )


ROWS = "rows"


@pytest.mark.parametrize(
    ("case", "schema", "gone"),
    [
        ("shenkang-2024/examples/bundle-valid", "shenkang-2024/p1", ("basic", "topic")),
        ("shenkang-2024/examples/bundle-valid", "shenkang-2024/p1", ("unit", "lead_unit")),
        ("shenkang-2024/examples/bundle-valid", "shenkang-2024/p1", ("partners", 0, "unit")),
        ("wenzhou-2023/examples/city-county-valid", "wenzhou-2023/city", ("hospital", "name")),
        ("wenzhou-2023/examples/city-county-valid", "wenzhou-2023/city", ("hospital", "level")),
        (
            "wenzhou-2023/examples/city-county-valid",
            "wenzhou-2023/recommendation",
            (ROWS, 0, "hospital"),
        ),
        ("wenzhou-2023/examples/city-list-valid", "wenzhou-2023/city-list", (ROWS, 0, "year")),
        ("wenzhou-2023/examples/city-list-valid", "wenzhou-2023/city-list", (ROWS, 0, "urban")),
        ("mudan-2022/examples/status-valid", "mudan-2022/status", (ROWS, 0, "hospital")),
        ("mudan-2022/examples/status-valid", "mudan-2022/status", (ROWS, 0, "year")),
        ("mudan-2022/examples/six-centres-valid", "mudan-2022/six-centres", (ROWS, 0, "year")),
        ("mudan-2022/examples/plan-valid", "mudan-2022/plan", ("basic", "current")),
        ("mudan-2022/examples/plan-valid", "mudan-2022/plan", ("basic",)),
    ],
    ids=lambda value: "/".join(map(str, value)) if isinstance(value, tuple) else value,
)
def test_what_is_judged_together_waits_for_an_answer_that_is_asked_for(
    case: str, schema: str, gone: Place
) -> None:
    """Quotas, shares, comparisons, fixed rows and targets: the answer is asked for, once."""
    notice = next(item for item in NOTICES if item.id == schema.split("/", maxsplit=1)[0])
    files = [
        file for file in sorted((ROOT / "schemas" / case).iterdir()) if file.name not in _NO_DATA
    ]
    whole = list(inputs.read(files, [notice]))
    number = next(index for index, item in enumerate(whole) if item.schema == schema)
    lacking = replace(whole[number], data=without(whole[number].data, gone))
    before = {(item.rule, item.where) for item in validate([notice], whole).findings}
    told = [
        item
        for item in validate([notice], [*whole[:number], lacking, *whole[number + 1 :]]).findings
        if (item.rule, item.where) not in before
    ]
    assert told
    assert [item for item in told if not _is_below(item, gone)] == []
    assert [item.rule for item in told if item.verdict == "undecided"] == []
