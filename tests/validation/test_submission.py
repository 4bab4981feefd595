"""The checks: what a submission's shape, the policy's rules and the other submissions say."""

from __future__ import annotations

import copy
import dataclasses
import json
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.generated import generate

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Report, Where
from shenbao.core.messages import words
from shenbao.core.submission import Origin, Submission
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Case, Field, Form, Notice, Quota, Table, Wording
from shenbao.validation import Validator, validate
from shenbao.validation.bundle.quota_cases import without_nothing
from shenbao.validation.conditions import comparable
from shenbao.validation.form_index import FormIndex
from shenbao.validation.submission.collector import LISTED
from shenbao.validation.submission.json_schema import (
    Violation,
    fast,
    reference,
    unusable,
    violations,
)

HERE = Path(__file__).parents[1]
VECTORS = json.loads((HERE / "conformance" / "vectors" / "cel.json").read_text(encoding="utf-8"))
DEMO, PLAN = load_notices(HERE / "notices")
SHENKANG = load_notice(HERE.parent / "schemas" / "shenkang-2024")


def sample(node: Field) -> Any:
    """Return an example value of a node."""
    if node.kind == "object":
        return {child.key: sample(child) for child in node.children}
    if node.kind == "array":
        assert node.item is not None
        return [sample(node.item) for _ in range(max(1, node.schema.get("minItems", 1)))]
    for value in (node.schema.get("const"), *node.schema.get("enum", ())[:1], node.example):
        if value is not None:
            return value
    return {"string": "文字", "number": 1, "integer": 1, "boolean": True}[node.kind]


def filled(home: Form | Table) -> Any:
    """Return example data for a form, or a table of one row."""
    if isinstance(home, Form):
        return {node.key: sample(node) for node in home.sections}
    return {"rows": [{node.key: sample(node) for node in home.columns}]}


def put(data: Any, pointer: str, value: Any) -> Any:
    """Return a copy of ``data`` with another value at ``pointer`` (None takes it away)."""
    result = copy.deepcopy(data)
    *above, last = [int(step) if step.isdecimal() else step for step in pointer.split("/")[1:]]
    place = result
    for step in above:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return result


def application(**changes: Any) -> dict[str, Any]:
    """Return a demo application that has nothing wrong, with some values changed."""
    basic = {"topic": "1", "project_title": "甲项目", "lead_unit": "示例医院甲", "funding": 15}
    youth = {"name": "张示例", "birth_date": "1990-01-01"}
    data = {"basic": basic, "youth": youth}
    for name, value in changes.items():
        data = put(data, "/" + name.replace("__", "/"), value)
    return data


def check(
    data: Any, *, schema: str | None = "demo-2024/a", notice: Notice = DEMO, **options: Any
) -> tuple[Finding, ...]:
    """Return the findings on one submission."""
    submission = Submission(file="a.json", data=data, schema=schema)
    return validate([notice], [submission], **options).findings


def said(finding: Finding, language: str = "zh-CN") -> str:
    """Return the words of a finding as a report shows them."""
    text = finding.wording.get(language)
    return text or messages.say(finding.message, finding.args, language)


def only(findings: Sequence[Finding], rule: str) -> Finding:
    """Return the one finding of a rule."""
    found = [finding for finding in findings if finding.rule == rule]
    assert len(found) == 1, [finding.rule for finding in findings]
    return found[0]


def changed(notice: Notice, **values: Any) -> Notice:
    """Return a notice with other values."""
    return dataclasses.replace(notice, **values)


class TestCel:
    """The profile of CEL that rules are written in."""

    @pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
    def test_python_answers_the_vectors_as_the_browser_does(self, vector: dict[str, Any]) -> None:
        names = ("self", "app", "ref", "reading", "notice")
        variables = {name: evaluation.doubles(vector.get(name, {})) for name in names}
        outcome = Expression.of(vector["expr"]).holds(variables)
        answer = "undecided" if isinstance(outcome, evaluation.Undecided) else outcome
        assert answer == vector["expect"]

    @pytest.mark.parametrize(
        ("expression", "reason"),
        [
            ("app.missing > 1.0", "missing"),
            ("self > 1.0", "value"),
            ("self +", "expression"),
            ("(" * 200 + "true" + ")" * 200, "expression"),
            ("app.long.all(x, app.long.all(y, x == y))", "limit"),
        ],
    )
    def test_what_has_no_answer_is_undecided_and_says_why(
        self, expression: str, reason: str
    ) -> None:
        variables = {"self": "text", "app": {"long": [1.0] * 300}}
        assert Expression.of(expression).holds(variables) == evaluation.Undecided(reason)  # type: ignore[arg-type]

    def test_problems_tell_a_rule_that_does_not_compile_from_one_that_does(self) -> None:
        assert Expression.of("self > 1.0").problem(("self",)) is None
        assert "role" in (Expression.of("role.topic == '1'").problem(("self",)) or "")
        assert Expression.of("size(self)").problem() == "gives INT, not BOOL"

    def test_truth_values_are_not_numbers(self) -> None:
        assert evaluation.doubles({"a": [1, True, None, "1", 2.5]}) == {
            "a": [1.0, True, None, "1", 2.5]
        }
        assert isinstance(evaluation.doubles([True])[0], bool)

    @pytest.mark.parametrize(
        ("expression", "found"),
        [
            ("app.basic.topic == 'self.x'", ("app.basic.topic",)),
            ("self.all(r, r.unit != app.unit)", ("app.unit", "self", "self.*.unit")),
            (
                "app.rows.filter(r, r.a > 1.0).map(q, q.b)",
                ("app.rows", "app.rows.*.a", "app.rows.*.b"),
            ),
            ("self in ref.hospitals.codes", ("ref.hospitals.codes", "self")),
            ("self['k'].x + self[0].y", ("self.*.y", "self.k.x")),
            ("has(app.x.y) && reading.I09 == 'a'", ("app.x.y", "reading.I09")),
            ("self.all(app, app.z)", ("self", "self.*.z")),
            (r"""self == r'\d' || app.a == "\"app.b" """, ("app.a", "self")),
        ],
    )
    def test_mentions_follow_macros_and_skip_strings(
        self, expression: str, found: tuple[str, ...]
    ) -> None:
        mentions = Expression.of(expression).mentions
        assert tuple(sorted({".".join(mention.path) for mention in mentions})) == found

    def test_a_size_mentions_a_list_but_not_what_is_in_it(self) -> None:
        assert [
            mention.whole for mention in Expression.of("double(size(app.rows)) > 1.0").mentions
        ] == [False]
        assert [mention.guarded for mention in Expression.of("has(app.rows)").mentions] == [True]

    @given(
        expression=st.sampled_from([vector["expr"] for vector in VECTORS]),
        data=st.recursive(
            st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["a", "b", "n", "p", "unit"]), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
    @settings(max_examples=300, deadline=None)
    def test_handing_over_only_what_is_mentioned_changes_no_answer(
        self, expression: str, data: Any
    ) -> None:
        variables = {"self": data, "app": {"a": data, "b": data, "basic": data, "extra": data}}
        whole = {**variables, "app": {**variables["app"]}}
        everything = "has(app.zz) || [app, self] == []"
        combined = f"({expression}) && ({everything} || true)"
        one, other = (
            Expression.of(expression).holds(variables),
            Expression.of(combined).holds(whole),
        )
        assert isinstance(one, bool) == isinstance(other, bool)
        assert one == other or not isinstance(one, bool)


def texts(longest: int) -> st.SearchStrategy[str]:
    """Return texts that may be read: U+0000 and halves of characters are refused."""
    return st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=longest)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts(5)
    | st.sampled_from(["", " ", "1", "2024-02-30", "2024-04-30", "2024-04-30\n", "１", "a@b.c"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(4), inner, max_size=3),
    max_leaves=10,
)


@st.composite
def damaged(draw: st.DrawFn, data: Any) -> Any:
    """Return example data with junk at some places."""
    result = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 6))):
        place, parent, key = result, None, None
        while isinstance(place, dict | list) and place and draw(st.integers(0, 4)):
            parent = place
            keys = sorted(place) if isinstance(place, dict) else range(len(place))
            key = draw(st.sampled_from(keys))
            place = place[key]
        junk = draw(JSON_VALUES)
        if parent is None:
            return junk if draw(st.integers(0, 9)) == 0 else result
        kind = draw(st.sampled_from(["replace", "remove", "add", "repeat"]))
        if kind == "remove":
            del parent[key]
        elif kind == "add" and isinstance(parent, dict):
            parent[draw(texts(4))] = junk
        elif kind == "repeat" and isinstance(parent, list):
            parent.extend([place] * draw(st.integers(1, 80)))
        else:
            parent[key] = junk
    return result


HOMES = [FormIndex(source) for notice in (DEMO, PLAN, SHENKANG) for source in notice.homes]
PAIRS = [(home, fast(home.schema), reference(home.schema)) for home in HOMES]


class TestEngines:
    """The two engines of JSON Schema."""

    @given(st.data())
    @settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_both_engines_say_the_same_of_anything(self, drawn: st.DataObject) -> None:
        home, one, other = drawn.draw(st.sampled_from(PAIRS), label="form")
        data = drawn.draw(damaged(filled(home.source)))
        assert not unusable(data)
        assert violations(home.schema, one, data) == violations(home.schema, other, data)

    def test_every_example_of_a_form_has_the_right_types(self) -> None:
        for home, one, _ in PAIRS:
            found = violations(home.schema, one, filled(home.source))
            assert "type" not in {item.keyword for item in found}

    def test_a_violation_says_what_was_found_and_what_is_allowed(self) -> None:
        schema = {"type": "object", "properties": {"a/b": {"type": "number", "minimum": 3}}}
        assert violations(schema, fast(schema), {"a/b": 1}) == (
            Violation(
                keyword="minimum",
                path=("a/b",),
                schema_pointer="/properties/a~1b/minimum",
                limit=3,
                found=1,
            ),
        )

    def test_a_value_of_the_wrong_type_is_not_judged_further(self) -> None:
        schema = {"properties": {"a": {"type": "string", "enum": ["x"]}}}
        assert [item.keyword for item in violations(schema, fast(schema), {"a": 3})] == ["type"]

    @pytest.mark.parametrize(
        "value", [float("nan"), float("inf"), 10**400, "\ud800", "甲\0乙", {1: 2}, b"x"]
    )
    def test_values_that_are_not_json_are_found_beforehand(self, value: Any) -> None:
        assert unusable({"a": [value]}) == (("a", 0),)

    def test_patterns_mean_the_same_in_both(self) -> None:
        schema = {"type": "string", "pattern": "^[0-9]+$"}
        for engine in (fast(schema), reference(schema)):
            bad = [text for text in ("12", "12\n", "１２", "x") if violations(schema, engine, text)]
            assert bad == ["12\n", "１２", "x"]


class TestStructure:
    """The shape of a submission, in the policy's words or the toolkit's."""

    def test_a_sound_application_has_no_findings(self) -> None:
        assert check(application()) == ()

    def test_a_keyword_that_a_rule_names_speaks_with_its_id_words_and_clause(self) -> None:
        found = only(check(application(basic__funding=5)), "DM-P-02")
        assert (found.severity, found.basis, found.found) == ("error", "source", "5")
        assert said(found) == "申请经费应在10万元至20万元之间"
        assert [clause.id for clause in found.clauses] == ["c-funding"]
        assert found.where.label == "一、基本信息 · 申请经费"

    @pytest.mark.parametrize(
        ("pointer", "value", "rule", "words"),
        [
            (
                "/basic/funding",
                "15万元",
                "shape.type",
                "应为数字，例如 15；不要写单位；现为文字“15万元”",
            ),
            ("/basic/funding", [15], "shape.type", "现为列表"),
            ("/basic/project_title", 3, "shape.type", "应为文字；现为数字 3"),
            ("/basic/project_title", "长" * 101, "shape.maxLength", "有 101 个字，最多 100 个字"),
            ("/basic", "x", "shape.type", "应为一组内容"),
        ],
    )
    def test_plain_data_shape_is_said_in_plain_words(
        self, pointer: str, value: Any, rule: str, words: str
    ) -> None:
        found = only(check(put(application(), pointer, value)), rule)
        assert words in said(found)
        assert "处理" in said(found)
        assert "Remedy" in said(found, "en")
        assert (found.severity, found.basis) == ("error", "toolkit")

    def test_empty_values_are_called_empty(self) -> None:
        data = application()
        data["basic"]["funding"] = None
        found = said(only(check(data), "shape.type"))
        assert "申请经费”未填写（写的是 null）。处理：填写；没有内容就删去这一项" in found

    def test_a_missing_customary_value_is_a_warning_and_a_missing_policy_value_an_error(
        self,
    ) -> None:
        missing = only(check(application(youth__name=None)), "shape.required")
        assert (missing.severity, missing.basis) == ("warning", "customary")
        asked = only(check(application(basic__lead_unit=None)), "shape.required")
        assert (asked.severity, asked.basis) == ("error", "source")
        assert asked.where.pointer == "/basic/lead_unit"

    @pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
    def test_a_required_text_of_blanks_is_missing(self, blank: str) -> None:
        found = check(application(basic__lead_unit=blank))
        assert [finding.rule for finding in found] == ["shape.required"]

    def test_an_unknown_key_is_answered_with_the_nearest_name(self) -> None:
        by_key = application()
        by_key["basic"]["project_titel"] = "x"
        assert "“项目名称”（project_title）" in said(
            only(check(by_key), "shape.additionalProperties")
        )
        by_title = application()
        by_title["basic"]["申请经费"] = 3
        assert "（funding）" in said(only(check(by_title), "shape.additionalProperties"))
        strange = {**application(), "zzzzzz": 1}
        assert "“zzzzzz”" in said(only(check(strange), "shape.additionalProperties"))

    def test_choices_are_listed_with_their_names(self) -> None:
        home = SHENKANG.form("p2")
        nodes = {node.pointer: node for node in home.fields()}
        pointer = next(
            place
            for place, node in nodes.items()
            if node.list_name
            and len(node.schema.get("enum", ())) > 1
            and "*" not in place
            and node.when is None
            and not any("enum" in rule.keywords for rule in node.rules)
        )
        found = check(put(filled(home), pointer, "??"), schema=home.ref, notice=SHENKANG)
        choices = words(only(found, "shape.enum").args["allowed"])
        assert nodes[pointer].schema["enum"][0] in choices
        assert "（" in choices

    def test_sensitive_values_and_what_may_hold_them_are_never_shown(self) -> None:
        hidden = "1800-13-45"
        for data in (
            application(youth__birth_date=hidden),
            application(youth=hidden),
            put(application(), "/youth/birth_date", [hidden]),
        ):
            for finding in check(data):
                text = repr(finding) + said(finding) + said(finding, "en")
                assert hidden not in text

    def test_a_rule_on_a_sensitive_value_masks_it_too(self) -> None:
        found = only(check(application(youth__birth_date="1970-01-01")), "DM-P-03")
        assert found.found == "***"

    def test_a_condition_that_does_not_hold_makes_a_node_pointless_not_wrong(self) -> None:
        data = {**application(), "partners": [{"unit": 3}, {"zz": 1}]}
        found = check(data)
        assert [(item.rule, item.severity) for item in found] == [("shape.not-applicable", "info")]
        assert check({**application(), "partners": []}) == ()

    def test_a_condition_that_cannot_be_told_is_taken_as_not_met_in_silence(self) -> None:
        data = {**application(basic__topic=None), "partners": [{"unit": 3}]}
        rules = [finding.rule for finding in check(data)]
        assert rules == ["shape.required", "shape.type"]

    def test_a_conditionally_required_node_is_asked_for_while_its_condition_holds(self) -> None:
        home = SHENKANG.form("p1")
        data = put(filled(home), "/unit/alliance", None)
        away = check(put(data, "/basic/topic", "1"), schema=home.ref, notice=SHENKANG)
        asked = check(put(data, "/basic/topic", "2"), schema=home.ref, notice=SHENKANG)
        pointers = [item.where.pointer for item in asked if item.rule == "shape.required"]
        assert pointers == ["/unit/alliance"]
        assert not [item for item in away if item.where.pointer == "/unit/alliance"]

    def test_rows_are_named_by_number_in_the_language_of_the_report(self) -> None:
        data = {**application(basic__topic="2"), "partners": [{"unit": "甲"}, {"unit": 3}]}
        found = only(check(data), "shape.type")
        assert found.where.label == "二、合作单位 · 第2行 · 单位名称"
        assert "row 2" in said(found, "en")
        assert words(found.args["label"], "en") == "「二、合作单位」 · row 2 · 「单位名称」"

    def test_places_in_the_file_reach_the_finding(self) -> None:
        submission = Submission(
            file="a.xlsx",
            data=application(basic__funding=5),
            schema="demo-2024/a",
            origins={"/basic/funding": Origin(sheet="申请书", row=7, column="B")},
        )
        where = validate([DEMO], [submission]).findings[0].where
        assert (where.file, where.sheet, where.row, where.column) == ("a.xlsx", "申请书", 7, "B")

    @pytest.mark.parametrize("engine", ["fast", "reference"])
    def test_hostile_data_gives_findings_never_a_crash(self, engine: Any) -> None:
        deep: Any = "x"
        for _ in range(10_000):
            deep = {"a": deep}
        wide = {f"k{number}": number for number in range(3000)}
        text = {**application(), "\ud800": "\ud800"}
        for data in (
            deep,
            wide,
            text,
            [deep],
            None,
            "x",
            [],
            3,
            application(basic__funding=10**400),
        ):
            findings = check(data, engine=engine)
            assert findings
            assert len(findings) < LISTED + 10
            for finding in findings:
                for language in messages.LANGUAGES:
                    said(finding, language).encode("utf-8")

    def test_beyond_a_hundred_alike_only_their_number_is_given(self) -> None:
        rows = [
            {"no": number, "title": "t", "lead_unit": "u", "funding": "x"}
            for number in range(1, 251)
        ]
        found = check({"rows": rows}, schema="demo-2024/summary")
        assert len(found) == LISTED + 1
        assert found[LISTED - 1].where.pointer == "/rows/99/funding"
        assert found[-1].where.pointer == "/rows"
        assert "150" in said(found[-1])

    @given(st.data())
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_whatever_is_handed_in_both_engines_report_alike_in_words(
        self, drawn: st.DataObject
    ) -> None:
        home = drawn.draw(st.sampled_from([DEMO.form("a"), *PLAN.homes]), label="form")
        data = drawn.draw(damaged(filled(home)))
        notice = DEMO if home.notice == DEMO.id else PLAN
        one = check(data, schema=home.ref, notice=notice)
        other = check(data, schema=home.ref, notice=notice, engine="reference")
        assert one == other
        for finding in one:
            for language in messages.LANGUAGES:
                assert said(finding, language)


class TestRules:
    """The policy's own rules."""

    @pytest.mark.parametrize(
        ("born", "severity"),
        [
            ("1983-04-30", "error"),
            ("1983-05-01", "review"),
            ("1983-06-02", "review"),
            ("1984-05-31", "review"),
            ("1984-06-01", "info"),
            ("1984-06-02", None),
        ],
    )
    def test_the_age_of_the_youth_leader_has_three_answers(
        self, born: str, severity: str | None
    ) -> None:
        home = SHENKANG.form("p3-general")
        data = put(filled(home), "/youth_leader/birth_date", born)
        findings = check(data, schema=home.ref, notice=SHENKANG)
        found = [item for item in findings if item.rule == "SK-P3-10"]
        assert [item.severity for item in found] == ([] if severity is None else [severity])
        if found:
            assert {name for name, _ in found[0].readings} >= {"I09", "I10"}

    def test_the_seed_applicant_is_five_years_younger(self) -> None:
        home = SHENKANG.form("p3-seed")
        answers = {}
        for day in ("1988-04-30", "1988-05-01", "1989-05-31", "1989-06-01", "1989-06-02"):
            data = put(filled(home), "/leader/birth_date", day)
            found = check(data, schema=home.ref, notice=SHENKANG)
            named = [item.severity for item in found if item.rule == "SK-P3-18"]
            answers[day] = named[0] if named else "pass"
        assert list(answers.values()) == ["error", "review", "review", "info", "pass"]

    @pytest.mark.parametrize(
        ("received", "reading", "severity"),
        [
            ("2024-04-30T15:59:59", "open", None),
            ("2024-04-30T16:00:00", "open", "info"),
            ("2024-04-30T16:00:00", "in_time", None),
            ("2024-04-30T16:00:00", "late", "error"),
            ("2024-04-30T16:00:01", "in_time", "error"),
        ],
    )
    def test_the_exact_minute_follows_the_reading(
        self, received: str, reading: str, severity: str | None
    ) -> None:
        home = SHENKANG.form("intake")
        data = put(filled(home), "/receipt/received_at", received)
        findings = check(data, schema=home.ref, notice=SHENKANG, readings={"I87": reading})
        found = [item.severity for item in findings if item.rule == "SK-R-07"]
        assert found == ([] if severity is None else [severity])

    def test_a_missing_list_leaves_a_rule_open_and_is_named(self) -> None:
        data = {**application(basic__topic="2"), "partners": [{"unit": "甲"}, {"unit": "乙"}]}
        found = [item for item in check(data) if item.rule == "DM-P-05"]
        assert [item.verdict for item in found] == ["undecided", "undecided"]
        assert [item.where.pointer for item in found] == ["/partners/0/unit", "/partners/1/unit"]
        assert "无法核对" in said(found[0])
        assert "名单缺失" in said(found[0])
        assert "list missing" in said(found[0], "en")
        assert (
            validate([DEMO], [Submission(file="a", data=data, schema="demo-2024/a")]).verdict
            == "review"
        )

    def test_a_supplied_list_decides(self) -> None:
        lists = tuple(
            dataclasses.replace(
                item,
                status="supplied",
                rows=(dataclasses.replace(DEMO.code_list("demo_topics").rows[0], label="甲"),),
            )
            if item.name == "hospitals"
            else item
            for item in DEMO.lists
        )
        data = {**application(basic__topic="2"), "partners": [{"unit": "甲"}, {"unit": "乙"}]}
        found = only(check(data, notice=changed(DEMO, lists=lists)), "DM-P-05")
        assert (found.verdict, found.severity, found.found) == ("fail", "warning", "乙")

    def test_a_missing_value_is_named_by_its_label(self) -> None:
        """The rules that wait for it say nothing more."""
        (found,) = check(application(basic__topic=None))
        assert (found.rule, found.where.label) == ("shape.required", "一、基本信息 · 专题")

    def test_a_rule_rests_where_a_value_it_looks_at_cannot_be_read(self) -> None:
        found = check(application(basic__topic=3, youth__birth_date="1990-02-30"))
        assert sorted(item.rule for item in found) == ["shape.format", "shape.type"]

    def test_a_rule_on_the_whole_does_not_rest_for_an_unrelated_mistake(self) -> None:
        found = check(application(basic__topic="2", basic__funding="x"))
        assert {item.rule for item in found} == {"shape.type", "DM-P-04"}

    def test_readings_in_force_are_carried_and_can_be_chosen(self) -> None:
        data = application(youth__birth_date="1984-05-01")
        assert only(check(data), "DM-P-03").severity == "review"
        assert only(check(data, readings={"I09": "bracket"}), "DM-P-03").severity == "error"
        assert check(data, readings={"I09": "words"}) == ()
        chosen = only(check(data, readings={"I09": "bracket"}), "DM-P-03").readings
        assert chosen == (("I09", "按括号"),)

    @pytest.mark.parametrize(
        ("readings", "words"),
        [({"I99": "x"}, ("I99", "I09")), ({"I09": "x"}, ("x", "open, bracket, words"))],
    )
    def test_an_unknown_reading_or_option_is_refused_with_what_is_allowed(
        self, readings: Mapping[str, str], words: tuple[str, ...]
    ) -> None:
        with pytest.raises(ShenbaoError) as caught:
            check(application(), readings=readings)
        for language in messages.LANGUAGES:
            assert all(word in caught.value.text(language) for word in words)

    def test_named_values_stand_in_the_message(self) -> None:
        home = SHENKANG.form("p4")
        rule = next(rule for rule in home.all_rules() if rule.values)
        assert rule.cases
        plain = dataclasses.replace(
            rule,
            pointer="",
            when=None,
            at=None,
            values={"a": "size(app.team)", "b": "double(value.a) * 1.5", "c": "app.missing"},
            cases=(
                Case(
                    assertion="value.b < 0.0",
                    severity="error",
                    message=Wording(zh="{a} 人，{b}，{c}，{d}", en="{a}"),
                ),
            ),
        )
        form = dataclasses.replace(home, rules=(plain,))
        found = check(filled(home), schema=home.ref, notice=changed(SHENKANG, forms=(form,)))
        assert said(next(item for item in found if item.rule == rule.id)) == "1 人，1.5，…，{d}"


def quota_of(**values: Any) -> Quota:
    """Return a quota of the demo notice with other values."""
    return dataclasses.replace(DEMO.quotas[0], **values)


def case(assertion: str, severity: Any = "error") -> Case:
    return Case(assertion=assertion, severity=severity, message=Wording(zh="应当如此。", en="So."))


def together(
    applications: Mapping[str, Any],
    quota: Quota | None = None,
    tables: Mapping[str, Any] | None = None,
    **options: Any,
) -> Report:
    """Check several demo applications, and tables, with one quota."""
    notice = DEMO if quota is None else changed(DEMO, quotas=(quota,))
    submissions = [
        Submission(file=name, data=data, schema="demo-2024/a")
        for name, data in applications.items()
    ]
    submissions += [
        Submission(file=name, data=data, schema="demo-2024/summary")
        for name, data in (tables or {}).items()
    ]
    return validate([notice], submissions, **options)


class TestQuotas:
    """Rules across submissions."""

    def test_every_member_of_a_full_group_is_told_of_the_others(self) -> None:
        report = together(
            {
                "1.json": application(),
                "2.json": application(),
                "3.json": application(basic__topic="2"),
            }
        )
        found = [item for item in report.findings if item.rule == "DM-Q-01"]
        assert [item.where.file for item in found] == ["1.json", "2.json"]
        assert "另见：2.json" in said(found[0])
        assert "see also: 1.json" in said(found[1], "en")
        assert found[0].where.pointer == "/basic/lead_unit"
        assert found[0].clauses[0].id == "c-quota"

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("示例医院甲", " 示例 医院\u3000甲", True),
            ("示例医院（南院）", "示例医院(南院)", True),
            ("A B", "AB", False),
            ("示例医院甲", "示例医院乙", False),
        ],
    )
    def test_names_are_compared_without_regard_to_blanks_and_width(
        self, one: str, other: str, *, same: bool
    ) -> None:
        assert (comparable(one) == comparable(other)) is same
        data = {"1": application(basic__lead_unit=one), "2": application(basic__lead_unit=other)}
        assert bool(together(data).findings) is same

    @pytest.mark.parametrize("empty", [None, "", "  "])
    def test_an_empty_key_never_forms_a_group(self, empty: str | None) -> None:
        report = together({name: application(basic__lead_unit=empty) for name in "12"})
        assert {item.rule for item in report.findings} == {"shape.required"}

    def test_counters_conditions_and_cases_in_order(self) -> None:
        quota = quota_of(
            where="role.topic == '1'",
            group_by=("lead_unit",),
            counts={"rich": "role.funding > 15.0"},
            cases=(case("counts.rich <= 1.0"), case("counts.all <= 2.0", "review")),
        )
        poor, rich = application(basic__funding=12), application(basic__funding=18)
        elsewhere = application(basic__topic="2", partners=[{"unit": "a"}, {"unit": "b"}])
        two = together({"1": poor, "2": rich, "3": elsewhere}, quota)
        assert "DM-Q-01" not in {item.rule for item in two.findings}
        three = together({"1": poor, "2": rich, "3": poor}, quota)
        assert [item.severity for item in three.findings] == ["review"] * 3
        assert [item.severity for item in together({"1": rich, "2": rich}, quota).findings] == [
            "error"
        ] * 2

    def test_an_application_that_cannot_be_placed_is_asked_for_the_answer_once(self) -> None:
        quota = quota_of(where="role.topic == '1'", group_by=("lead_unit",))
        found = together({"1": application(basic__topic=None)}, quota).findings
        assert [(item.rule, item.where.pointer) for item in found] == [
            ("shape.required", "/basic/topic")
        ]

    def test_the_others_of_a_group_are_told_which_answer_they_wait_for(self) -> None:
        """The application that lacks it is asked for it, and hears nothing more."""
        quota = quota_of(
            group_by=("lead_unit",),
            counts={"rich": "role.funding > 15.0"},
            cases=(case("counts.rich <= 1.0"),),
        )
        lacking, other = application(basic__funding=None), application()
        found = together({"1": lacking, "2": other}, quota).findings
        assert [(item.where.file, item.rule, item.verdict) for item in found] == [
            ("1", "shape.required", "fail"),
            ("2", "DM-Q-01", "undecided"),
        ]
        assert "1 未填写：" in said(found[1])
        assert "申请经费" in said(found[1])

    def test_taking_part_counts_when_the_reading_says_so(self) -> None:
        quota = quota_of(
            group_by=("lead_unit",), also=("members", "reading.I09 == 'words'"), readings=("I09",)
        )
        leads = application()
        joins = application(
            basic__topic="2",
            basic__lead_unit="示例医院乙",
            partners=[{"unit": "示例医院甲"}, {"unit": "示例医院丙"}],
        )
        alone = together({"1": leads, "2": joins}, quota)
        assert "DM-Q-01" not in {item.rule for item in alone.findings}
        counted = together({"1": leads, "2": joins}, quota, readings={"I09": "words"})
        found = [item for item in counted.findings if item.rule == "DM-Q-01"]
        assert [item.where.pointer for item in found] == ["/basic/lead_unit", "/partners/0/unit"]
        assert found[0].readings == (("I09", "按文字"),)

    def test_a_unit_stands_in_one_application_of_a_group(self) -> None:
        quota = quota_of(
            kind="distinct",
            group_by=("topic",),
            members=("lead_unit", "members"),
        )
        one = application(
            basic__topic="2", partners=[{"unit": "乙"}, {"unit": "丙"}, {"unit": "乙"}]
        )
        two = application(
            basic__topic="2", basic__lead_unit="丙", partners=[{"unit": "丁"}, {"unit": "戊"}]
        )
        found = [
            item
            for item in together({"1": one, "2": two}, quota).findings
            if item.rule == "DM-Q-01"
        ]
        assert [(item.where.file, item.where.pointer) for item in found] == [
            ("1", "/partners/1/unit"),
            ("2", "/basic/lead_unit"),
        ]

    @pytest.mark.parametrize(
        ("forms", "rules"),
        [
            (["p3-general", "p3-general"], {"SK-P3-26": "review"}),
            (["p3-general", "p3-seed"], {}),
            (["p3-seed", "p3-seed"], {"SK-P3-26": "review"}),
            (["p3-key", "p3-general", "p3-seed"], {"SK-P3-25": "review"}),
            (["p3-general", "p3-general", "p3-seed"], {"SK-P3-25": "error"}),
        ],
    )
    def test_what_every_reading_refuses_is_an_error_what_some_refuse_is_for_review(
        self, forms: list[str], rules: dict[str, str]
    ) -> None:
        submissions = [
            Submission(
                file=str(number), data=filled(SHENKANG.form(name)), schema=f"shenkang-2024/{name}"
            )
            for number, name in enumerate(forms)
        ]
        report = validate([SHENKANG], submissions)
        found = {
            item.rule: item.severity
            for item in report.findings
            if item.rule in {"SK-P3-25", "SK-P3-26"}
        }
        assert found == rules


MATCHES = {
    "kind": "matches",
    "table": "summary",
    "group_by": (),
    "key": {"title": "project_title", "lead_unit": "lead_unit"},
    "columns": {"funding": ("funding",)},
    "cases": (case("counts.rows == 1.0 && counts.differing == 0.0"),),
}


def row(**changes: Any) -> dict[str, Any]:
    return {"no": 1, "title": "甲项目", "lead_unit": "示例医院甲", "funding": 15.0, **changes}


class TestMatches:
    """The summary table beside its applications."""

    def found(
        self, rows: list[Any], applications: Mapping[str, Any] | None = None
    ) -> list[Finding]:
        data = {"1": application()} if applications is None else applications
        report = together(data, quota_of(**MATCHES), {"t": {"rows": rows}})
        return [item for item in report.findings if item.rule == "DM-Q-01"]

    def test_equal_values_written_differently_agree(self) -> None:
        assert self.found([row(title=" 甲 项目", funding=15)]) == []

    def test_a_differing_value_names_its_column_and_both_values(self) -> None:
        found = self.found([row(funding=16)])
        assert [(item.where.file, item.where.pointer) for item in found] == [
            ("t", "/rows/0/funding")
        ]
        assert "（1）：申请经费（申报 15，汇总表 16）" in said(found[0])

    def test_a_cell_that_cannot_be_read_is_told_once_and_fails_no_application(self) -> None:
        data = {"1": application()}
        report = together(data, quota_of(**MATCHES), {"t": {"rows": [row(funding="15万元")]}})
        assert [(item.rule, item.where.file) for item in report.findings] == [("shape.type", "t")]

    def test_several_differing_rows_stand_each_at_its_own(self) -> None:
        data = {name: application(basic__project_title=name) for name in ("甲", "乙", "丙")}
        rows = [row(title="丙", funding=1), row(title="甲"), row(title="乙", funding=2)]
        found = self.found(rows, data)
        assert {(item.where.file, item.where.pointer) for item in found} == {
            ("t", "/rows/0/funding"),
            ("t", "/rows/2/funding"),
        }

    def test_an_application_without_a_row_and_a_row_without_an_application(self) -> None:
        found = self.found([row(title="乙项目")])
        assert [(item.where.file, item.where.pointer) for item in found] == [
            ("t", "/rows"),
            ("t", "/rows/0/title"),
        ]
        assert "1" in said(found[0])
        assert "没有与汇总表这一行对应的申报" in said(found[1])

    def test_two_rows_for_an_application(self) -> None:
        assert "2 行" in said(self.found([row(), row(no=2)])[0])

    def test_a_row_without_its_key_cannot_be_told(self) -> None:
        (missing,) = [
            item for item in self.found([row(), row(title="")]) if item.verdict == "undecided"
        ]
        assert "项目名称" in said(missing)

    def test_an_application_without_its_key_cannot_be_told(self) -> None:
        found = self.found([], {"1": application(basic__project_title=None)})
        assert [item.verdict for item in found] == ["undecided"]

    def test_without_a_table_or_without_an_application_nothing_is_asked(self) -> None:
        assert together({"1": application()}, quota_of(**MATCHES)).findings == ()
        assert together({}, quota_of(**MATCHES), {"t": {"rows": [row()]}}).findings == ()

    def test_repeated_applications_can_be_forbidden(self) -> None:
        quota = quota_of(**{**MATCHES, "cases": (case("counts.applications == 1.0"),)})
        report = together({"1": application(), "2": application()}, quota, {"t": {"rows": [row()]}})
        assert "另见：2" in said(report.findings[0])


class TestValidate:
    """The whole run."""

    def test_a_file_that_names_no_form_or_an_unknown_one_is_told_what_there_is(self) -> None:
        nothing = only(check(application(), schema=None), "unknown-schema")
        unknown = only(check(application(), schema="demo-2024/b"), "unknown-schema")
        for finding in (nothing, unknown):
            for language in messages.LANGUAGES:
                assert "demo-2024/a" in said(finding, language)
        assert unknown.found == "demo-2024/b"

    def test_a_chosen_schema_takes_the_place_of_the_named_one(self) -> None:
        submission = Submission(file="a.json", data=application(), schema="nowhere/x")
        assert validate([DEMO], [submission], schema="demo-2024/a").findings == ()

    def test_a_published_address_is_a_name(self) -> None:
        address = "https://any.example/x/schemas/demo-2024/a.schema.json"
        assert check(application(), schema=address) == ()

    def test_an_unreadable_file_has_only_its_reader_s_findings_and_notes_pass_through(self) -> None:
        broken = Finding(
            rule="file.empty", severity="error", verdict="fail", where=Where(file="x.json")
        )
        note = dataclasses.replace(broken, rule="note", severity="info")
        submissions = [
            Submission(file="x.json", data=None, findings=(broken,)),
            Submission(file="a.json", data=application(), schema="demo-2024/a", notes=(note,)),
        ]
        heard: list[str] = []
        report = validate([DEMO], submissions, on_file=heard.append)
        assert report.findings == (broken,)
        assert report.notes == (note,)
        assert report.files == ("x.json", "a.json") == tuple(heard)
        (form,) = report.forms
        assert (form.file, form.ref) == ("a.json", "demo-2024/a")

    @pytest.mark.parametrize(
        ("value", "chinese", "english"),
        [
            ("2023", "加了引号的“2023”，成了文字。处理：去掉引号", "remove the quotation marks"),
            (
                "二〇二三",
                "应为数字，例如 15；不要写单位；现为文字“二〇二三”",
                "a number such as 15",
            ),
            (None, "未填写（写的是 null）。处理：填写", "fill it in"),
        ],
    )
    def test_a_number_in_another_kind_of_value(
        self, value: Any, chinese: str, english: str
    ) -> None:
        """A numeral in quotation marks is told as such, the example is that of the field."""
        data = application()
        data["basic"]["funding"] = value
        finding = only(check(data), "shape.type")
        assert chinese in said(finding)
        assert english in said(finding, "en")

    def test_a_value_that_is_written_otherwise_is_shown_an_example(self) -> None:
        """The field's own example, where it has one."""
        intake = "shenkang-2024/intake"
        data = filled(SHENKANG.form("intake"))
        wrong = put(data, "/receipt/received_at", "2023")
        found = only(check(wrong, schema=intake, notice=SHENKANG), "shape.pattern")
        assert "“2023”，写法不符合要求，应写成“2024-04-30T15:59:59”这样" in said(found)
        assert 'it should look like "2024-04-30T15:59:59"' in said(found, "en")
        form = SHENKANG.form("intake")
        pattern = [node for node in form.fields() if "pattern" in node.schema]
        assert all(node.example is not None for node in pattern)

    def test_what_does_not_apply_is_told_in_words_that_fit_any_form(self) -> None:
        """A plan, a record or a summary is no application."""
        for language in messages.LANGUAGES:
            words = said(
                Finding(
                    rule="x",
                    severity="info",
                    verdict="fail",
                    where=Where(),
                    message="shape-not-applicable",
                    args={"label": "x"},
                ),
                language,
            )
            assert "申报" not in words
            assert "application" not in words

    def test_findings_stand_in_the_order_of_the_files_then_of_the_form(self) -> None:
        wrong = application(basic__funding=1, youth__birth_date="1970-01-01", basic__topic="9")
        report = together({"b": wrong, "a": {**wrong, "zzzzz": 1}})
        assert [(item.where.file, item.where.pointer) for item in report.findings] == [
            ("b", "/basic/topic"),
            ("b", "/basic/funding"),
            ("b", "/youth/birth_date"),
            ("a", "/basic/topic"),
            ("a", "/basic/funding"),
            ("a", "/youth/birth_date"),
            ("a", "/zzzzz"),
        ]

    def test_the_same_input_gives_the_same_report_and_is_left_as_it_was(self) -> None:
        data = filled(SHENKANG.form("p1"))
        before = copy.deepcopy(data)
        assert check(data, schema="shenkang-2024/p1", notice=SHENKANG) == check(
            data, schema="shenkang-2024/p1", notice=SHENKANG
        )
        assert data == before

    def test_every_message_is_there_in_both_languages(self) -> None:
        names = []
        for language in messages.LANGUAGES:
            text = messages.sources(language)["validation.ftl"]
            names.append([line.split(" = ")[0] for line in text.splitlines() if line[:1].isalpha()])
        assert names[0] == names[1]


class TestNothingOfNothing:
    """A year without rows is not told as 0 of 0."""

    MESSAGE = Wording(
        zh="超过60%：2023年{n}个中{u}个，2024年{m}个中{v}个；请调整",
        en="More than 60 %: 2023 {u} of {n}, 2024 {v} of {m}. Change it",
    )

    @pytest.mark.parametrize(
        ("counts", "chinese", "english"),
        [
            (
                (3, 2, 0, 0),
                "超过60%：2023年{n}个中{u}个；请调整",
                "More than 60 %: 2023 {u} of {n}. Change it",
            ),
            (
                (0, 0, 3, 2),
                "超过60%：2024年{m}个中{v}个；请调整",
                "More than 60 %: 2024 {v} of {m}. Change it",
            ),
            ((3, 0, 4, 2), MESSAGE.zh, MESSAGE.en),
        ],
    )
    def test_such_a_part_of_a_sentence_is_left_out(
        self, counts: tuple[int, ...], chinese: str, english: str
    ) -> None:
        numbers = dict(zip("numv", map(Fraction, counts), strict=True))
        told = without_nothing(self.MESSAGE, numbers)
        assert (told.zh, told.en) == (chinese, english)

    def test_one_number_alone_is_told_though_it_is_zero(self) -> None:
        message = Wording(zh="已报{n}个，不足", en="{n} so far, too few")
        assert without_nothing(message, {"n": Fraction(0)}) == message


COMPUTING = [
    (notice, home)
    for notice in load_notices(HERE.parent)
    for home in notice.homes
    if any(node.computed for node in home.fields())
]


@pytest.mark.parametrize(("notice", "home"), COMPUTING, ids=lambda item: item.id)
def test_a_check_leaves_what_was_handed_in_as_it_was(notice: Notice, home: Form | Table) -> None:
    """What follows from other values is worked out beside the data, which reports show."""
    data = generate(notice, home, 1)
    before = copy.deepcopy(data)
    validate((notice,), [Submission(file="a.json", data=data, schema=home.ref)])
    assert data == before


def test_one_application_in_two_kinds_of_file_counts_once() -> None:
    """Only a digest is kept of each application: many are checked in one run."""
    form = SHENKANG.form("p1")
    data = filled(form)
    names = ("a.json", "a.docx", "b.json")
    handed = [Submission(file=name, data=data, schema=form.ref) for name in names]
    notes = validate((SHENKANG,), handed).notes
    alike = [note for note in notes if note.rule == "file.same-content"]
    assert [(note.where.file, note.args["file"]) for note in alike] == [("a.docx", "a.json")]


def test_of_an_application_only_what_is_compared_is_kept() -> None:
    """Twenty thousand in one run: each is read when its turn comes, and let go."""
    form = SHENKANG.form("p1")
    model = filled(form)

    def kept(count: int) -> int:
        def each() -> Iterator[Submission]:
            for number in range(count):
                data = copy.deepcopy(model)
                data["plan"]["background"] = f"示例{number}" * 20_000
                data["unit"]["lead_unit"] = f"示例医院{number}"
                yield Submission(file=f"{number}.json", data=data, schema=form.ref)

        tracemalloc.start()
        report = Validator((SHENKANG,)).validate_each(each(), {".json"})
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(report.files) == count
        return size

    assert kept(40) - kept(10) < 30 * 60_000  # of 140 kB; most are findings


def test_applications_that_are_read_one_by_one_are_judged_together() -> None:
    """What quotas compare is there when the last one is read."""
    form = SHENKANG.form("p1")
    data = filled(form)
    handed = [
        Submission(file=f"{number}.json", data=copy.deepcopy(data), schema=form.ref)
        for number in range(3)
    ]
    together_ = validate((SHENKANG,), handed)
    one_by_one = Validator((SHENKANG,)).validate_each(iter(handed), {".json"})
    assert one_by_one == together_
    assert any("1.json" in str(item.args.get("others")) for item in together_.findings)
