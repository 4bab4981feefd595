"""Two notices compared: a labelled pair for every kind of change, and the invented call."""

from __future__ import annotations

import dataclasses
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from rich.console import Console

from shenbao.app.notices.compare.compare import compared
from shenbao.app.notices.compare.replay import carried
from shenbao.changes.comparison import Comparison, version_of
from shenbao.changes.model import Change, Perspective
from shenbao.changes.notices.compare import compare_notices
from shenbao.changes.notices.trials import Side
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.telling.json_report import changes_json
from shenbao.changes.telling.markdown import markdown
from shenbao.changes.telling.text import print_comparison
from shenbao.changes.telling.told import sections
from shenbao.changes.terms import Direction
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import LANGUAGES, say
from shenbao.policy.cel.evaluation import doubles
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Confirmation, Notice, Rule

ROOT = Path(__file__).resolve().parents[2]
KEJI = ROOT / "tests" / "notices" / "keji" / "schemas"
EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(scope="module")
def old() -> Notice:
    return load_notice(KEJI / "keji-2025")


@pytest.fixture(scope="module")
def new() -> Notice:
    return load_notice(KEJI / "keji-2026")


def kinds(changes: tuple[Change, ...]) -> set[str]:
    return {change.kind for change in changes}


def only(changes: tuple[Change, ...], kind: str) -> Change:
    (found,) = [change for change in changes if change.kind == kind]
    return found


Edit = Callable[[Notice], Notice]


def edited(part: str, identity: str, **values: Any) -> Edit:
    """Change attributes of one thing of a notice."""

    def edit(notice: Notice) -> Notice:
        items = getattr(notice, part)
        assert any(item.id == identity for item in items)
        made = tuple(replace(item, **values) if item.id == identity else item for item in items)
        return replace(notice, **{part: made})

    return edit


def without(part: str, identity: str) -> Edit:
    def edit(notice: Notice) -> Notice:
        items = getattr(notice, part)
        return replace(notice, **{part: tuple(item for item in items if item.id != identity)})

    return edit


def ruled(identity: str, change: Callable[[Rule], Rule | None]) -> Edit:
    """Change or leave out a rule that stands on a whole form."""

    def edit(notice: Notice) -> Notice:
        forms = []
        for form in notice.forms:
            rules = [change(rule) if rule.id == identity else rule for rule in form.rules]
            forms.append(replace(form, rules=tuple(rule for rule in rules if rule is not None)))
        return replace(notice, forms=tuple(forms))

    return edit


def asserted(identity: str, text: str) -> Edit:
    def change(rule: Rule) -> Rule:
        case = replace(rule.cases[0], assertion=text)
        return replace(rule, cases=(case, *rule.cases[1:]))

    return ruled(identity, change)


def graver(severity: Any) -> Callable[[Rule], Rule]:
    return lambda rule: replace(
        rule,
        severity=severity,
        cases=tuple(replace(case, severity=severity) for case in rule.cases),
    )


def quota_cases(identity: str, *texts: str) -> Edit:
    def edit(notice: Notice) -> Notice:
        quota = next(item for item in notice.quotas if item.id == identity)
        cases = tuple(
            replace(case, assertion=text) for case, text in zip(quota.cases, texts, strict=True)
        )
        return edited("quotas", identity, cases=cases)(notice)

    return edit


def programme(identity: str, **values: Any) -> Edit:
    return edited("programmes", identity, **values)


def fewer_topics(notice: Notice) -> Notice:
    topics = notice.programmes[0].topics[:-1]
    return programme("P1", topics=topics)(notice)


def fewer_tracks(notice: Notice) -> Notice:
    return programme("P1", tracks=notice.programmes[0].tracks[:-1])(notice)


def fewer_rows(notice: Notice) -> Notice:
    lists = tuple(
        replace(item, rows=item.rows[:-1]) if item.name == "site_kinds" else item
        for item in notice.lists
    )
    return replace(notice, lists=lists)


def another_unit(notice: Notice) -> Notice:
    form = notice.form("tech")
    sections = tuple(
        replace(
            section,
            children=tuple(
                replace(child, unit="元") if child.key == "funding" else child
                for child in section.children
            ),
        )
        for section in form.sections
    )
    other = replace(form, sections=sections)
    return replace(
        notice, forms=tuple(other if item.id == "tech" else item for item in notice.forms)
    )


def clause(identity: str, **values: Any) -> Edit:
    return edited("clauses", identity, **values)


def deadline_moved(days: int) -> Edit:
    def edit(notice: Notice) -> Notice:
        from datetime import timedelta

        item = notice.deadlines[0]
        return edited("deadlines", item.id, at=item.at + timedelta(days=days))(notice)

    return edit


T, L, B = Direction.TIGHTER, Direction.LOOSER, Direction.BOTH
N, U = Direction.NEUTRAL, Direction.UNDETERMINED
TITLE = "app.leader.title_level"

PAIRS: tuple[tuple[int, str, Edit, Direction], ...] = (
    (27, "unit-changed", another_unit, B),
    (28, "rule-removed", ruled("KJ-R-10", lambda _: None), L),
    (29, "rule-changed", asserted("KJ-R-10", "app.basic.track == 'youth'"), T),
    (29, "rule-changed", asserted("KJ-R-10", "app.basic.track != 'never'"), L),
    (29, "rule-changed", asserted("KJ-R-10", "app.basic.track != 'youth'"), B),
    (29, "rule-changed", asserted("KJ-R-10", "!(app.basic.track == 'key')"), U),
    (29, "rule-changed", asserted("KJ-R-05", "app.budget.match >= app.basic.funding"), T),
    (30, "severity-raised", ruled("KJ-R-03", graver("error")), T),
    (30, "severity-lowered", ruled("KJ-R-05", graver("warning")), L),
    (31, "quota-lowered", quota_cases("KJ-Q-04", "counts.all <= 0.0"), T),
    (31, "quota-raised", quota_cases("KJ-Q-04", "counts.all <= 3.0"), L),
    (31, "quota-groups-changed", edited("quotas", "KJ-Q-05", group_by=("leader",)), U),
    (31, "quota-removed", without("quotas", "KJ-Q-06"), L),
    (33, "deadline-earlier", deadline_moved(-1), T),
    (33, "deadline-later", deadline_moved(3), L),
    (34, "clause-renumbered", clause("c-once", number="二（九）"), N),
    (34, "clause-removed", without("clauses", "c-contact"), N),
    (35, "clause-changed-rules-not", clause("c-match", quotes=("比例不低于1：2",)), U),
    (35, "rules-changed-clause-not", quota_cases("KJ-Q-04", "counts.all <= 3.0"), U),
    (36, "cited-clause-removed", without("clauses", "c-match"), U),
    (38, "entry-removed", fewer_topics, T),
    (38, "entry-removed", fewer_tracks, T),
    (38, "entry-removed", fewer_rows, T),
    (38, "entry-removed", without("handing_in", "novelty"), L),
    (38, "fact-changed", lambda notice: replace(notice, title="又一份"), N),
)


@pytest.mark.parametrize(
    ("row", "kind", "edit", "direction"), PAIRS, ids=[f"{n}-{k}" for n, k, _, _ in PAIRS]
)
def test_a_labelled_pair_is_told_as_what_it_is_and_the_other_way_round(
    old: Notice, row: int, kind: str, edit: Edit, direction: Direction
) -> None:
    changed = edit(old)
    found = [change for change in compare_notices(old, changed) if change.kind == kind]
    assert [(change.row.number, change.direction) for change in found] == [(row, direction)]
    for language in LANGUAGES:
        assert say(found[0].message, found[0].values, language)
    back = [c for c in compare_notices(changed, old) if c.kind == found[0].row.mirror]
    if row not in {35, 36}:
        assert [change.direction for change in back] == [direction.mirrored]


def test_the_proof_of_a_rule_holds_under_one_version_and_not_under_the_other(old: Notice) -> None:
    changed = asserted("KJ-R-10", "app.basic.track != 'youth'")(old)
    change = only(compare_notices(old, changed), "rule-changed")
    assert {witness.accepted_by for witness in change.witnesses} == {"old", "new"}
    for witness in change.witnesses:
        app = doubles(witness.instance)
        outcomes = {}
        for name, notice in (("old", old), ("new", changed)):
            form = notice.form("research")
            rule = next(rule for rule in form.rules if rule.id == "KJ-R-10")
            outcomes[name] = Side.of(notice, form).outcome(rule, (), app)
        assert outcomes[witness.accepted_by] is True
        assert list(outcomes.values()).count(False) == 1


@pytest.mark.parametrize("name", ["keji-2025", "keji-2026"])
def test_a_notice_differs_in_nothing_from_itself(name: str) -> None:
    assert compare_notices(load_notice(KEJI / name), load_notice(KEJI / name)) == ()


def shown(old: Notice, new: Notice, language: str = "zh-CN") -> str:
    stream = io.StringIO()
    screen = Console(file=stream, width=100, highlight=False)
    print_comparison(compared(old, new), screen, Perspective.APPLICANT, language)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_year_reads_as_it_did(
    old: Notice, new: Notice, language: str, request: pytest.FixtureRequest
) -> None:
    """All ten changes, the three slips and what else differs; ``pytest --update`` rewrites it."""
    golden = EXPECTED / f"keji.{language}.txt"
    text = shown(old, new, language)
    if request.config.getoption("--update"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


TEN: dict[str, tuple[str, Callable[[Change], bool]]] = {
    "funding": ("parameter-changed", lambda c: c.place.pointer.startswith("/params/funding")),
    "age": ("parameter-changed", lambda c: c.place.pointer == "/params/age_most/value"),
    "quota": ("quota-lowered", lambda c: c.rules == ("KJ-Q-01",)),
    "renamed": ("field-renamed", lambda c: c.mapping == {"leader.department": "leader.dept"}),
    "topic": ("entry-added", lambda c: c.new == "数字健康"),
    "list": ("entry-added", lambda c: c.new == "村卫生室"),
    "deadline": ("deadline-earlier", lambda c: c.place.pointer == "/deadlines/apply"),
    "renumbered": ("clause-renumbered", lambda c: c.clauses_new == ("c-once",)),
    "reworded": ("rule-reworded", lambda c: c.rules == ("KJ-R-06",)),
    "severity": ("severity-raised", lambda c: c.rules == ("KJ-R-03",)),
}


Swap = tuple[str, str, str]
FORM, NOTICE = "forms/research.schema.json", "notice.json"
BACK: dict[str, tuple[Swap, ...]] = {
    "funding": (
        (NOTICE, '{"key": 10, "general": 4}', '{"key": 8, "general": 4}'),
        (NOTICE, '{"key": 12, "general": 6', '{"key": 10, "general": 6'),
    ),
    "age": ((NOTICE, '"value": 57', '"value": 58'),),
    "quota": ((NOTICE, "counts.general <= 5.0", "counts.general <= 6.0"),),
    "renamed": (
        (FORM, '"dept": {', '"department": {'),
        (NOTICE, '{"form": "research", "old": "/leader/department", "new": "/leader/dept"}', ""),
        (FORM, '"title_level", "dept"]', '"title_level", "department"]'),
        (FORM, "leader/dept", "leader/department"),
        (FORM, "app.leader.dept", "app.leader.department"),
    ),
    "topic": ((NOTICE, ', "digital"]', "]"),),
    "deadline": ((NOTICE, "2025-11-14T16:00:00", "2025-11-15T17:00:00"),),
    "list": (
        ("lists/site_kinds.csv", "village,村卫生室\n", ""),
        ("lists/site_kinds.json", '"expected_count": 3', '"expected_count": 2'),
    ),
    "renumbered": (("clauses.md", '{#c-once number="二（四）"', '{#c-once number="二（三）"'),),
    "reworded": (
        (FORM, "不得超过申请资助经费的15%，请核对劳务费一栏", "不超过资助经费的15%"),
        (FORM, "; check the row of labour costs", ""),
    ),
    "severity": (
        (FORM, '"2024-11-15", "severity": "error"', '"2024-11-15", "severity": "warning"'),
    ),
}
"""What takes each of the ten changes back: file, text, text of the year before."""


def undone(name: str, folder: Path) -> None:
    """Take one of the ten changes back in a copy of the new edition."""
    for file, now, then in BACK[name]:
        text = (folder / file).read_text("utf-8")
        assert now in text, now
        (folder / file).write_text(text.replace(now, then), "utf-8")
    if name == "topic":
        document = json.loads((folder / NOTICE).read_text("utf-8"))
        document["programmes"][0]["topics"].pop()
        (folder / NOTICE).write_text(json.dumps(document, ensure_ascii=False), "utf-8")


@pytest.mark.parametrize("name", TEN)
def test_each_of_the_ten_is_told_and_undone_alone_it_is_told_no_longer(
    name: str, old: Notice, new: Notice, tmp_path: Path
) -> None:
    kind, fits = TEN[name]

    def told(notice: Notice) -> list[Change]:
        return [c for c in compare_notices(old, notice) if c.kind == kind and fits(c)]

    assert told(new)
    root = shutil.copytree(KEJI, tmp_path / "schemas")
    undone(name, root / "keji-2026")
    assert not told(load_notice(root / "keji-2026"))


def test_the_slips_are_told_until_they_are_confirmed(old: Notice, new: Notice) -> None:
    drift = [c for c in compare_notices(old, new) if c.row.weight == "drift"]
    told = {(c.kind, str(c.values["value"]), str(c.values["clause"])) for c in drift}
    assert told == {
        ("value-unchanged", "2024-11-15", "c-age"),
        ("clause-still-lenient", "原则上", "c-age"),
        ("english-unchanged", "Starts 2025-01-01", "c-period"),
        ("english-unchanged", "Ends 2026-12-31", "c-period"),
    }
    meant = tuple(Confirmation(value=v, clause=c, reason="照旧") for _, v, c in sorted(told))
    confirmed = replace(new, confirmed=(*new.confirmed, *meant))
    assert not [c for c in compare_notices(old, confirmed) if c.row.weight == "drift"]


def test_a_confirmation_that_was_copied_lapses_with_the_words_of_its_clause(
    old: Notice, new: Notice
) -> None:
    kept = (Confirmation(value="2024-11-15", clause="c-age", reason="照旧"),)
    before, after = replace(old, confirmed=kept), replace(new, confirmed=kept)
    told = {str(c.values["value"]) for c in compare_notices(before, after) if c.row.number == 39}
    assert "2024-11-15" in told
    fresh = {str(c.values["value"]) for c in compare_notices(old, after) if c.row.number == 39}
    assert "2024-11-15" not in fresh


def test_the_json_is_as_its_schema_says(old: Notice, new: Notice) -> None:
    schema = json.loads((ROOT / "schemas" / "changes.schema.json").read_text("utf-8"))
    for perspective in Perspective:
        text = changes_json(compared(old, new), perspective, "zh-CN")
        jsonschema_rs.Draft202012Validator(schema).validate(json.loads(text))


def test_markdown_escapes_what_it_quotes(old: Notice, new: Notice) -> None:
    hostile = dataclasses.replace(new, title="<img src=x> **粗** `码` [链](http://example.org)")
    text = markdown(compared(old, hostile), Perspective.REVIEWER, "zh-CN")
    assert "&lt;img src=x&gt; \\*\\*粗\\*\\* \\`码\\` \\[链\\]" in text
    assert "<img" not in text


UNIT_LEVEL = '"title": "单位等级", "x-list": "unit_levels"'
NOVELTY = '"x-when": "app.basic.track == \'key\'", "x-required": true'
ALL_TOPICS = '"topics": ["cardio", "tumour", "women", "aged", "digital"],'
SWAPS: dict[str, tuple[tuple[Swap, ...], set[tuple[str, Direction]]]] = {
    "another list": (
        ((FORM, UNIT_LEVEL, UNIT_LEVEL.replace("unit_levels", "site_kinds")),),
        {("value-removed", T), ("value-added", L)},
    ),
    "asked while its condition holds": (
        ((FORM, NOVELTY, NOVELTY.replace("true", "false")),),
        {("required-removed", L)},
    ),
    "a role": (
        ((FORM, '"x-role": "private", ', ""),),
        {("field-role-changed", U)},
    ),
    "severity of a quota": (
        (
            (
                NOTICE,
                '"counts.key <= 2.0", "severity": "error"',
                '"counts.key <= 2.0", "severity": "review"',
            ),
        ),
        {("severity-lowered", L)},
    ),
    "words of a quota": (
        ((NOTICE, "项，三级医院限报2项", "项，三级医院只能报2项"),),
        {("rule-reworded", N)},
    ),
    "topics of a track": (
        ((NOTICE, ALL_TOPICS, '"topics": ["cardio", "tumour"],'),),
        {("entry-changed", T)},
    ),
    "a number that a parameter has, too": (
        (
            (NOTICE, '"general": 6, "youth": 3}', '"general": 6, "youth": 4}'),
            (NOTICE, '"copies": 3', '"copies": 4'),
        ),
        {("parameter-changed", L), ("entry-changed", N)},
    ),
    "the unit of a parameter": (
        ((NOTICE, '"unit": "周岁"', '"unit": "岁"'),),
        {("unit-changed", B)},
    ),
    "an option of a reading": (((NOTICE, "不含12月31日", "不含这一天"),), {("reading-changed", U)}),
    "a day to the minute": (((NOTICE, '"precision": "day",', ""),), {("entry-changed", N)}),
    "the programme of a period": (
        ((NOTICE, '"end": "2027-12-31", "programme": "P1"', '"end": "2027-12-31"'),),
        {("entry-changed", N)},
    ),
    "where a rule is cited from": (
        ((FORM, '"x-source": ["c-match"]\n', '"x-source": ["c-budget"]\n'),),
        {("source-moved", N)},
    ),
    "a rule, its form written otherwise": (
        ((FORM, '"percent": 15', '"percent": 14'),),
        {("rule-changed", T)},
    ),
}
"""What is changed in the files of a notice, and all that is told of it but drift."""


@pytest.mark.parametrize("name", SWAPS)
def test_what_is_changed_in_the_files_is_told_and_nothing_else(
    name: str, new: Notice, tmp_path: Path
) -> None:
    swaps, wanted = SWAPS[name]
    root = shutil.copytree(KEJI, tmp_path / "schemas")
    for file, now, then in swaps:
        text = (root / "keji-2026" / file).read_text("utf-8")
        assert now in text, now
        (root / "keji-2026" / file).write_text(text.replace(now, then), "utf-8")
    changed = load_notice(root / "keji-2026")
    told = [c for c in compare_notices(new, changed) if c.row.weight == "change"]
    assert {(change.kind, change.direction) for change in told} == wanted
    for language in LANGUAGES:
        for change in told:
            old_words, _, new_words = change.text(language).partition(" → ")
            assert old_words != new_words
    back = [c for c in compare_notices(changed, new) if c.row.weight == "change"]
    mirrored = {(change.row.mirror, change.direction.mirrored) for change in told}
    assert {(change.kind, change.direction) for change in back} == mirrored


def test_a_rule_with_the_same_words_shows_the_numbers_that_differ(old: Notice) -> None:
    changed = asserted("KJ-R-10", "app.basic.track != 'youth'")(old)
    text = only(compare_notices(old, changed), "rule-changed").text()
    assert text == "要求改了：其他单位不报重点课题（key） → 其他单位不报重点课题（youth）"


def test_a_step_that_became_graver_is_told_though_the_rule_was_as_grave_before(
    old: Notice,
) -> None:
    def step(rule: Rule) -> Rule:
        first, *others, last = rule.cases
        milder = replace(last, severity="review", message=rule.message)
        return replace(rule, cases=(first, *others, milder))

    before = ruled("KJ-R-01", step)(old)
    change = only(compare_notices(before, old), "severity-raised")
    assert (change.rules, change.old, change.new) == (("KJ-R-01",), "review", "error")
    assert only(compare_notices(old, before), "severity-lowered").direction is L


def test_the_order_in_which_values_are_written_is_no_change(old: Notice) -> None:
    def valued(rule: Rule, *names: str) -> Rule:
        values = {"a": "1.0", "b": "2.0"}
        return replace(rule, values={name: values[name] for name in names})

    one, other = (
        ruled("KJ-R-10", lambda rule, names=names: valued(rule, *names))(old)
        for names in (("a", "b"), ("b", "a"))
    )
    assert list(compare_notices(one, other)) == []


def test_another_name_of_a_value_beside_another_number_is_told(old: Notice) -> None:
    def valued(rule: Rule, name: str, text: str) -> Rule:
        return replace(rule, values={name: text})

    one = ruled("KJ-R-10", lambda rule: valued(rule, "a", "1.0"))(old)
    other = ruled("KJ-R-10", lambda rule: valued(rule, "b", "2.0"))(old)
    assert only(compare_notices(one, other), "rule-changed").rules == ("KJ-R-10",)


@pytest.mark.parametrize("number", ["", "不限", "nan"])
def test_a_limit_that_is_no_number_has_no_direction(number: str) -> None:
    plan = load_notice(ROOT / "tests" / "notices" / "schemas" / "plan-2024")
    lookup = next(item.per_list for item in plan.quotas if item.per_list is not None)
    before, after = (
        _listed(plan, lookup.list_name, lookup.column, ("a", "甲区"), text)
        for text in ("10", number)
    )
    assert only(compare_notices(before, after), "quota-changed").direction is U


def test_what_a_table_says_of_its_rows_together_is_told() -> None:
    plan = load_notice(ROOT / "tests" / "notices" / "schemas" / "plan-2024")
    table = next(item for item in plan.tables if item.fixed_rows is not None)
    for values in ({"fixed_rows": None}, {"unique": (("a",),)}, {"primary_key": ("a",)}):
        changed = edited("tables", table.id, **values)(plan)
        told = [c for c in compare_notices(plan, changed) if c.kind == "schema-changed"]
        assert [change.direction for change in told] == [U]


def test_another_notice_with_a_clause_id_or_two_is_no_edition(old: Notice) -> None:
    demo = load_notice(ROOT / "tests" / "notices" / "schemas" / "demo-2024")
    assert {clause.id for clause in demo.clauses} & {clause.id for clause in old.clauses}
    with pytest.raises(ShenbaoError) as error:
        compared(old, demo)
    assert error.value.message == "compare-different"


def test_what_one_proof_leaves_open_is_not_called_without_proof(old: Notice) -> None:
    """And a rule on the whole of a form names no field."""
    changes = compare_schemas({"type": "object"}, {"$ref": "#"})
    (change,) = [one for one in changes if one.unproved]
    whole = replace(change, fields=("",))
    sides = (version_of(old), version_of(old))
    for proofs, wanted in ((change.witnesses, 0), ((), 1)):
        shown = replace(whole, witnesses=proofs)
        made = Comparison(old=sides[0], new=sides[1], changes=(shown,))
        (section,) = sections(made, Perspective.APPLICANT, "zh-CN")
        assert len(section.groups[0].items[0].details) == wanted


@pytest.mark.parametrize(
    ("names", "before", "after"),
    [
        ({"/a": "/b", "/b": "/a"}, {"a": 1, "b": 2}, {"a": 2, "b": 1}),
        (
            {"/old": "/new", "/old/x": "/new/y"},
            {"old": {"x": 1, "z": 2}},
            {"new": {"y": 1, "z": 2}},
        ),
        ({"/rows/*/x": "/rows/*/y"}, {"rows": [{"x": 1}, {}]}, {"rows": [{"y": 1}, {}]}),
        ({"/a/x": "/b/x"}, {"a": {"x": 1}, "b": "text"}, {"a": {}, "b": "text"}),
        ({"/a": "/b/*/a"}, {"a": 1}, {"b": [{"a": 1}]}),
    ],
    ids=["swapped", "inside", "rows", "unfit", "into rows"],
)
def test_a_replayed_submission_has_its_fields_under_the_new_names(
    names: dict[str, str], before: Any, after: Any
) -> None:
    assert carried(before, names) == after


def test_a_limit_that_a_list_gives_is_told_by_its_row() -> None:
    """Row 32: a number of the list that a quota takes."""
    plan = load_notice(ROOT / "tests" / "notices" / "schemas" / "plan-2024")
    quota = next(item for item in plan.quotas if item.per_list is not None)
    lookup = quota.per_list
    assert lookup is not None
    before, after = (
        _listed(plan, lookup.list_name, lookup.column, ("a", "甲区"), number)
        for number in ("10", "20")
    )
    change = only(compare_notices(before, after), "list-limit-raised")
    assert (change.row.number, change.direction) == (32, L)
    assert only(compare_notices(after, before), "list-limit-lowered").direction is T


def _listed(notice: Notice, name: str, column: str, label: tuple[str, str], value: str) -> Notice:
    from shenbao.policy.model import ListRow

    def row(names: list[str]) -> ListRow:
        values = dict.fromkeys(names, "") | {names[0]: label[0], names[1]: label[1], column: value}
        return ListRow(code=label[0], label=label[1], values=tuple(values.values()))

    lists = tuple(
        replace(item, rows=(row([one.name for one in item.columns]),))
        if item.name == name
        else item
        for item in notice.lists
    )
    return replace(notice, lists=lists)


def test_a_rule_that_differs_only_in_parameters_is_not_told_again(old: Notice, new: Notice) -> None:
    told = [c for c in compare_notices(old, new) if set(c.rules) & {"KJ-R-01", "KJ-R-03"}]
    assert {c.kind for c in told if c.row.weight == "change"} == {
        "parameter-changed",
        "severity-raised",
    }
    ways = {c.place.pointer: c.direction for c in told if c.kind == "parameter-changed"}
    assert ways == {
        "/params/funding_least/value/key": T,
        "/params/funding_most/value/key": L,
        "/params/age_most/value": T,
    }


def test_an_id_that_now_means_something_else_is_a_mistake(old: Notice) -> None:
    """Row 36: an id is never used again for another thing."""
    reused = clause(
        "c-contact", number="九（九）", gist="另有一件毫不相干的要求", quotes=("与从前完全不同",)
    )(old)
    assert only(compare_notices(old, reused), "retired-id-reused").row.weight == "mistake"
    assert {c.direction for c in compare_notices(old, reused)} <= {N, U}


def test_the_other_way_round_swaps_tighter_and_looser(old: Notice, new: Notice) -> None:
    """What a proof, a bound or an entry says; days and drift belong to the order of editions."""

    def told(changes: tuple[Change, ...]) -> set[tuple[str, tuple[str, ...], Direction]]:
        return {
            (change.row.mirror, change.rules, change.direction.mirrored)
            for change in changes
            if change.row.weight == "change" and not change.kind.startswith(("deadline", "fact"))
        }

    there, back = compare_notices(old, new), compare_notices(new, old)
    straight = {
        (change.kind, change.rules, change.direction)
        for change in back
        if change.row.weight == "change" and not change.kind.startswith(("deadline", "fact"))
    }
    assert told(there) == straight


def test_earlier_submissions_are_checked_under_both(tmp_path: Path) -> None:
    from shenbao.app.notices.compare.compare import CompareRequest, compare

    folder = shutil.copytree(KEJI / "keji-2025" / "examples", tmp_path / "examples")
    (folder / "坏的.json").write_text("{", "utf-8")
    request = CompareRequest(
        old=str(KEJI / "keji-2025"), new=str(KEJI / "keji-2026"), replay=folder
    )
    replay = compare(request).replay
    assert replay is not None
    failing = {Path(item.file).parent.name: item for item in replay.failing}
    assert set(failing) == {"research-valid", "bundle-invalid"}
    assert failing["research-valid"].rules == ("KJ-R-12", "KJ-R-13")
    assert failing["research-valid"].clauses == ("c-period",)
    assert [Path(file).name for file, _ in replay.unread] == ["坏的.json"]
    assert replay.count == replay.same + len(replay.changed)


def test_the_page_asks_for_nothing_and_shows_what_is_quoted_as_text(
    old: Notice, new: Notice
) -> None:
    from shenbao.changes.telling.html import changes_page

    hostile = replace(new, title="<script>alert(1)</script>")
    for language in LANGUAGES:
        page = changes_page(compared(old, hostile), Perspective.APPLICANT, language)
        assert "<script>alert" not in page
        assert "default-src &#39;none&#39;" in page
        assert "http://" not in page
        assert page.count("<article") > 5
