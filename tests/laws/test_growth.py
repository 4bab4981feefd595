"""Large tables: the work of the rules grows with the rows, and the answers stay the same."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.generated import generate

from shenbao.audit.soundness import check_expressions
from shenbao.core import messages
from shenbao.core.submission import Submission
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.evaluation import handed
from shenbao.policy.cel.expression import Expression
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Case, FormOrTable, Notice, Rule, Table, Wording
from shenbao.validation import validate
from shenbao.validation.submission.expression_cache import ExpressionCache
from shenbao.validation.submission.row_dependencies import RowIndex
from shenbao.validation.submission.unreadable_paths import UnreadablePaths

ROOT = Path(__file__).resolve().parents[2]
NOTICES = load_notices(ROOT)
PLAN = load_notice(Path(__file__).parents[1] / "notices" / "schemas" / "plan-2024")
HOMES = [(notice, home) for notice in NOTICES for home in notice.homes]

SET = 30
"""So many rows belong to one unit."""

_WORDS = Wording(zh="虚构的规则", en="An invented rule")


def many(notice: Notice, home: FormOrTable, count: int) -> dict[str, Any]:
    """Return generated data with so many rows in every list, each set of rows of its own unit."""
    data = generate(notice, home, 1)
    return {
        key: [_renamed(value[row % len(value)], row // SET) for row in range(count)]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else value
        for key, value in data.items()
    }


def _renamed(row: Mapping[str, Any], unit: int) -> dict[str, Any]:
    names = ("hospital", "unit", "specialty", "disease", "name")
    return {**row, **{name: f"示例{unit}" for name in names if isinstance(row.get(name), str)}}


def weight(value: Any) -> int:
    """Return how many values stand in data."""
    if isinstance(value, Mapping):
        return 1 + sum(weight(item) for item in value.values())
    return 1 + sum(weight(item) for item in value) if isinstance(value, list) else 1


def work(monkeypatch: pytest.MonkeyPatch, notice: Notice, home: FormOrTable, count: int) -> int:
    """Return how many values the rules are given for so many rows."""
    given_to_rules = 0
    handed = evaluation.handed

    def counting(needs: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal given_to_rules
        parts = handed(needs, variables)
        given_to_rules += sum(weight(part) for part in parts.values())
        return parts

    data = many(notice, home, count)
    with monkeypatch.context() as patch:
        patch.setattr(evaluation, "handed", counting)
        validate([notice], [Submission(file="a.json", data=data, schema=home.ref)])
    return given_to_rules


@pytest.mark.parametrize(("notice", "home"), HOMES, ids=[home.ref for _, home in HOMES])
def test_four_times_the_rows_are_four_times_the_work(
    notice: Notice, home: FormOrTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No form or table has a rule that looks at all rows from every row."""
    few, lots = (work(monkeypatch, notice, home, count) for count in (3 * SET, 12 * SET))
    assert lots <= 4.4 * few


@pytest.mark.parametrize("ref", ["songjiang-2024/indicators", "wenzhou-2023/indicators"])
def test_mistakes_in_every_row_are_not_looked_at_from_every_row(
    ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a rule would see a gap is asked of an index, however many cells are wrong."""
    notice, home = next((notice, home) for notice, home in HOMES if home.ref == ref)
    seen = 0

    def counting(broken: UnreadablePaths) -> Iterator[Any]:
        nonlocal seen
        for place in frozenset.__iter__(broken):
            seen += 1
            yield place

    def looks(count: int) -> int:
        nonlocal seen
        seen = 0
        row = {node.key: "甲" for node in home.tops}
        data = {"rows": [row] * count}
        validate([notice], [Submission(file="a.json", data=data, schema=home.ref)])
        return seen

    monkeypatch.setattr(UnreadablePaths, "__iter__", counting)
    few, lots = looks(20), looks(80)
    assert 0 < lots <= 4.4 * few


LOOKS = (
    "app.rows.exists(r, r.unit == self.unit && r.item == self.item && r.year != self.year)",
    "app.rows.all(r, r.item != 'a' || r.unit != self.unit || r.year == self.year)",
    "app.rows.exists_one(r, self.unit == r.unit && has(r.year))",
    "app.rows.filter(r, has(r.unit) && r.unit == self.unit).map(r, r.item).size() > 1",
    "app.rows.exists(r, r.year == 2.0 && r.item == self.item)",
    "app.rows.exists(r, r.unit == value.wanted && !(r.item == 'b'))",
    "app.rows.all(r, r.unit != self.unit) && app.rows.exists(r, r.item == self.item)",
    "app.rows.exists(r, fold(r.unit) == fold(self.unit) && r.item == self.item)",
    "app.rows.all(r, r.item != 'a' || fold(self.unit) != fold(r.unit) || r.year == self.year)",
    "app.rows.exists(r, r.unit == self.unit || r.item == self.item)",
    "app.rows.exists(r, fold(r.unit) == self.unit && r.item == self.item + 'x')",
    "app.rows.all(r, r.unit != self.unit && r.item != 'a')",
    "app.rows.exists(r, r.unit == self.unit ? r.item == 'a' : r.item == 'b')",
    "size(app.rows) > 2 && app.rows.exists(r, r.unit == self.unit)",
    "app.rows.map(r, r.unit == self.unit)[0]",
    "app.rows.exists(r, app.rows.exists(s, s.unit == r.unit && s.item == self.item))",
    "app.rows.exists(self, self.unit == self.unit && self.item == 'a')",
    "!ref.items.rows.exists(i, fold(i.code) == fold(app.wanted) && i.kind == app.kind)",
    "ref.items.rows.exists(i, i.code == self.item && i.kind in ['x'])",
)

AMONG = (
    "size(ref.items.codes.filter(c, fold(c) in fold(value.codes))) > 1",
    "ref.items.rows.exists(i, i.code in value.codes && i.kind == app.kind)",
    "ref.items.rows.exists_one(i, fold(i.code) in fold(app.names))",
    "app.rows.exists(r, r.unit in value.codes && r.item == self.item)",
    "size(ref.items.codes.filter(c, fold(c) in value.codes)) > 0",
    "ref.items.rows.all(i, i.code in value.codes)",
)
"""Items of a list are compared, in all but the last two only those that can be equal."""

_CELLS = {
    "unit": st.sampled_from(["u", " u", "v", 1.0, True, None, ["u"]]),
    "item": st.sampled_from(["a", "b", ""]),
    "year": st.sampled_from([1.0, 2.0]),
}
_ROW = st.fixed_dictionaries({}, optional=_CELLS)
_ITEMS = [{"code": "a", "kind": "x"}, {"code": "b", "kind": "y"}, {"code": "c", "kind": "x"}]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(_ROW | st.just("no row"), min_size=1, max_size=6),
    said=st.fixed_dictionaries(
        {},
        optional={
            "wanted": _CELLS["unit"] | st.just("Ｃ"),
            "kind": st.just("x"),
            "names": st.lists(_CELLS["unit"] | st.just("Ｃ"), max_size=3),
        },
    ),
    codes=st.lists(st.sampled_from(["a", "Ｂ", "c ", 1.0, None]), max_size=3) | st.just("a"),
)
def test_answers_are_those_over_all_rows(rows: list[Any], said: dict[str, Any], codes: Any) -> None:
    """Leaving rows out and asking once for equal rows changes no answer, missing ones included."""
    lists = {"rows": _ITEMS, "codes": ["a", "b", "c", None]}
    shared = {"app": {"rows": rows, **said}, "ref": {"items": lists}}
    answers = ExpressionCache(shared, {})
    for look in (*LOOKS, *AMONG):
        for row in rows:
            variables = {**shared, "self": row, "value": {"wanted": "u", "codes": codes}}
            assert answers.holds(look, variables) == Expression.of(look).holds(variables), look


def test_only_rows_that_can_matter_are_looked_at() -> None:
    """A row of another unit is left out; one whose unit is missing stays in."""
    rows = [{"unit": "u", "item": "a"}, {"unit": "v", "item": "a"}, {"item": "a"}]
    variables = {"app": {"rows": rows, "other": 1.0}, "self": rows[0]}
    narrowed = RowIndex(variables).narrowed(LOOKS[0], variables)
    assert narrowed["app"] == {"rows": [rows[0], rows[2]], "other": 1.0}
    assert [bool(Expression.of(look).joins) for look in LOOKS] == [True] * 9 + [False] * 8 + [
        True
    ] * 2
    assert [bool(Expression.of(look).joins) for look in AMONG] == [True] * 4 + [False] * 2


def test_a_list_is_gone_through_once_for_all_submissions() -> None:
    """What is said of each application finds its rows; the list is not looked through again."""
    items = [{"code": f"i{number}", "kind": "x"} for number in range(1_000)]
    of_lists: dict[Any, Any] = {}
    kept, columns = [], []
    for wanted in ("I7", "i9", "none"):
        variables = {"app": {"wanted": wanted, "kind": "x"}, "ref": {"items": {"rows": items}}}
        index = RowIndex(variables, of_lists=of_lists)
        kept.append(index.narrowed(LOOKS[-2], variables)["ref"]["items"]["rows"])
        columns.append([id(column) for column in of_lists.values()])
    assert kept == [[items[7]], [items[9]], []]
    assert columns[0] == columns[1] == columns[2]


def test_a_rule_is_asked_once_for_equal_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are equal in what a rule looks at share one answer."""
    asked: list[str] = []
    value = Expression.value

    def counting(expression: Expression, variables: Mapping[str, Any]) -> Any:
        asked.append(expression.text)
        return value(expression, variables)

    monkeypatch.setattr(Expression, "value", counting)
    rows = [{"item": random.Random(number).choice("ab")} for number in range(50)]  # noqa: S311
    shared = {"app": {"rows": rows}, "ref": {"items": {"rows": _ITEMS}}}
    answers = ExpressionCache(shared, {})
    for row in rows:
        answers.holds(LOOKS[-1], {**shared, "self": row})
    assert len(asked) == 2


_TEXTS = [{"unit": "u", "text": "long"}, {"text": "long"}, "no row"]


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("app.rows.exists(r, r.unit == 'u')", [{"unit": "u"}, {}, "no row"]),
        ("size(app.rows) > 2", [{}, {}, "no row"]),
        ("app.rows.exists(r, r == self)", _TEXTS),
        ("app.rows.exists(r, r.unit == 'u') && app.rows != []", _TEXTS),
    ],
)
def test_only_the_columns_that_a_rule_names_are_handed_over(
    expression: str, rows: list[Any]
) -> None:
    """A row is handed over without the columns that the rule does not look at."""
    variables = {"app": {"rows": _TEXTS}, "self": _TEXTS[0]}
    assert handed(Expression.of(expression).needs, variables)["app"] == {"rows": rows}


def rule(assertion: str, *, whole: bool) -> Notice:
    """Return the invented plan with one rule on its list of projects."""
    made = Rule(
        id="PL-X",
        pointer="",
        when=None,
        at=None,
        keywords=(),
        cases=(Case(assertion=assertion, severity="error", message=_WORDS),),
        message=_WORDS,
        severity="error",
        clauses=(),
        basis="toolkit",
        readings=(),
        lists=(),
        whole=whole,
    )
    placed: dict[str, Any] = {"whole_rules": (made,)} if whole else {"rules": (made,)}
    tables: tuple[Table, ...] = tuple(
        dataclasses.replace(table, **placed) if table.id == "projects" else table
        for table in PLAN.tables
    )
    return dataclasses.replace(PLAN, tables=tables)


@pytest.mark.parametrize(
    ("assertion", "whole", "squared"),
    [
        ("app.rows.exists(r, fold(r.title) != fold(self.title))", False, True),
        (
            "app.rows.exists(r, r.county == self.county && fold(r.title) != fold(self.title))",
            False,
            False,
        ),
        ("self.all(r, self.exists(s, fold(s.title) == fold(r.title)))", True, True),
        ("self.all(r, app.rows.exists(s, fold(s.title) == fold(r.title)))", True, True),
        ("self.filter(r, r.year == 2024.0).all(r, self.exists(s, s.year > r.year))", True, True),
        ("self.all(r, r.title != '') && self.exists(r, r.year > 1.0)", True, False),
        ("self.all(r, ref.areas.rows.exists(x, x.code == r.area))", True, False),
    ],
)
def test_check_names_a_rule_that_looks_at_all_rows_from_each(
    assertion: str, *, whole: bool, squared: bool
) -> None:
    """The check of a policy folder finds it without running it, and says what to write instead."""
    found = list(check_expressions([rule(assertion, whole=whole)]))
    assert [problem.message for problem in found] == ["rule-squared"] * squared
    for problem in found:
        for language in messages.LANGUAGES:
            assert "PL-X" in messages.say(problem.message, problem.args, language)


def test_lists_inside_lists_are_told() -> None:
    """The reader of expressions tells which list is gone through for each row of which."""
    assert Expression.of("a.all(x, x.y)").nested == ()
    inner = "ref.a.rows.filter(x, app.rows.exists(r, r.a == x.code)).size() == 0"
    assert Expression.of(inner).nested == ((("ref", "a", "rows"), ("app", "rows")),)
