"""All rules of a submission asked at once say what they say one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from conformance.by_chance.mutations import Sample, samples, spoiled
from support import generated
from support.effort import BATCHES, seeds

from shenbao.core.findings import Report
from shenbao.core.submission import Submission
from shenbao.policy.cel.evaluation import doubles
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.hoisting import hoisted, settled
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import Constant
from shenbao.policy.model import ListRow, Notice
from shenbao.validation import validate
from shenbao.validation.context import Context, lists_as_variable
from shenbao.validation.form_index import FormIndex
from shenbao.validation.joining.joined_expression import Steps, joined
from shenbao.validation.joining.joined_rules import JoinedRules

KNOWN = list(samples())


def supplied(notice: Notice) -> Notice:
    """Return the notice with some rows in each list that nobody has supplied yet."""
    names = ("示例医院1", "示例医院 2", "示例联盟", "x")
    lists = []
    for code_list in notice.lists:
        blank = ("",) * (len(code_list.columns) - 2)
        rows = tuple(
            ListRow(code=f"c{at}", label=name, values=(f"c{at}", name, *blank))
            for at, name in enumerate(names)
        )
        missing = code_list.status == "missing"
        lists.append(replace(code_list, status="supplied", rows=rows) if missing else code_list)
    return replace(notice, lists=tuple(lists))


def handed_in(seed: int) -> Iterator[tuple[Notice, Submission]]:
    """Yield a submission made by chance, with the lists missing and supplied."""
    dice = random.Random(seed)  # noqa: S311 - the same submissions every time
    sample: Sample = dice.choice(KNOWN)
    notice = next(notice for notice in sample.notices if notice.id == sample.home.notice)
    made = generated.generate(notice, sample.home, seed, rows="few")
    whole = {"rows": [made]} if sample.home.is_table else made
    data = dice.choice((sample.data, spoiled(sample.data, dice), whole, spoiled(whole, dice)))
    for given in (notice, supplied(notice)):
        yield given, Submission(file="一.json", data=data, schema=sample.home.ref)


def judged(notice: Notice, submission: Submission) -> Report:
    readings = {reading.id: reading.options[-1].id for reading in notice.readings}
    return validate([notice], [submission], readings=readings)


@pytest.mark.parametrize("batch", BATCHES)
def test_rules_asked_at_once_and_one_by_one_say_the_same(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings with their words and places, and readings followed, over every notice."""
    at_once = JoinedRules.hold
    held = 0

    def counting(rules: JoinedRules, app: Any, places: Mapping[int, Any]) -> dict[int, bool]:
        nonlocal held
        found = at_once(rules, app, places)
        held += len(found)
        return found

    for seed in seeds(batch, 80, 1200):
        for notice, submission in handed_in(seed):
            monkeypatch.setattr(JoinedRules, "hold", counting)
            joint = judged(notice, submission)
            monkeypatch.setattr(JoinedRules, "hold", lambda *_: {})
            assert joint == judged(notice, submission), (seed, submission.schema)
    assert held > 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "self.all(r, r.unit in fold(app.units))",
            "[fold(app.units)].map(hoisted0, self.all(r, r.unit in hoisted0))[0]",
        ),
        (
            "self.all(r, self.exists(q, q.a == sum(r.parts) && q.b == sum(self.map(s, s.c))))",
            (
                "[sum(self.map(s, s.c))].map(hoisted2, self.all(r, [hoisted2].map(hoisted1, "
                "[sum(r.parts)].map(hoisted0, "
                "self.exists(q, q.a == hoisted0 && q.b == hoisted1))[0])[0]))[0]"
            ),
        ),
        ("self.all(r, r.a == app.b + 1.0)", "self.all(r, r.a == app.b + 1.0)"),
        ("fold(app.a) == self.b", "fold(app.a) == self.b"),
        ("self.all(r, r.parts.all(p, p.x == fold(r.x)))", None),
    ],
)
def test_what_no_row_changes_is_worked_out_before_the_rows(text: str, said: str | None) -> None:
    """Only work: macros, and functions that go through a list or a text; never what is bound."""
    tree = Expression.of(text).tree
    assert tree is not None
    if said is not None:
        assert printed(hoisted(tree)).replace('"', "'") == said
    row = {"unit": "甲", "a": 3.0, "b": 3.0, "c": 3.0, "x": "甲", "parts": [{"x": "甲"}]}
    variables = doubles({"self": [row], "app": {"units": ["甲"], "a": "甲", "b": 2}})
    again = Expression.of(printed(hoisted(tree)))
    assert again.value(variables) == Expression.of(text).value(variables)


def test_what_only_lists_and_readings_are_needed_for_is_worked_out_once_a_run() -> None:
    tree = Expression.of(
        "fold(self) in fold(ref.h.labels) && date(notice.day) > date('2024-01-01') "
        "&& ref.h.labels.exists(l, fold(l) == 'a') && ref.h.labels.filter(l, l == self) != []"
    ).tree
    assert tree is not None
    rest, found = settled(tree, frozenset({"ref", "notice"}))
    assert found == ("fold(ref.h.labels)", "date(notice.day)", 'date("2024-01-01")')
    first, second, third = (printed(Constant(text)) for text in found)
    assert printed(rest) == (
        f"fold(self) in steady[{first}] && steady[{second}] > steady[{third}] "
        '&& ref.h.labels.exists(l, fold(l) == "a") && ref.h.labels.filter(l, l == self) != []'
    )


@pytest.mark.parametrize(
    ("asserted", "when"),
    [
        ("self.all(app, app.x)", None),
        ("has(value.a)", None),
        ("size(value) > 1", None),
        ("self ==", None),
        ("self > 1.0", "self >="),
        ("self.all(value_a, value_a == value.a)", None),
    ],
)
def test_a_rule_that_would_mean_something_else_is_asked_step_by_step(
    asserted: str, when: str | None
) -> None:
    """Macros may bind names that are needed; values may be asked for as a whole."""
    steps = Steps(
        key="r1",
        when=when,
        values=(("a", "1.0"),),
        asserts=("true", asserted),
        repeats=False,
        followed=False,
    )
    assert joined(steps) is None


def test_more_rows_than_can_be_asked_at_once_are_judged_all_the_same() -> None:
    """A table of so many rows is asked place by place, with the same answer."""
    sample = next(item for item in KNOWN if item.home.is_table and item.data["rows"])
    notice = next(notice for notice in sample.notices if notice.id == sample.home.notice)
    home = FormIndex(sample.home)
    rules = JoinedRules(home, Context(notice, {}, lists_as_variable(notice)))
    number = next(n for n, placed in enumerate(home.rules) if placed.rule.cases)
    assert rules.hold({"rows": []}, {number: []}) == {number: False}
    assert rules.hold({"rows": []}, {number: [{}] * 3000}) == {}
