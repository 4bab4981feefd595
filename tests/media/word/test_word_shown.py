"""What a Word file shows besides plain text: raised letters, formulas, lists, what was struck."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from media.test_damaged_forms import without_controls
from media.word.test_word import (
    BODY,
    changed,
    control,
    made,
    part_of,
    read,
    refused,
    repacked,
    told,
)

from shenbao.core import messages
from shenbao.core.submission import Submission
from shenbao.media.word.read.markup.numbering import counted
from shenbao.policy.load.folder import load_notice

ROOT = Path(__file__).resolve().parents[3]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")
P1 = SHENKANG.form("p1")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "word/_rels/document.xml.rels"
FILLED = {
    "basic": {"topic": "1", "project_title": "示例项目", "funding": 60},
    "plan": {"outputs": "成果", "content": "内容"},
    "partners": [{"unit": "乙院"}, {"unit": "丙院"}],
}
PLACE = "/plan/outputs"


def content_of_control(root: Any, place: str) -> Any:
    return control(root, place).find(f"{{{W}}}sdtContent")


def filled_with(xml: str, place: str = PLACE, **parts: str) -> bytes:
    """Return the form with ``xml`` in a control, and the parts ``styles`` or ``numbering``."""

    def change(root: Any) -> None:
        content = content_of_control(root, place)
        for child in list(content):
            content.remove(child)
        around = f'<x xmlns:w="{W}" xmlns:m="{M}">{xml}</x>'
        content.extend(list(etree.fromstring(around)))

    made_of = changed(made(SHENKANG, P1, FILLED), change)
    if "numbering" in parts:
        links = part_of(made_of, RELATIONSHIPS).decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
        link = f'<Relationship Id="rIdN" Type="{kind}" Target="numbering.xml"/></Relationships>'
        numbering = f'<w:numbering xmlns:w="{W}">{parts["numbering"]}</w:numbering>'
        made_of = repacked(
            made_of,
            {
                RELATIONSHIPS: links.replace("</Relationships>", link).encode(),
                "word/numbering.xml": numbering.encode(),
            },
        )
    if "styles" in parts:
        styles = part_of(made_of, "word/styles.xml").decode()
        added = styles.replace("</w:styles>", f"{parts['styles']}</w:styles>")
        made_of = repacked(made_of, {"word/styles.xml": added.encode()})
    return made_of


def value_of(submission: Submission, place: str = PLACE) -> Any:
    here = submission.data
    for step in place.split("/")[1:]:
        here = here.get(step) if isinstance(here, dict) else None
    return here


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


UP = '<w:vertAlign w:val="superscript"/>'
DOWN = '<w:vertAlign w:val="subscript"/>'
STRUCK = "<w:strike/>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def field(code: str, result: str = "") -> str:
    kinds = ["begin", "separate", "end"] if result else ["begin", "end"]
    begin, *rest = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    middle = f"{rest[0]}{r(result)}" if result else ""
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{rest[-1]}"


def e(*texts: str) -> str:
    return "".join(f"<m:e>{m(text)}</m:e>" for text in texts)


SHOWN = [
    # raised and lowered
    (r("≥10") + r("9", UP) + r("/L"), "≥10⁹/L", "raised"),
    (r("CO") + r("2", DOWN), "CO₂", "raised"),
    (r("PM") + r("2", DOWN) + r(".", DOWN) + r("5", DOWN), "PM_(2.5)", "raised"),
    (r("Ca") + r("2", UP) + r("+", UP), "Ca²⁺", "raised"),
    (r("x") + r("注1", UP), "x^(注1)", "raised"),
    (r("10") + r("−3", UP), "10⁻³", "raised"),
    (r("甲") + r("※", UP), "甲※", ""),
    (r("9", '<w:rStyle w:val="Up"/>'), "⁹", "raised"),
    (r("9", f'<w:rStyle w:val="Up"/>{UP.replace("superscript", "baseline")}'), "9", ""),
    # left out
    (r("留") + r("划掉", STRUCK) + r("的", STRUCK), "留", "struck"),
    (r("留") + r("双线", "<w:dstrike/>"), "留", "struck"),
    (r("留") + r("不划", '<w:strike w:val="0"/>'), "留不划", ""),
    (r("留") + r("隐藏", "<w:vanish/>"), "留", "hidden"),
    (r("留") + r("样式隐藏", '<w:rStyle w:val="Gone"/>'), "留", "hidden"),
    (r("留") + f"<w:del><w:r><w:delText>删</w:delText></w:r></w:del>{r('下')}", "留下", "deleted"),
    # changed by their look
    (r("abc") + r("def", "<w:caps/>"), "abcDEF", "capitals"),
    (r("甲") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("5"), "甲≥5", ""),
    (r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>') + r("是"), "☑是", ""),
    (r("\uf0b1", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r("5"), "±5", ""),
    (r("甲") + '<w:r><w:sym w:font="Nowhere" w:char="F021"/></w:r>', "甲", "symbol"),
    (r("a") + "<w:r><w:noBreakHyphen/></w:r>" + r("b"), "a-b", ""),
    (r("a") + "<w:r><w:softHyphen/></w:r>" + r("b"), "ab", ""),
    (
        f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>",
        "汉",
        "ruby",
    ),
    # fields
    (field("PAGE", "3") + r("页"), "3页", ""),
    (field(" EQ \\f(1,2) "), "1/2", "formula"),
    (field(" EQ \\r(3,x+1)"), "∛(x+1)", "formula"),
    (r("10") + field("EQ \\s\\up5(9)\\s\\do2(i)"), "10⁹ᵢ", "formula"),
    (field(" eq \\o\\ac(○,3)"), "③", "formula"),
    (field('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(hàn),汉)'), "汉", "formula"),
    (field("EQ \\b\\bc\\[(a\\,b)"), "[a,b]", "formula"),
    (r("甲") + field("EQ \\f(1,2"), "甲", "field"),
    (r("甲") + field("EQ \\f(" + "(" * 5_000), "甲", "field"),
    (r("甲") + field("EQ " + "\\f(" * 5_000), "甲", "field"),
    (field('SYMBOL 179 \\f "Symbol"') + r("5"), "≥5", ""),
    (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
        '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + r("是"),
        "☑是",
        "",
    ),
    # formulas
    (f"<m:oMath><m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f></m:oMath>", "1/2", "f"),
    (
        f"<m:oMath><m:f><m:num>{m('a+b')}</m:num><m:den>{m('c')}</m:den></m:f></m:oMath>",
        "(a+b)/c",
        "f",
    ),
    (f"<m:oMath><m:sSup>{e('x')}<m:sup>{m('2')}</m:sup></m:sSup></m:oMath>", "x²", "f"),
    (f"<m:oMath><m:sSup>{e('a+b')}<m:sup>{m('α')}</m:sup></m:sSup></m:oMath>", "(a+b)^(α)", "f"),
    (
        (
            f"<m:oMath><m:sSubSup>{e('x')}<m:sub>{m('i')}</m:sub><m:sup>{m('2')}</m:sup></m:sSubSup>"
            "</m:oMath>"
        ),
        "xᵢ²",
        "f",
    ),
    (
        (
            f'<m:oMath><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{e("x+1")}</m:rad>'
            "</m:oMath>"
        ),
        "√(x+1)",
        "f",
    ),
    (f"<m:oMath><m:rad><m:deg>{m('n')}</m:deg>{e('x')}</m:rad></m:oMath>", "ⁿ√x", "f"),
    (
        (
            f'<m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{m("i=1")}</m:sub>'
            f"<m:sup>{m('n')}</m:sup>{e('x')}</m:nary></m:oMath>"
        ),
        "∑_(i=1)^(n) x",
        "f",
    ),
    (
        (
            f'<m:oMath><m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr>{e("a", "b")}'
            "</m:d></m:oMath>"
        ),
        "{a|b",
        "f",
    ),
    (
        (
            f"<m:oMath><m:d><m:e><m:m><m:mr>{e('a', 'b')}</m:mr>"
            f"<m:mr>{e('c', 'd')}</m:mr></m:m></m:e></m:d></m:oMath>"
        ),
        "[a, b; c, d]",
        "f",
    ),
    (
        f"<m:oMath><m:func><m:fName>{m('sin')}</m:fName>{e('x')}</m:func></m:oMath>",
        "sin x",
        "f",
    ),
    (
        f"<m:oMath><m:limLow>{e('lim')}<m:lim>{m('n→∞')}</m:lim></m:limLow></m:oMath>",
        "lim_(n→∞)",
        "f",
    ),
    (f"<m:oMath><m:acc>{e('x')}</m:acc></m:oMath>", "x\u0302", "f"),
    (f"<m:oMath><m:eqArr>{e('a=1', 'b=2')}</m:eqArr></m:oMath>", "a=1; b=2", "f"),
]
STYLES = (
    f'<w:style w:type="character" w:styleId="Up"><w:name w:val="up"/><w:rPr>{UP}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="gone"/><w:basedOn w:val="Hid"/>'
    '</w:style><w:style w:type="character" w:styleId="Hid"><w:name w:val="hid"/><w:rPr>'
    "<w:vanish/></w:rPr></w:style>"
)


@pytest.mark.parametrize(("xml", "text", "kind"), SHOWN)
def test_a_text_is_what_it_shows_and_says_what_was_no_plain_text(
    xml: str, text: str, kind: str, tmp_path: Path
) -> None:
    back = read(filled_with(xml, styles=STYLES), tmp_path, SHENKANG)
    assert value_of(back) == text
    wanted = {f"document.text-{'formula' if kind == 'f' else kind}"} if kind else set()
    found = [item for item in (*back.notes, *back.findings) if "document.text" in item.rule]
    assert {item.rule for item in found} == wanted
    for item in found:
        assert item.where.label == "成果形式"
        messages.say(item.message, item.args, "en")


def test_what_was_struck_out_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    xml = r("留") + r("划", STRUCK) + r("掉", STRUCK) + r("留") + r("又划", STRUCK)
    back = read(filled_with(xml), tmp_path, SHENKANG)
    assert [(item.rule, item.severity, item.found) for item in back.findings] == [
        ("document.text-struck", "review", "划掉；又划")
    ]


def paragraph(text: str, level: int = 0, number: int = 1, extra: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}{extra}</w:pPr>{r(text) if text else ''}</w:p>"


def level(at: int, kind: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LIST = (
    '<w:abstractNum w:abstractNumId="5">'
    + level(0, "chineseCountingThousand", "（%1）")
    + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    + level(2, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="9"/></w:lvlOverride></w:num>'
)


def in_lists(*paragraphs: str, place: str = PLACE) -> bytes:
    return filled_with("".join(paragraphs), place, numbering=LIST)


def test_numbers_of_lists_are_kept_as_text(tmp_path: Path) -> None:
    content = in_lists(
        paragraph("甲"),
        paragraph("一", 1),
        paragraph("二", 1),
        paragraph("点", 2),
        paragraph("乙"),
        paragraph("三", 1),
        paragraph("丙", number=2),
        paragraph("丁", number=2),
        paragraph("无", number=0),
    )
    back = read(content, tmp_path, SHENKANG)
    assert value_of(back).splitlines() == [
        "（一）甲", "1.1. 一", "1.2. 二", "点", "（二）乙", "2.1. 三", "（九）丙", "（十）丁", "无",
    ]  # fmt: skip
    assert told(back) == {"document.text-numbered"}


def test_a_list_counts_on_through_the_whole_document(tmp_path: Path) -> None:
    first = in_lists(paragraph("甲"), place="/plan/content")

    def change(root: Any) -> None:
        content = content_of_control(root, PLACE)
        for child in list(content):
            content.remove(child)
        content.extend(list(etree.fromstring(f'<x xmlns:w="{W}">{paragraph("乙")}</x>')))

    back = read(changed(first, change), tmp_path, SHENKANG)
    assert (value_of(back, "/plan/content"), value_of(back)) == ("（一）甲", "（二）乙")


def test_the_number_before_a_blank_or_an_exact_value_is_not_part_of_it(tmp_path: Path) -> None:
    blank = read(in_lists(paragraph("")), tmp_path, SHENKANG)
    assert value_of(blank) is None
    for place, text, value in (
        ("/basic/funding", "60", 60),
        ("/basic/period_start", "2024-06-01", "2024-06-01"),
    ):
        back = read(in_lists(paragraph(text), place=place), tmp_path, SHENKANG)
        assert value_of(back, place) == value
        assert "document.text-numbered" in told(back)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("decimal", {1: "1", 32767: "32767"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五"}),
        ("chineseLegalSimplified", {10: "壹拾", 12: "壹拾贰", 1001: "壹仟零壹"}),
        ("ideographDigital", {20: "二〇"}),
        ("ideographTraditional", {1: "甲", 11: "甲"}),
        ("ideographZodiac", {12: "亥"}),
        ("decimalEnclosedCircle", {1: "①", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {2: "⑵", 21: "(21)"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerLetter", {1: "a", 27: "aa", 780: "z" * 30, 781: "781"}),
        ("ordinal", {1: "1st", 11: "11th", 22: "22nd"}),
        ("somethingNew", {7: "7"}),
    ],
)
def test_lists_count_as_word_does(kind: str, texts: dict[int, str]) -> None:
    assert {number: counted(number, kind) for number in texts} == texts


def test_a_table_in_a_text_keeps_its_rows_and_tabs(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    def cell(*lines: str) -> str:
        return "".join(f"<w:p>{r(line)}</w:p>" for line in lines)

    inner = f"<w:tbl>{row(cell('甲'), cell('乙', '二行'))}{row(cell('丙'), cell(''))}</w:tbl>"
    after = cell("前") + inner + cell("后")
    back = read(filled_with(after), tmp_path, SHENKANG)
    assert value_of(back) == "前\n甲\t乙 二行\n丙\t\n后"
    assert told(back) == {"document.text-table"}


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    xml = f"<w:p><w:pPr>{gone}</w:pPr>{r('前半')}</w:p><w:p>{r('后半')}</w:p>"
    assert value_of(read(filled_with(xml), tmp_path, SHENKANG)) == "前半后半"


def twice(content: bytes, other: bytes) -> bytes:
    """Return one document with the bodies of two."""

    def change(root: Any) -> None:
        body = root[0]
        end = body[-1]
        added = etree.fromstring(part_of(other, BODY))[0]
        for item in list(added)[:-1]:
            end.addprevious(item)

    return changed(content, change)


OTHER = {**FILLED, "basic": {**FILLED["basic"], "project_title": "另一个项目"}}  # type: ignore[dict-item]


@pytest.mark.parametrize("bare", [False, True])
def test_a_form_twice_in_one_document_is_read_once_and_said(*, bare: bool, tmp_path: Path) -> None:
    def shaped(content: bytes) -> bytes:
        return without_controls(content) if bare else content

    form = made(SHENKANG, P1, FILLED)
    alone = read(shaped(form), tmp_path, SHENKANG)
    back = read(shaped(twice(form, form)), tmp_path, SHENKANG)
    assert back.data == alone.data
    assert told(back) == told(alone) | {"document.form-repeated"}
    blank = read(shaped(twice(made(SHENKANG, P1), form)), tmp_path, SHENKANG)
    assert blank.data == alone.data
    assert "document.form-repeated" in told(blank)
    two = shaped(twice(form, made(SHENKANG, P1, OTHER)))
    assert refused(two, tmp_path, SHENKANG) == ["document.form-twice"]


def test_a_list_of_contents_is_no_second_form(tmp_path: Path) -> None:
    form = made(SHENKANG, P1, FILLED)

    def change(root: Any) -> None:
        body = root[0]
        heads = body.xpath("w:p[w:pPr/w:pStyle/@w:val='Heading1']", namespaces={"w": W})
        for head in heads:
            text = "".join(head.itertext())
            body.insert(0, etree.fromstring(f'<w:p xmlns:w="{W}">{r(text)}</w:p>'))

    back = read(changed(form, change), tmp_path, SHENKANG)
    assert back.data == read(form, tmp_path, SHENKANG).data
    assert "document.form-repeated" not in told(back)


def test_another_form_pasted_behind_is_never_mixed_in(tmp_path: Path) -> None:
    other = made(SHENKANG, SHENKANG.form("intake"), {})
    mixed = twice(made(SHENKANG, P1, FILLED), other)
    assert refused(mixed, tmp_path, SHENKANG) == ["document.forms-mixed"]
