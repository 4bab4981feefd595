"""``shenbao check`` on a policy folder with a mistake: it is said, at its place, and only it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.audit import examples, soundness
from shenbao.audit.verdicts import verdict_of
from shenbao.core import messages
from shenbao.core.errors import PolicyError, Problem
from shenbao.core.messages import words
from shenbao.core.submission import Submission
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Items, Loop, Member, Name, Pairs
from shenbao.policy.load.folder import load_notices
from shenbao.validation import validate

DEMO = Path(__file__).parents[1] / "notices"
SOURCE = """现将有关事项通知如下

示例目标

专题①与专题②

经费为 10-20万元。合作单位不少于2家。青年负责人**不超过40周岁**（1984年6月1日以后出生）

每个专题限报1项

限期送达
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented notice that a test may damage."""
    shutil.copytree(DEMO / "schemas" / "demo-2024", tmp_path / "policy/schemas/demo-2024")
    return tmp_path / "policy"


def change(folder: Path, name: str, edit: Callable[[Any], None]) -> None:
    """Edit one JSON file of the copied notice."""
    file = folder / "schemas" / "demo-2024" / name
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def with_source(folder: Path, place: str, text: str = SOURCE) -> None:
    """Give the notice its source in a folder, with the right digest."""
    content = text.encode("utf-8")
    (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / place / "demo.txt").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    change(folder, "notice.json", lambda document: document["source"].update(sha256=digest))


def against_source(folder: Path, sources: Path | None = None) -> list[Problem]:
    """Compare the notice with its source; each problem has words in both languages."""
    found = list(soundness.check_sources(folder, load_notices(folder), sources))
    assert all(problem.text(language) for problem in found for language in ("zh-CN", "en"))
    return found


@pytest.mark.parametrize("place", ["schemas/demo-2024", "原文", "elsewhere"])
def test_a_source_is_looked_for_where_it_may_stand(folder: Path, place: str) -> None:
    with_source(folder, place)
    chosen = folder / place if place == "elsewhere" else None
    assert against_source(folder, chosen) == []
    (folder / place / "demo.txt").write_text(SOURCE.replace("限期", "按期"), encoding="utf-8")
    found = [problem.message for problem in against_source(folder, chosen)]
    assert found == ["source-changed", "quote-not-in-source"]


def test_without_a_source_nothing_is_compared_unless_a_folder_is_named(folder: Path) -> None:
    assert against_source(folder) == []
    assert [item.message for item in against_source(folder, folder)] == ["source-missing"]


@pytest.mark.parametrize(
    ("old", "new", "message", "found"),
    [
        ('number="二" lines="11"', 'number="二" lines="9"', "quote-elsewhere", "9"),
        ('number="二" lines="11"', 'number="二" lines="11-12"', "lines-not-in-source", "11-12"),
        ("> 限期送达", "> 限时送达", "quote-not-in-source", "限时送达"),
    ],
)
def test_a_quote_stands_on_the_lines_of_its_clause(
    folder: Path, old: str, new: str, message: str, found: str
) -> None:
    with_source(folder, "原文")
    file = folder / "schemas/demo-2024/clauses.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    problems = against_source(folder)
    assert [problem.message for problem in problems] == [message]
    assert problems[0].args["clause"] == "c-receive"
    assert found in problems[0].args.values()


FUNDING = "/properties/basic/properties/funding"
_WORDS = {"zh-CN": "请核对", "en": "Check it"}


def about(folder: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """Check the expressions; return place, message and arguments, worded in both languages."""
    found = list(soundness.check_expressions(load_notices(folder)))
    assert all(problem.text(language) for problem in found for language in ("zh-CN", "en"))
    return [(item.pointer, item.message, item.args) for item in found]


def with_rule(folder: Path, assertion: str, place: str = "funding", **more: Any) -> None:
    """Put a rule on a field of the form, or on the whole form."""

    def edit(form: dict[str, Any]) -> None:
        node = form["properties"]["basic"]["properties"][place] if place else form
        rule = {"id": "DM-X-1", "assert": assertion, "severity": "error", "message": _WORDS, **more}
        node["x-rules"] = [*node.get("x-rules", []), {**rule, "x-source": ["c-funding"]}]

    change(folder, "forms/a.schema.json", edit)


def quota(folder: Path, **values: Any) -> None:
    """Change the one quota of the notice."""
    change(folder, "notice.json", lambda notice: notice["quotas"][0].update(values))


@pytest.mark.parametrize(
    ("assertion", "what", "found"),
    [
        ("app.basic.topic == '3'", "app.basic.topic", "3"),
        ("'3' == app.basic.topic", "app.basic.topic", "3"),
        ("app.basic.topic != 'cheif'", "app.basic.topic", "cheif"),
        ("!(app.basic.topic in ['1', 'cheif'])", "app.basic.topic", "cheif"),
        ("app.basic['topic'] == '3'", "app.basic[…]", "3"),
        ("app.basic.topic == (self > 15.0 ? '1' : '3')", "app.basic.topic", "3"),
        ("(self > 15.0 ? app.basic.topic : '1') == '3'", "_?_:_(…)", "3"),
        ("app.basic.topic.startsWith('x')", "app.basic.topic", "x"),
        ("reading.I09 == 'brackets'", "reading.I09", "brackets"),
        ("reading.I09 in ['words', 'brakcet']", "reading.I09", "brakcet"),
        ("'t9' in ref.demo_topics.codes", "ref.demo_topics.codes", "t9"),
        ("ref.demo_topics.rows.exists(t, t.code == 't9')", "t.code", "t9"),
        (
            "ref.demo_topics.rows.filter(t, t.code != 't1').exists(u, u.code == 't9')",
            "u.code",
            "t9",
        ),
        ("ref.demo_topics.rows.map(t, t.code).exists(c, c == 't9')", "c", "t9"),
        ("app.basic.topic in ref.demo_topics.codes", "app.basic.topic", "t1, t2"),
        ("[app.basic.topic, reading.I09].exists(x, x == 'cheif')", "x", "cheif"),
    ],
)
def test_a_value_that_is_no_choice_is_named(
    folder: Path, assertion: str, what: str, found: str
) -> None:
    with_rule(folder, assertion)
    ((place, message, args),) = about(folder)
    assert (place, message) == (FUNDING, "compared-never")
    assert args["what"] == what
    assert args["found"] == found
    assert args["allowed"] != "-"


@pytest.mark.parametrize(
    ("assertion", "found"),
    [
        ("app.basic.topic == 1.0", "1"),
        ("self == '15'", "15"),
        ("self in [10.0, '15']", "15"),
        ("self == 30.0", "30"),
        ("app.youth.name == true", "true"),
        ("app.basic.project_title == 1.0", "1"),
    ],
)
def test_a_value_of_another_type_or_beyond_the_limits_is_named(
    folder: Path, assertion: str, found: str
) -> None:
    with_rule(folder, assertion)
    ((_, message, args),) = about(folder)
    assert message in {"compared-kind", "compared-never"}
    assert args["found"] == found


@pytest.mark.parametrize(
    "assertion",
    [
        "app.basic.topic == '1' && self != 20.0 && self == 10.0",
        "app.basic.topic != '' && app.youth.name != '张示例'",
        "app.basic.lead_unit in ['示例医院甲'] && 'x' in ref.hospitals.codes",
        "reading.I09 in ['words', 'bracket', 'open']",
        "ref.demo_topics.rows.exists(t, t.code == 't1' && t.label != '')",
        "app.partners.filter(p, p.unit == '甲').map(p, p.unit).exists(u, u == '乙')",
        "[app.basic.topic, app.youth.name].exists(x, x == 'cheif')",
        "size(app.partners) == 2 && date(app.youth.birth_date) == date('1990-01-01')",
        "app.basic.topic.endsWith('1')",
    ],
)
def test_a_value_that_may_be_there_is_not_named(folder: Path, assertion: str) -> None:
    with_rule(folder, assertion)
    assert about(folder) == []


def test_the_condition_and_the_named_values_of_a_rule_are_looked_through(folder: Path) -> None:
    with_rule(
        folder,
        "value.kind == 'both'",
        when="app.basic.topic == '3'",
        values={"kind": "app.basic.topic == '1' ? 'one' : 'other'"},
    )
    found = [(args["what"], args["found"]) for _, _, args in about(folder)]
    assert found == [("app.basic.topic", "3"), ("value.kind", "both")]


def test_a_field_that_applies_while_something_holds(folder: Path) -> None:
    def edit(form: dict[str, Any]) -> None:
        form["properties"]["partners"]["x-when"] = "app.basic.topic == 'two'"

    change(folder, "forms/a.schema.json", edit)
    ((place, message, args),) = about(folder)
    assert (place, message, args["rule"]) == ("/properties/partners", "compared-never", "x-when")


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"where": "role.topic == 'cheif'"}, "role.topic"),
        ({"where": "app.basic.topic == 'cheif'"}, "app.basic.topic"),
        ({"where": "form == 'b'"}, "form"),
        ({"counts": {"first": "role.topic == 'cheif'"}}, "role.topic"),
        ({"also": {"role": "lead_unit", "when": "role.topic in ['1', 'cheif']"}}, "role.topic"),
    ],
)
def test_a_quota_compares_roles_with_what_they_can_be(
    folder: Path, values: dict[str, Any], what: str
) -> None:
    quota(folder, **values)
    ((place, message, args),) = about(folder)
    assert (place, message, args["what"]) == ("/quotas/0", "compared-never", what)


def test_a_shared_rule_is_wrong_only_where_no_form_can_hold_it(folder: Path) -> None:
    """A rule that names the topics of two forms is right in each."""
    forms = folder / "schemas/demo-2024/forms"
    with_rule(folder, "app.basic.topic in ['1', '2', '9', 'cheif']", place="")
    other = json.loads((forms / "a.schema.json").read_text(encoding="utf-8"))
    other["x-id"] = "b"
    other["properties"]["basic"]["properties"]["topic"].pop("x-list")
    other["properties"]["basic"]["properties"]["topic"]["enum"] = ["1", "9"]
    other["properties"]["basic"]["properties"]["topic"].pop("x-rules")
    del other["properties"]["partners"]
    other["x-rules"] = other["x-rules"][1:]
    (forms / "b.schema.json").write_text(json.dumps(other), encoding="utf-8")
    assert [args["found"] for _, _, args in about(folder)] == ["cheif"]


@pytest.mark.parametrize(
    ("assertion", "why", "found", "at"),
    [
        ("self => 1.0", "meant", "=>", 6),
        ("self ＞ 1.0", "wide", "＞", 6),
        ("app.basic.topic = '1'", "meant", "=", 17),
        ("self > 1.0 and self < 2.0", "meant", "and", 12),
        ("self >= (1.0", "opened", "(", 9),
        ("app.basic.topic == '1", "quote", "'", 20),
        ("has(self)", "has", "", 5),
        ("size(app.partners) >= 2.0", "kinds", ">=", 20),
        ("round(self) == 1.0", "function", "round", 1),
        ("size(app.partners)", "answer", "INT", 0),
        ("self", "answer", "", 0),
        ("app.youth.name", "answer", "", 0),
        ("app.basic", "answer", "", 0),
        ("ref.demo_topics.codes", "answer", "", 0),
    ],
)
def test_what_is_wrong_with_an_expression_is_said_in_our_words(
    folder: Path, assertion: str, why: str, found: str, at: int
) -> None:
    with_rule(folder, assertion)
    ((place, message, args),) = about(folder)
    assert (place, message) == (FUNDING, "expression-wrong")
    assert (args["why"], args["found"], args["at"]) == (why, found, at)
    assert "ERROR" not in messages.say(message, args)


def test_a_rule_uses_only_values_that_it_has_named_before(folder: Path) -> None:
    def edit(form: Any) -> None:
        form["x-rules"][0]["values"] = {"one": "value.two + 1.0", "two": "1.0"}
        form["x-rules"][0]["assert"] = "value.two > 1.0 && value.three > 1.0"

    change(folder, "forms/a.schema.json", edit)
    found = [(message, args["found"]) for _, message, args in about(folder)]
    assert found == [("name-unknown", "value.two"), ("name-unknown", "value.three")]


@pytest.mark.parametrize(
    ("assertion", "message", "found"),
    [
        (
            "timestamp(app.youth.birth_date) < timestamp('2024-01-01T00:00:00Z')",
            "function",
            "timestamp",
        ),
        ("string(self) == '15'", "function", "string"),
        ("bytes(app.youth.name) != b'x'", "function", "bytes"),
        ("int(self) % 2 == 0", "function", "%"),
        ("duration('1h') == duration('60m')", "function", "duration"),
        ("uint(self) == 15u", "function", "uint"),
        ("app.youth.`name` == '张示例'", "quoted", "`"),
        ("int(app.youth.name) == 1", "number-of-text", "int"),
        ("double(app.basic.project_title) > 1.0", "number-of-text", "double"),
        ("app.youth.name.matches('[')", "pattern", "["),
        ("app.youth.name.matches('a{1001}')", "pattern", "a{1001}"),
        ("app.youth.name.matches('(?=a)')", "pattern", "(?=a)"),
        ("date(app.youth.birth_date) > date('2024-02-30')", "date", "2024-02-30"),
        ("date(app.youth.birth_date) > date('2024/4/30')", "date", "2024/4/30"),
    ],
)
def test_what_the_profile_does_not_have_is_refused(
    folder: Path, assertion: str, message: str, found: str
) -> None:
    with_rule(folder, assertion)
    said = [(place, name, args["found"]) for place, name, args in about(folder)]
    assert (FUNDING, f"profile-{message}", found) in said
    assert {place for place, _, _ in said} == {FUNDING}


@pytest.mark.parametrize(
    "assertion",
    [
        "double(size(app.partners)) >= 2.0 && int(self) > 2 && dyn(self) != 1.5",
        "-self < 0.0 && self * 2.0 / 3.0 - 1.0 > 0.0 && app.partners[0].unit != ''",
        "app.youth.name.matches('\\\\S') && unique(app.partners.map(p, p.unit))",
        "app.partners.exists_one(p, p.unit.contains('`')) && sum([1.0]) == 1.0",
    ],
)
def test_what_the_profile_has_may_be_written(folder: Path, assertion: str) -> None:
    with_rule(folder, assertion)
    assert about(folder) == []


@pytest.mark.parametrize("pattern", ["^([0-9]+)+$", "^(a|a)*$", "^(([0-9]*)x?)*$"])
def test_a_pattern_that_hangs_a_browser_is_refused(folder: Path, pattern: str) -> None:
    def edit(form: dict[str, Any]) -> None:
        form["properties"]["youth"]["properties"]["name"]["pattern"] = pattern
        del form["properties"]["youth"]["properties"]["name"]["x-example"]

    change(folder, "forms/a.schema.json", edit)
    assert [(place, message) for place, message, _ in about(folder)] == [
        ("/properties/youth/properties/name", "pattern-slow")
    ]


@pytest.mark.parametrize("pattern", [r"^\d{3}\-\d{8}$", r"^\p{Han}+$", r"\k<y>", "[", "a{1001}"])
@pytest.mark.parametrize("name", ["forms/a.schema.json", "tables/summary.schema.json"])
def test_a_pattern_that_not_everybody_reads_is_refused_when_loaded(
    folder: Path, name: str, pattern: str
) -> None:
    def edit(home: dict[str, Any]) -> None:
        node = home["properties"].get("basic", home)
        node["properties"].get("project_title", node["properties"].get("title"))["pattern"] = (
            pattern
        )

    change(folder, name, edit)
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    (problem,) = caught.value.problems
    assert problem.message == "pattern-unlike"
    assert problem.pointer.endswith("/pattern")
    assert pattern in problem.text()


def test_the_syntax_of_an_expression_is_that_of_the_runtime() -> None:
    """Every kind of node; a macro is a loop over its rows, whatever the engine makes of it."""
    assert Expression.of("-5 == self").checked() == Call("_==_", (Constant(-5), Name("self")))
    assert Expression.of("has(app.x) && app.y == 1.5").checked() == Call(
        "_&&_",
        (
            Member(Name("app"), "x", asked=True),
            Call("_==_", (Member(Name("app"), "y", asked=False), Constant(1.5))),
        ),
    )
    assert Expression.of("self in ['甲', true, null]").checked() == Call(
        "@in", (Name("self"), Items((Constant("甲"), Constant(value=True), Constant(None))))
    )
    group = Pairs((Constant("a"),), (Constant(1),))
    same = Call("_==_", (Name("r"), Call("_[_]", (group, Constant("a")))))
    for macro in ("all", "exists", "exists_one", "filter"):
        loop = Expression.of(f"self.{macro}(r, r == {{'a': 1}}['a'])").tree
        assert loop == Loop(macro, "r", Name("self"), same)
    assert Expression.of("self.map(r, size(r))").tree == Loop(
        "map", "r", Name("self"), None, Call("size", (Name("r"),))
    )
    assert Expression.of("self.map(r, r == 1, r.size())").tree == Loop(
        "map",
        "r",
        Name("self"),
        Call("_==_", (Name("r"), Constant(1))),
        Call("size", (Name("r"),), method=True),
    )
    assert Expression.of("self ==").tree is None
    assert Expression.of("nobody > 1").tree == Call("_>_", (Name("nobody"), Constant(1)))
    assert Expression.of("nobody > 1").checked() is None


SHARE = {
    "kind": "share",
    "of": "role.topic == '1'",
    "cases": [{"assert": "counts.percent <= 60.0", "severity": "error", "message": _WORDS}],
}


@pytest.mark.parametrize("grouped", [[], ["lead_unit"]])
@pytest.mark.parametrize(
    ("topics", "verdict"),
    [("1", "undecided"), ("2", "pass"), ("12", "pass"), ("11", "error"), ("112", "error")],
)
def test_a_share_over_the_intake_refuses_no_lone_applicant(
    folder: Path, grouped: list[str], topics: str, verdict: str
) -> None:
    """One of one is all of it; two of one unit are only that unit's own; of more, all count."""
    change(folder, "notice.json", lambda notice: notice["quotas"][0].pop("groupBy"))
    quota(folder, **SHARE, **({"groupBy": grouped} if grouped else {}))
    units = ["示例医院甲"] * 3 if grouped else ["示例医院甲", "示例医院乙", "示例医院丙"]
    given = [application(topic, unit) for topic, unit in zip(topics, units, strict=False)]
    report = validate(load_notices(folder), given)
    assert verdict_of(report, "DM-Q-01") == verdict
    if verdict == "undecided":
        (found,) = (item for item in report.findings if item.rule == "DM-Q-01")
        for language in messages.LANGUAGES:
            assert words(found.args["missing"], language)


def test_a_least_number_over_the_intake_refuses_no_lone_applicant(folder: Path) -> None:
    change(folder, "notice.json", lambda notice: notice["quotas"][0].pop("groupBy"))
    least = {"assert": "counts.all >= 3.0", "severity": "error", "message": _WORDS}
    quota(folder, kind="share", of="role.topic == '1'", cases=[least])
    given = [application("1", unit) for unit in ("示例医院甲", "示例医院乙", "示例医院丙")]
    found = [
        verdict_of(validate(load_notices(folder), given[:count]), "DM-Q-01") for count in (1, 2, 3)
    ]
    assert found == ["undecided", "error", "pass"]


def application(topic: str, unit: str = "示例医院甲") -> Submission:
    """Return a right application of a unit to a topic."""
    partners = [{"unit": "示例医院乙"}, {"unit": "示例医院丙"}] if topic == "2" else None
    data: dict[str, Any] = {
        "basic": {
            "topic": topic,
            "project_title": "示例项目甲",
            "lead_unit": unit,
            "funding": 15,
        },
        "youth": {"name": "张示例", "birth_date": "1990-01-01"},
    }
    if partners is not None:
        data["partners"] = partners
    return Submission(file=f"{topic}.json", schema="demo-2024/a", data=data)


def test_every_case_of_a_rule_fails_in_an_example(folder: Path) -> None:
    """DM-P-03 has two: an error, and a review between the readings."""
    notice = load_notices(folder)[0]
    told: dict[tuple[str, str], set[str]] = {}
    rules = [(rule.id, rule.cases) for _, rule in notice.rules()]
    for identity, cases in (*rules, *((quota.id, quota.cases) for quota in notice.quotas)):
        for case in cases:
            told.setdefault((identity, case.severity), set()).add(case.message.plain().zh)
    outcome = examples.Outcome(
        failed={rule.id for _, rule in notice.rules()} | {"DM-Q-01"},
        passed={rule.id for _, rule in notice.rules()} | {"DM-Q-01"},
        told=told,
    )
    assert list(examples.uncovered(notice, outcome)) == []
    for severity in ("error", "review"):
        said = outcome.told.pop(("DM-P-03", severity))
        (problem,) = examples.uncovered(notice, outcome)
        assert problem.message == "example-case-never-fails"
        assert problem.args == {"rule": "DM-P-03", "severity": severity}
        assert all(problem.text(language) for language in messages.LANGUAGES)
        outcome.told["DM-P-03", severity] = said


@pytest.mark.parametrize(
    ("assertion", "function", "what", "found"),
    [
        ("fold(self) == 'x'", "fold", "self", "number"),
        ("fold(app.partners.map(p, 1.0)) == ['x']", "fold", "(…)", "number"),
        ("date(self) > 1", "date", "self", "number"),
        ("self.startsWith('1')", "startsWith", "self", "number"),
        ("app.basic.project_title * 2.0 > 1.0", "*", "app.basic.project_title", "text"),
        ("app.basic.project_title - self > 1.0", "-", "app.basic.project_title", "text"),
        ("self + app.basic.project_title != ''", "+", "app.basic.project_title", "text"),
        ("self < app.basic.project_title", "<", "app.basic.project_title", "text"),
        ("sum(app.partners.map(p, p.unit)) > 1.0", "sum", "(…)", "text"),
        ("size(self) > 1", "size", "self", "number"),
        ("app.youth > 1.0", ">", "app.youth", "group"),
        ("self > 1.0 && app.basic.project_title", "&&", "app.basic.project_title", "text"),
        ("self ? true : false", "? :", "self", "number"),
        ("app.partners.exists(p, p.unit)", "exists", "p.unit", "text"),
    ],
)
def test_a_function_over_what_it_never_takes_is_named(
    folder: Path, assertion: str, function: str, what: str, found: str
) -> None:
    """It compiles, and no submission would ever get an answer."""
    with_rule(folder, assertion)
    told = [(m, a["function"], a["what"], a["found"]) for _, m, a in about(folder) if "what" in a]
    assert ("operand-kind", function, what, found) in told


@pytest.mark.parametrize(
    "assertion",
    [
        "fold(app.basic.project_title) != '' && fold(app.partners.map(p, p.unit)) != ['x']",
        "self + 1.0 > sum(app.partners.map(p, double(size(p.unit))))",
        "app.basic.project_title + app.youth.name != '' && size(app.partners + app.partners) > 1",
        "(has(app.partners) ? size(app.partners) : 0) > 1 && dyn(self) > 1.0",
    ],
)
def test_a_function_over_what_it_takes_is_not_named(folder: Path, assertion: str) -> None:
    with_rule(folder, assertion)
    assert about(folder) == []


@pytest.mark.parametrize(
    ("kind", "expression", "found"),
    [
        ("number", "self.project_title", ["text"]),
        ("number", "fold(self.project_title)", ["text"]),
        ("integer", "self.funding > 15.0 ? self.funding : self.project_title", ["text"]),
        ("boolean", "self.funding * 2.0", ["number"]),
        ("string", "self.funding > 1.0", ["truth"]),
        ("number", "self.funding > 15.0 ? self.funding : null", []),
        ("string", "self.project_title + self.lead_unit", []),
    ],
)
def test_a_computed_value_is_of_the_type_of_its_field(
    folder: Path, kind: str, expression: str, found: list[str]
) -> None:
    """``null`` says that there is no value: it fits any."""
    node = {"type": kind, "title": "算出的值", "x-basis": "customary", "x-computed": expression}
    node |= {"maxLength": 50} if kind == "string" else {}

    def edit(form: Any) -> None:
        form["properties"]["basic"]["properties"]["made"] = node

    change(folder, "forms/a.schema.json", edit)
    said = about(folder)
    assert [args["found"] for _, message, args in said if message == "computed-kind"] == found
    assert len(said) == len(found)


def with_keywords(folder: Path, keyword: str, **more: Any) -> None:
    """Put a rule that speaks for a keyword on the amount, or with ``nodes`` on its part."""

    def edit(form: dict[str, Any]) -> None:
        part = form["properties"]["basic"]
        node = part if "nodes" in more else part["properties"]["funding"]
        rule = {"id": "DM-X-1", "keywords": [keyword], "message": _WORDS, **more}
        node["x-rules"] = [*node.get("x-rules", []), {**rule, "x-source": ["c-funding"]}]

    change(folder, "forms/a.schema.json", edit)


@pytest.mark.parametrize("keyword", ["maxLength", "enum", "exclusiveMinimum"])
@pytest.mark.parametrize("more", [{}, {"nodes": ["funding"]}])
def test_a_rule_for_a_keyword_that_its_field_lacks_is_told(
    folder: Path, keyword: str, more: dict[str, Any]
) -> None:
    """It would never fail: a misspelt minimum is no minimum."""
    with_keywords(folder, keyword, **more)
    ((place, message, args),) = about(folder)
    assert (place, message, args["found"]) == (FUNDING, "keyword-never", keyword)
    assert "minimum" in args["allowed"]


def test_a_rule_for_a_field_that_its_part_lacks_is_told(folder: Path) -> None:
    with_keywords(folder, "minimum", nodes=["fundnig"])
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    (problem,) = caught.value.problems
    assert problem.message == "nodes-unknown"
    assert problem.pointer.startswith("/properties/basic/x-rules/")
    assert "funding" in problem.text()


@pytest.mark.parametrize(
    ("rules", "message", "words"),
    [
        ({"DM-P-2": "pass"}, "vector-rule-unknown", "DM-P-02"),
        ({"shape.minimun": "pass"}, "vector-rule-unknown", "shape."),
        ({"DM-P-02": "passed"}, "vector-outcome-unknown", "pass, undecided, error"),
        ({"DM-P-02": "fail"}, "vector-outcome-unknown", "pass, undecided, error"),
    ],
)
def test_a_vector_names_rules_and_outcomes_that_there_are(
    folder: Path, rules: dict[str, str], message: str, words: str
) -> None:
    """Of a rule that nothing has, ``pass`` would be right for ever."""
    place = folder / "schemas/demo-2024/examples"
    (place / "vectors").mkdir(parents=True, exist_ok=True)
    data = {**application("1").data, "$schema": "demo-2024/a"}
    (place / "base.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    vectors = {"base": "base.json", "vectors": [{"name": "示例", "rules": rules}]}
    file = place / "vectors" / "one.json"
    file.write_text(json.dumps(vectors, ensure_ascii=False), encoding="utf-8")
    notices = load_notices(folder)
    outcome = examples.run_examples(folder / "schemas/demo-2024", lambda _: notices, lambda *_: ())
    (problem,) = [item for item in outcome.problems if item.file.endswith("one.json")]
    assert problem.message == message
    assert problem.pointer == f"/vectors/0/rules/{next(iter(rules))}"
    assert all(words in problem.text(language) for language in messages.LANGUAGES)
