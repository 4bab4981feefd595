"""What people write in an expression instead of what the language has, and what is said of it."""

import pytest

from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.slips import Slip, slip, why
from shenbao.core.messages import LANGUAGES, say
from shenbao.policy.cel.engine import compile_errors
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import VARIABLES

SLIPS = [
    ("app.a.x == 1.0 and app.a.y == 2.0", Slip("meant", "and", 16, "&&")),
    ("app.a.x == 1.0 AND app.a.y == 2.0", Slip("meant", "AND", 16, "&&")),
    ("app.a.x == 1.0 或者 app.a.y == 2.0", Slip("meant", "或者", 16, "||")),
    ("not app.a.x", Slip("meant", "not", 1, "!")),
    ("self not in ['a']", Slip("not-in", "not in", 6, "!(… in …)")),
    ("self = 'a'", Slip("meant", "=", 6, "==")),
    ("self === 'a'", Slip("meant", "===", 6, "==")),
    ("self <> 'a'", Slip("meant", "<>", 6, "!=")),
    ("self => 2.0", Slip("meant", "=>", 6, ">=")),
    ("self & app.a", Slip("meant", "&", 6, "&&")),
    ("self >= 2.0 | self < 1.0", Slip("meant", "|", 13, "||")),
    ("self ≥ 2.0", Slip("meant", "≥", 6, ">=")),
    ("self in ['a'，'b']", Slip("wide", "，", 13, ",")),
    ("self in ['a'、'b']", Slip("meant", "、", 13, ",")),
    ("size（self） > 1", Slip("wide", "（", 5, "(")),
    ("self ＝＝ 'a'", Slip("wide", "＝", 6, "==")),
    ("self ＞ 2.0", Slip("wide", "＞", 6, ">")),
    ("self == “a”", Slip("meant", "“", 9, "'")),
    ("self >= ２.0", Slip("wide", "２.0", 9, "2.0")),
    ("self == True", Slip("meant", "True", 9, "true")),
    ("self == None", Slip("meant", "None", 9, "null")),
    ("self == 三级", Slip("words", "三级", 9)),
    ("app.基本.级别 == 'l3'", Slip("words", "基本", 5)),
    ("self <= 12万元", Slip("unit", "万元", 9)),
    ("self <= app.a.x * 15%", Slip("percent", "%", 21)),
    ("self == 'a", Slip("quote", "'", 9)),
    ("size(self > 1", Slip("opened", "(", 5, ")")),
    ("self > 1)", Slip("closed", ")", 9)),
    ("self in ('a', 'b']", Slip("pair", "]", 18, ")")),
    ("slef >= 2.0", Slip("variable", "slef", 1, near=("self",))),
    ("funding >= 2.0", Slip("variable", "funding", 1)),
    ("sze(self) > 1", Slip("function", "sze", 1, near=("size",))),
    ("self.startWith('a')", Slip("function", "startWith", 6, near=("startsWith",))),
    ("1.0 <= self <= 3.0", Slip("three", "", 0)),
]


def stated(text: str) -> Stated:
    """Return an expression as one of a form has it."""
    return Stated("f", "/", "R-1", text, VARIABLES, {})


@pytest.mark.parametrize(("text", "wanted"), SLIPS)
def test_a_slip_is_named_with_its_place_and_what_is_meant(text: str, wanted: Slip) -> None:
    assert slip(stated(text)) == wanted


@pytest.mark.parametrize("text", [text for text, _ in SLIPS])
def test_every_slip_is_refused_and_said_in_both_languages(text: str) -> None:
    reason = Expression.of(text).problem(VARIABLES)
    assert reason is not None
    said = why(stated(text), reason)
    args = {"rule": "R-1", "expression": text, **said}
    chinese = say("expression-wrong", args, "zh-CN")
    english = say("expression-wrong", args, "en")
    assert "处理：" in chinese
    assert "Remedy: " in english
    assert not any(english_word in chinese for english_word in ("Syntax", "token", "expecting"))


@pytest.mark.parametrize(
    "text",
    [
        "self == '且'",
        "self == 'and， or（）＝'",
        'app.a.x == "100%"',
        "self.exists(row, row.and == 'x')",
        "self in ['a', \"b\"] // 全角，不算",
    ],
)
def test_what_stands_in_quotes_or_notes_is_no_slip(text: str) -> None:
    assert slip(stated(text)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("app.rows.all(1, true)", "row"),
        ("{1: 2}", "answer"),
        ("99999999999999999999 > 1", "large"),
        ("{'x' 1}", "lacking"),
        ("if", "reserved"),
        ("1.exists", "select"),
        ("(" * 300 + "1" + ")" * 300, "deep"),
        ("self.?x", "sign"),
    ],
)
def test_what_the_compiler_says_stands_in_words_of_our_own(text: str, kind: str) -> None:
    reason = Expression.of(text).problem(VARIABLES)
    assert reason is not None
    told = compile_errors.why(reason)
    assert told["why"] == kind
    for language in LANGUAGES:
        shown = say("expression-wrong", {"rule": "R", "expression": "e", **told}, language)
        assert "CEL" not in shown
        assert "identifier" not in shown
        assert "literal" not in shown


def test_what_has_no_words_yet_is_no_english_either() -> None:
    told = compile_errors.why("<input>:1:1: something that nobody has heard of")
    shown = say("expression-wrong", {"rule": "R", "expression": "e", **told}, "zh-CN")
    assert "something" not in shown
    assert "处理：" in shown
