"""Forms in Word: made, filled in by hand in every way people do, saved by others, read back."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support.effort import share
from support.generated import generate
from support.programs import saved_by_libreoffice

from shenbao.core import messages
from shenbao.core.submission import Submission
from shenbao.media.reading.ooxml import open_office
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile
from shenbao.media.word.contract import LONGEST_TAG
from shenbao.media.word.read.file import read_word
from shenbao.media.word.write.controls import Controls
from shenbao.media.word.write.document import word_form
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import FormOrTable, Notice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
OWN = "customXml/item1.xml"
FILLED: dict[str, Any] = {
    "basic": {"topic": "2", "project_title": "示例项目", "lead_unit": "甲院", "funding": 15},
    "partners": [{"unit": "乙院"}, {"unit": "丙院"}],
    "youth": {"name": "张示例", "birth_date": "1990-01-01"},
}
Change = Callable[[Any], object]


def made(notice: Notice, home: FormOrTable, data: Any = None) -> bytes:
    return word_form(notice, home, data).content


def form_a(demo: Notice) -> bytes:
    return made(demo, demo.form("a"), FILLED)


def read(
    content: bytes, folder: Path, *notices: Notice, name: str = "x.docx", schema: str | None = None
) -> Submission:
    path = folder / name
    path.write_bytes(content)
    return read_word(SourceFile(path=path, name=name, notices=notices, schema=schema))


def refused(content: bytes, folder: Path, *notices: Notice, name: str = "x.docx") -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(content, folder, *notices, name=name)
    for finding in caught.value.findings:
        messages.say(finding.message, finding.args)
        messages.say(finding.message, finding.args, "en")
    return [finding.rule for finding in caught.value.findings]


def told(submission: Submission) -> set[str]:
    return {finding.rule for finding in (*submission.notes, *submission.findings)}


def repacked(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """Return the file with some parts replaced, added, or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            part = parts.get(name, b"")
            if name not in parts:
                part = old.read(name)
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def changed(content: bytes, change: Change, name: str = BODY) -> bytes:
    """Return the file after ``change`` has worked on the root of one part."""
    root = etree.fromstring(part_of(content, name))
    change(root)
    return repacked(content, {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def control(root: Any, place: str) -> Any:
    return root.xpath(f"//*[local-name()='sdt'][*/*[local-name()='tag'][@*='{place}']]")[0]


def around(element: Any, name: str) -> Any:
    return next(element.iterancestors(f"{W}{name}"))


def typed(root: Any, place: str, text: str) -> None:
    """Type into a control, as Word does: its text replaced, its mark of waiting gone."""
    found = control(root, place)
    for mark in found.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        mark.getparent().remove(mark)
    content = found.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    content.append(run(text))


def run(text: str) -> Any:
    element = etree.Element(f"{W}r")
    etree.SubElement(element, f"{W}t").text = text
    return element


def pasted(root: Any, place: str, text: str) -> None:
    """Paste over a whole cell: the control goes, the text stays."""
    paragraph = around(control(root, place), "p")
    paragraph.remove(control(root, place))
    if text:
        paragraph.append(run(text))


def rows_of(root: Any, place: str) -> list[Any]:
    return [
        around(found, "tr")
        for found in root.iter(f"{W}sdt")
        for tag in found.findall(f"{W}sdtPr/{W}tag")
        if re.fullmatch(place.replace("*", "[0-9]+"), tag.get(f"{W}val"))
    ]


def bare_row(like: Any, *texts: str) -> Any:
    """Return a row as Word inserts it: the same cells, no controls."""
    row = copy.deepcopy(like)
    for cell, text in zip(row.iter(f"{W}tc"), texts, strict=True):
        for paragraph in cell.findall(f"{W}p"):
            for child in paragraph.findall(f"{W}sdt") + paragraph.findall(f"{W}r"):
                paragraph.remove(child)
            paragraph.append(run(text))
    return row


# Round trips


@pytest.mark.parametrize("rows", ["most", "few"])
def test_every_form_comes_back_as_it_was_filled_in(
    any_notice: Notice, tmp_path: Path, rows: Any
) -> None:
    for seed, home in enumerate(share(any_notice.homes, 3)):
        data = generate(any_notice, home, seed, rows=rows)
        back = read(made(any_notice, home, data), tmp_path, any_notice)
        assert content_of(home, back.data) == content_of(home, data), home.ref
        assert back.schema == home.ref
        assert not told(back) - {"document.word-blank-rows"}, home.ref
        assert fingerprint(home, back.data) == fingerprint(home, data)


def test_an_empty_form_says_nothing_but_what_is_fixed(any_notice: Notice, tmp_path: Path) -> None:
    for home in share(any_notice.homes, 3):
        back = read(made(any_notice, home), tmp_path, any_notice)
        assert not told(back), home.ref
        fixed = {node.pointer for node in home.fields() if "const" in node.schema}
        if not home.is_table:
            places = {re.sub(r"/[0-9]+", "/*", place) for place in back.origins}
            assert places <= fixed, home.ref


def test_the_same_data_give_the_same_bytes(demo: Notice) -> None:
    assert form_a(demo) == form_a(demo)
    assert word_form(demo, demo.form("a")).path == "notices/demo-2024/forms/a.docx"


def test_what_libreoffice_saves_is_read_in_full(demo: Notice, root: Path, tmp_path: Path) -> None:
    """LibreOffice 7.4 drops tags, marks of waiting and the wrappers of rows."""
    plan = next(item for item in load_notices(root / "tests/notices") if item.id == "plan-2024")
    real = next(item for item in load_notices(root) if item.id == "shenkang-2024")
    wanted = [
        (demo, demo.form("a"), "most"),
        (plan, plan.form("annual"), "most"),
        (plan, plan.table("indicators"), "few"),
        (real, real.form("p4"), "few"),
        (real, real.form("intake"), "most"),
    ]
    jobs = []
    for number, (notice, home, rows) in enumerate(wanted):
        data = generate(notice, home, 7, rows=rows)  # type: ignore[arg-type]
        (tmp_path / f"{number}.docx").write_bytes(made(notice, home, data))
        (tmp_path / f"empty{number}.docx").write_bytes(made(notice, home))
        jobs.append((notice, home, data))
    saved = saved_by_libreoffice(sorted(tmp_path.glob("*.docx")), "docx", tmp_path)
    for number, (notice, home, data) in enumerate(jobs):
        content = (saved / f"{number}.docx").read_bytes()
        assert b"w:tag" not in part_of(content, BODY).replace(b'w:tag w:val=""', b"")
        back = read(content, tmp_path, notice)
        assert content_of(home, back.data) == content_of(home, data), home.ref
        assert not told(back) - {"document.word-blank-rows"}, home.ref
        empty = read((saved / f"empty{number}.docx").read_bytes(), tmp_path, notice)
        assert not told(empty), home.ref

    filled = changed((saved / "empty0.docx").read_bytes(), fill_in_libreoffice)
    back = read(filled, tmp_path, demo)
    assert back.data == {
        "basic": {"topic": "2", "funding": 15},
        "partners": [{"unit": "乙院"}],
        "youth": {"birth_date": "1990-01-01"},
    }


def fill_in_libreoffice(root: Any) -> None:
    """Put text where LibreOffice puts it: into the inner control, known by its binding."""
    wanted = {
        "/basic/topic": "② 专题乙",
        "/basic/funding": "15",
        "/partners/3/unit": "乙院",
        "/youth/birth_date": "1990-01-01",
    }
    for place, text in wanted.items():
        bound = (
            f"*/*[local-name()='dataBinding'][contains(@*[local-name()='xpath'], \"'{place}'\")]"
        )
        found = root.xpath(f"//*[local-name()='sdt'][{bound}]")[-1]
        for old in found.findall(f"{W}sdtContent/{W}r"):
            old.getparent().remove(old)
        found.find(f"{W}sdtContent").append(run(text))


def test_a_draft_with_wrong_kinds_loses_nothing(demo: Notice, tmp_path: Path) -> None:
    draft = {
        "basic": {"topic": "九", "funding": "三十万元", "unheard_of": "旧栏目", "lead_unit": 5},
        "partners": "乙院",
        "youth": {"birth_date": "五月"},
    }
    content = made(demo, demo.form("a"), draft)
    shown = "".join(etree.fromstring(part_of(content, BODY)).itertext())
    for text in ("九", "三十万元", "旧栏目", "乙院", "五月", "表中没有位置的内容"):
        assert text in shown
    back = read(content, tmp_path, demo)
    assert back.data["basic"]["funding"] == "三十万元"
    assert back.data["basic"]["topic"] == "九"
    assert back.data["youth"]["birth_date"] == "五月"


def test_characters_that_xml_cannot_hold_do_not_break_the_file(
    demo: Notice, tmp_path: Path
) -> None:
    data = {"basic": {"project_title": "甲\x00乙\x0b丙\u2028丁\uffff"}}
    content = made(demo, demo.form("a"), data)
    back = read(content, tmp_path, demo)
    assert re.sub(r"\s", "", back.data["basic"]["project_title"]) == "甲\ufffd乙丙丁\ufffd"


def test_the_form_carries_its_identity_and_fingerprint(demo: Notice) -> None:
    home = demo.form("a")
    content = made(demo, home, FILLED)
    foot = part_of(content, "word/footer1.xml").decode()
    assert fingerprint(home, FILLED) in foot
    assert part_of(content, "word/media/image1.png").startswith(b"\x89PNG")
    assert home.digest in part_of(content, OWN).decode()
    assert home.digest in part_of(content, "docProps/custom.xml").decode()
    empty = made(demo, home)
    assert "指纹在填写后生成" in part_of(empty, "word/footer1.xml").decode()


def test_every_part_is_well_formed_and_every_id_stands_once(any_notice: Notice) -> None:
    for home in share(any_notice.homes, 3):
        content = made(any_notice, home, generate(any_notice, home, 2, rows="few"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
        body = part_of(content, BODY).decode()
        ids = re.findall(r'<w:id w:val="([0-9]+)"', body)
        assert len(ids) == len(set(ids)), home.ref
        tags = re.findall(r'<w:tag w:val="([^"]*)"', body)
        assert len(tags) == len(set(tags)), home.ref
        assert max(map(len, tags)) <= LONGEST_TAG
        items = re.findall(r"<w:(?:dropDownList|comboBox)>.*?</w:(?:dropDownList|comboBox)>", body)
        for found in items:
            texts = re.findall(r'w:displayText="([^"]*)"', found)
            assert len(texts) == len(set(texts))


def test_tables_never_touch_a_table_of_rows(any_notice: Notice) -> None:
    """Word and LibreOffice make one table of two that touch."""
    for home in share(any_notice.homes, 3):
        root = etree.fromstring(part_of(made(any_notice, home), BODY))
        for one, other in pairwise(root.find(f"{W}body")):
            if one.tag == other.tag == f"{W}tbl":
                repeated = [table for table in (one, other) if table.find(f"{W}sdt") is not None]
                assert not repeated, home.ref


# Places


def test_a_long_place_gets_a_short_tag_that_the_file_explains() -> None:
    controls = Controls()
    place = "/" + "/".join(["long_name"] * 9)
    assert '<w:tag w:val="#1"/>' in controls.text(place, "示例", "甲")
    assert controls.places == {"#1": place}


def test_a_short_tag_is_read_as_the_place_that_it_stands_for(demo: Notice, tmp_path: Path) -> None:
    def shorten(root: Any) -> None:
        control(root, "/youth/name").find(f"{W}sdtPr/{W}tag").set(f"{W}val", "#1")

    def explain(root: Any) -> None:
        etree.SubElement(root, root.tag.replace("form", "place"), tag="#1", at="/youth/name")

    content = changed(changed(form_a(demo), shorten), explain, OWN)
    assert read(content, tmp_path, demo).data == FILLED


# What people do to rows


def test_a_copied_row_is_a_row_of_its_own(demo: Notice, tmp_path: Path) -> None:
    def copy_row(root: Any) -> None:
        first = rows_of(root, "/partners/*/unit")[0]
        again = copy.deepcopy(first)
        first.addnext(again)
        again.xpath(".//*[local-name()='sdt']//*[local-name()='t']")[0].text = "丁院"

    back = read(changed(form_a(demo), copy_row), tmp_path, demo)
    assert [row["unit"] for row in back.data["partners"]] == ["乙院", "丁院", "丙院"]
    assert "document.word-rows-added" in told(back)
    assert back.where("/partners/1/unit").row == 2


def test_an_inserted_row_without_controls_is_read_by_its_columns(
    demo: Notice, tmp_path: Path
) -> None:
    def insert(root: Any) -> None:
        second = rows_of(root, "/partners/*/unit")[1]
        second.addnext(bare_row(second, "3", "新院"))

    back = read(changed(form_a(demo), insert), tmp_path, demo)
    assert [row["unit"] for row in back.data["partners"]] == ["乙院", "丙院", "新院"]


def test_an_emptied_row_falls_away_and_is_told(demo: Notice, tmp_path: Path) -> None:
    content = changed(form_a(demo), lambda root: typed(root, "/partners/0/unit", ""))
    back = read(content, tmp_path, demo)
    assert [row["unit"] for row in back.data["partners"]] == ["丙院"]
    assert "document.word-blank-rows" in told(back)


def test_a_row_deleted_with_tracked_changes_is_gone(demo: Notice, tmp_path: Path) -> None:
    def delete(root: Any) -> None:
        row = rows_of(root, "/partners/*/unit")[0]
        etree.SubElement(row.find(f"{W}trPr"), f"{W}del")

    back = read(changed(form_a(demo), delete), tmp_path, demo)
    assert [row["unit"] for row in back.data["partners"]] == ["丙院"]
    assert "document.word-tracked" in told(back)


def test_tables_that_were_joined_are_told_apart(demo: Notice, tmp_path: Path) -> None:
    """Somebody deletes the lines between two tables; Word joins them."""

    def join(root: Any) -> None:
        partners = around(control(root, "/partners/0/unit"), "tbl")
        youth = around(control(root, "/youth/name"), "tbl")
        for row in youth.findall(f"{W}tr"):
            partners.append(row)

    assert read(changed(form_a(demo), join), tmp_path, demo).data == FILLED


# What people do to single values


def test_a_deleted_control_is_told_by_its_label(demo: Notice, tmp_path: Path) -> None:
    content = changed(form_a(demo), lambda root: pasted(root, "/basic/funding", ""))
    back = read(content, tmp_path, demo)
    missing = [item for item in back.findings if item.rule == "document.control-missing"]
    assert [item.where.label for item in missing] == ["申请经费"]
    assert "funding" not in back.data["basic"]


@pytest.mark.parametrize("text", ["专题②", "随便写的"])
def test_text_pasted_over_a_choice_is_read_by_the_label(
    demo: Notice, tmp_path: Path, text: str
) -> None:
    content = changed(form_a(demo), lambda root: pasted(root, "/basic/topic", text))
    back = read(content, tmp_path, demo)
    assert back.data["basic"]["topic"] in ("2", text)
    assert "document.word-by-label" in told(back)


def test_text_typed_beside_a_control_counts(demo: Notice, tmp_path: Path) -> None:
    def beside(root: Any) -> None:
        control(root, "/basic/project_title").addnext(run("（续）"))

    back = read(changed(form_a(demo), beside), tmp_path, demo)
    assert back.data["basic"]["project_title"] == "示例项目（续）"


def test_paragraphs_pasted_into_a_cell_are_lines(demo: Notice, tmp_path: Path) -> None:
    def paste(root: Any) -> None:
        after = around(control(root, "/basic/project_title"), "p")
        more = etree.SubElement(after.getparent(), f"{W}p")
        more.append(run("第二段"))

    back = read(changed(form_a(demo), paste), tmp_path, demo)
    assert back.data["basic"]["project_title"] == "示例项目\n第二段"


@pytest.mark.parametrize(
    ("place", "text", "value"),
    [
        ("/basic/funding", "１５", 15),
        ("/basic/funding", "30万元", "30万元"),
        ("/basic/funding", "1,500.5", 1500.5),
        ("/youth/birth_date", "1990年4月30日", "1990-04-30"),
        ("/youth/birth_date", "１９９０ 年 4 月 30 日", "1990-04-30"),
        ("/youth/birth_date", "1990/4/30", "1990-04-30"),
        ("/youth/birth_date", "五月初", "五月初"),
    ],
)
def test_values_are_read_as_people_write_them(
    demo: Notice, tmp_path: Path, place: str, text: str, value: Any
) -> None:
    back = read(changed(form_a(demo), lambda root: typed(root, place, text)), tmp_path, demo)
    section, key = place.strip("/").split("/")
    assert back.data[section][key] == value
    if text != value:
        assert back.notes


def test_a_day_shown_otherwise_than_the_calendar_says_is_a_conflict(
    demo: Notice, tmp_path: Path
) -> None:
    content = changed(form_a(demo), lambda root: typed(root, "/youth/birth_date", "1991-02-03"))
    back = read(content, tmp_path, demo)
    assert back.data["youth"]["birth_date"] == "1991-02-03"
    conflict = next(item for item in back.findings if item.rule == "document.word-day")
    assert conflict.severity == "review"
    assert conflict.found == "***"  # a birthday is masked


def test_a_choice_marked_by_hand_is_read(root: Path, tmp_path: Path) -> None:
    plan = next(item for item in load_notices(root / "tests/notices") if item.id == "plan-2024")
    table = plan.table("centres")
    content = made(plan, table, {"rows": [{"hospital": "h1", "centre": "c1", "note": "甲"}]})
    marked = changed(content, lambda body: typed(body, "/rows/0/built", "☑是□否"))
    back = read(marked, tmp_path, plan)
    assert back.data["rows"][0]["built"] is True
    assert "csv.read-as-yes" in told(back)


def test_what_equals_a_hint_is_kept_where_the_control_does_not_wait(
    demo: Notice, tmp_path: Path
) -> None:
    place, hint = "/partners/1/unit", "单击或点击此处输入文字。"
    filled = changed(form_a(demo), lambda root: typed(root, place, hint))
    assert read(filled, tmp_path, demo).data["partners"][1]["unit"] == hint

    def wait(root: Any) -> None:
        typed(root, place, hint)
        etree.SubElement(control(root, place).find(f"{W}sdtPr"), f"{W}showingPlcHdr")

    back = read(changed(form_a(demo), wait), tmp_path, demo)
    assert back.data["partners"] == FILLED["partners"][:1]


def test_a_waiting_control_that_holds_text_is_read_and_told(demo: Notice, tmp_path: Path) -> None:
    def keep_mark(root: Any) -> None:
        properties = control(root, "/youth/name").find(f"{W}sdtPr")
        etree.SubElement(properties, f"{W}showingPlcHdr")

    back = read(changed(form_a(demo), keep_mark), tmp_path, demo)
    assert back.data == FILLED
    assert "document.word-hint-kept" in told(back)


def test_the_cover_helps_where_the_form_is_blank_and_never_overrules_it(
    demo: Notice, tmp_path: Path
) -> None:
    def cover(root: Any) -> None:
        typed(root, "/basic/project_title@cover", "封面上的名称")

    both = read(changed(form_a(demo), cover), tmp_path, demo)
    assert both.data == FILLED
    assert "document.word-cover" in told(both)
    only = read(changed(made(demo, demo.form("a")), cover), tmp_path, demo)
    assert only.data["basic"]["project_title"] == "封面上的名称"
    assert "document.word-from-cover" in told(only)


def test_a_control_met_twice_with_other_content_is_a_conflict(demo: Notice, tmp_path: Path) -> None:
    def twice(root: Any) -> None:
        table = around(control(root, "/youth/name"), "tbl")
        again = copy.deepcopy(table)
        table.addnext(again)
        again.xpath(".//*[local-name()='sdt']//*[local-name()='t']")[0].text = "李示例"

    back = read(changed(form_a(demo), twice), tmp_path, demo)
    assert back.data["youth"]["name"] == "张示例"
    assert "document.word-twice" in told(back)


def test_pictures_and_further_columns_are_told(demo: Notice, tmp_path: Path) -> None:
    def add(root: Any) -> None:
        etree.SubElement(run_of(root, "/youth/name"), f"{W}drawing")
        for row in rows_of(root, "/partners/*/unit")[:1]:
            cell = copy.deepcopy(row.findall(f"{W}tc")[0])
            cell.xpath(".//*[local-name()='t']")[0].text = "多写的一列"
            row.append(cell)

    def run_of(root: Any, place: str) -> Any:
        return control(root, place).find(f"{W}sdtContent/{W}r")

    back = read(changed(form_a(demo), add), tmp_path, demo)
    assert {"document.word-picture", "document.word-stray"} <= told(back)
    assert back.data == FILLED


def test_a_form_without_any_control_left_is_read_by_its_labels(
    demo: Notice, tmp_path: Path
) -> None:
    """Some programs turn controls into plain text."""

    def strip(root: Any) -> None:
        for found in list(root.iter(f"{W}sdt"))[::-1]:
            content = found.find(f"{W}sdtContent")
            waiting = found.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            inner = content.find(f"{W}tr") is not None or content.find(f"{W}sdt") is not None
            for child in [] if waiting and not inner else list(content):
                found.addprevious(child)
            found.getparent().remove(found)

    back = read(changed(form_a(demo), strip), tmp_path, demo)
    assert content_of(demo.form("a"), back.data) == content_of(demo.form("a"), FILLED)


# Other versions, other files


def test_an_older_version_is_read_as_far_as_it_goes(demo: Notice, tmp_path: Path) -> None:
    def older(root: Any) -> None:
        root.set("digest", "0" * 12)
        root.set("edition", "2023.1")

    def renamed(root: Any) -> None:
        control(root, "/youth/name").find(f"{W}sdtPr/{W}tag").set(f"{W}val", "/youth/old_name")

    content = changed(changed(form_a(demo), older, OWN), renamed)
    back = read(content, tmp_path, demo)
    assert "document.other-version" in told(back)
    lost = next(item for item in back.findings if item.rule == "document.unknown-place")
    assert lost.found == "张示例"
    assert back.data["basic"] == FILLED["basic"]


def test_the_properties_tell_the_form_where_its_own_part_is_gone(
    demo: Notice, tmp_path: Path
) -> None:
    gone = {OWN: None, "word/_rels/document.xml.rels": None}
    assert read(repacked(form_a(demo), gone), tmp_path, demo).data == FILLED


def test_a_word_file_that_is_not_ours_is_refused_unless_its_form_is_named(
    demo: Notice, tmp_path: Path
) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(
        table.rows, (("项目名称", "示例"), ("申请经费（万元）", "15")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    assert refused(stream.getvalue(), tmp_path, demo) == ["document.not-ours"]
    named = read(stream.getvalue(), tmp_path, demo, schema="demo-2024/a")
    assert named.data == {"basic": {"project_title": "示例", "funding": 15}}


def test_a_form_that_nobody_knows_is_refused(demo: Notice, tmp_path: Path) -> None:
    content = changed(form_a(demo), lambda root: root.set("form", "no-notice/x"), OWN)
    assert refused(content, tmp_path, demo) == ["document.unknown-form"]


def test_macros_are_noted_and_the_form_is_read(demo: Notice, tmp_path: Path) -> None:
    def enable(root: Any) -> None:
        for item in root:
            if item.get("PartName") == f"/{BODY}":
                item.set("ContentType", "application/vnd.ms-word.document.macroEnabled.main+xml")

    content = changed(form_a(demo), enable, "[Content_Types].xml")
    back = read(content, tmp_path, demo, name="x.docm")
    assert back.data == FILLED
    assert told(back) == {"document.macros"}


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (OLE, "document.old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "document.encrypted"),
        (b"%PDF-1.7 x", "document.not-office"),
        (b"{\\rtf1 x}", "document.not-office"),
        (b"<html></html>", "document.not-office"),
        (b"PK\x03\x04 cut off", "document.damaged"),
        (zipped(("a.txt", b"x")), "document.not-office"),
        (zipped(("mimetype", b"x"), ("content.xml", b"<x/>")), "document.opendocument"),
        (zipped(("[Content_Types].xml", b"<x/>")), "document.wrong-kind"),
        (zipped(("[Content_Types].xml", b"<x>")), "document.damaged"),
        (zipped(("../../x", b"x")), "document.unsafe-names"),
        (zipped(("/x", b"x")), "document.unsafe-names"),
        (zipped(("[Content_Types].xml", bytes(3_000_000))), "document.too-much"),
        (zipped(*((f"{at}", b"") for at in range(5001))), "document.too-much"),
    ],
)
def test_other_files_and_bombs_are_refused_in_plain_words(
    demo: Notice, tmp_path: Path, content: bytes, rule: str
) -> None:
    assert refused(content, tmp_path, demo) == [rule]


def test_a_workbook_named_as_word_is_told(demo: Notice, tmp_path: Path) -> None:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet()
    book.close()
    assert refused(stream.getvalue(), tmp_path, demo) == ["document.wrong-kind"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
        '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd"><x/>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;&b;</x>',
    ],
)
def test_entities_are_refused_unresolved(demo: Notice, tmp_path: Path, text: str) -> None:
    content = repacked(form_a(demo), {BODY: text.encode()})
    assert refused(content, tmp_path, demo) == ["document.entities"]


def test_a_deep_document_is_refused_not_recursed_into(demo: Notice, tmp_path: Path) -> None:
    deep = "<w:p>" * 5000 + "</w:p>" * 5000
    text = f'<w:document xmlns:w="{W[1:-1]}">{deep}</w:document>'
    assert refused(repacked(form_a(demo), {BODY: text.encode()}), tmp_path, demo) == [
        "document.damaged"
    ]


def test_a_package_that_lies_about_its_sizes_is_not_handed_on(demo: Notice, tmp_path: Path) -> None:
    honest = form_a(demo)
    path = tmp_path / "x.docx"
    path.write_bytes(honest)
    source = SourceFile(path=path, name="x.docx", notices=(demo,), schema=None)
    assert open_office(source, "word").whole() == honest
    name = BODY.encode()
    at = honest.rindex(name) - 46  # its entry in the table of contents
    lying = honest[: at + 24] + (10).to_bytes(4, "little") + honest[at + 28 :]
    path.write_bytes(lying)
    with pytest.raises(UnreadableError):
        open_office(source, "word").whole()


def test_every_remark_has_its_words(root: Path) -> None:
    sources = root / "generator" / "shenbao" / "media"
    code = "".join(file.read_text(encoding="utf-8") for file in sources.rglob("*.py"))
    rules = set(re.findall(r'"(document\.[a-z-]+)"', code)) - {"document.xml"}  # a part's name
    assert len(rules) > 20
    for rule in rules:
        for language in messages.LANGUAGES:
            assert messages.has(rule.replace(".", "-"), language), rule
