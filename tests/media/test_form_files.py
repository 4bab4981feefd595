"""What every medium shares: identity, fingerprint, places to data, tables as forms."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.core import paths
from shenbao.core.submission import Origin, Submission
from shenbao.forms import front_matter
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.form_files import on_page
from shenbao.media.html.write import html_form
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading.assemble import FilledValue, Gathering
from shenbao.media.word.write.document import word_form
from shenbao.policy.form_identity import Identity, content_of, fingerprint, identity
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import FixedRows, ListRow, Notice, RowSource
from shenbao.validation import validate
from shenbao.validation.bundle.duplicate_submissions import Copies, kind_of

SHENKANG = Path(__file__).resolve().parents[2] / "schemas" / "shenkang-2024"
EXAMPLE = SHENKANG / "examples" / "p1-valid" / "application.json"


def gather(
    demo: Notice, *found: tuple[paths.Path, Any], carried: Identity | None = None
) -> Submission:
    """Put values found at paths together as a submission of form a."""
    gathering = Gathering(file="x.docx", notice=demo, home=demo.form("a"))
    return gathering.submission(
        [
            FilledValue(path=path, value=value, origin=Origin(column=str(path[-1])))
            for path, value in found
        ],
        carried,
    )


def test_text_becomes_values_of_the_form(demo: Notice) -> None:
    read = gather(
        demo,
        (("basic", "topic"), "1"),
        (("basic", "funding"), "1,5"),
        (("partners", 0, "unit"), "示例医院甲"),
    )
    assert read.data["partners"] == [{"unit": "示例医院甲"}]
    assert read.data["basic"]["topic"] == "1"
    assert read.schema == "demo-2024/a"


def test_blank_rows_fall_away_and_places_stay_right(demo: Notice) -> None:
    read = gather(
        demo,
        (("partners", 0, "unit"), " "),
        (("partners", 2, "unit"), "示例医院乙"),
        (("partners", 1, "unit"), "示例医院甲"),
    )
    assert [row["unit"] for row in read.data["partners"]] == ["示例医院甲", "示例医院乙"]
    assert read.where("/partners/1/unit").column == "unit"


def test_a_value_without_a_place_is_told_not_lost(demo: Notice) -> None:
    read = gather(demo, (("basic", "gone"), "旧内容"))
    assert [finding.rule for finding in read.findings] == ["document.unknown-place"]
    assert read.findings[0].found == "旧内容"


def test_another_version_is_noted(demo: Notice) -> None:
    carried = identity(demo, demo.form("a"))
    assert gather(demo, carried=carried).notes == ()
    older = Identity(form=carried.form, edition="2023.1", digest="0")
    assert [item.rule for item in gather(demo, carried=older).notes] == ["document.other-version"]


def test_an_identity_survives_its_entries(demo: Notice) -> None:
    carried = identity(demo, demo.form("a"))
    assert Identity.of(carried.entries()) == carried
    assert Identity.of({"form": " "}) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"basic": {"title": "甲"}}, {"basic": {"title": " 甲\r\n", "note": ""}}, True),
        ({"basic": {"funding": 30}}, {"basic": {"funding": 30.0}}, True),
        ({"partners": [{"unit": "甲"}]}, {"partners": [{}, {"unit": "甲"}, {"unit": None}]}, True),
        ({"basic": {"funding": 2**60}}, {"basic": {"funding": 2.0**60}}, True),
        ({"basic": {"ok": False}}, {"basic": {}}, False),
        ({"basic": {"funding": 30}}, {"basic": {"funding": 30.01}}, False),
        (
            {"partners": [{"unit": "甲"}, {"unit": "乙"}]},
            {"partners": [{"unit": "乙"}, {"unit": "甲"}]},
            False,
        ),
    ],
)
def test_the_fingerprint_is_of_the_content(
    demo: Notice, one: Any, other: Any, *, same: bool
) -> None:
    form = demo.form("a")
    assert (fingerprint(form, one) == fingerprint(form, other)) is same


def test_the_fingerprint_can_be_read_aloud(demo: Notice) -> None:
    text = fingerprint(demo.form("a"), {"basic": {"title": "示例"}})
    assert len(text) == 19
    assert text.count("-") == 3
    assert not set(text) & set("ILOU")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=12,
)


@given(data=VALUES)
def test_taking_the_content_twice_changes_nothing(demo: Notice, data: Any) -> None:
    form = demo.form("a")
    once = content_of(form, data)
    assert content_of(form, once) == once


def test_a_table_is_a_form_of_its_rows(demo: Notice) -> None:
    table = demo.table("summary")
    form = table.as_form()
    pointers = [node.pointer for node in form.fields()]
    assert pointers[:2] == ["/rows", "/rows/*"]
    assert f"/rows/*/{table.columns[0].key}" in pointers
    assert {rule.id for rule in form.all_rules()} == {rule.id for rule in table.all_rules()}


@pytest.mark.parametrize(
    ("files", "counted"),
    [
        (["a.docx", "a.pdf", "a.json"], 1),
        (["a.json", "b.json"], 2),
        (["a.docx", "a.pdf", "b.docx"], 2),
    ],
)
def test_word_and_pdf_of_one_application_count_once(
    demo: Notice, files: list[str], counted: int
) -> None:
    copies = Copies(set(map(kind_of, files)))
    data = {"basic": {"project_title": "示例项目甲", "funding": 15}}
    submissions = [Submission(file=name, data=data, schema="demo-2024/a") for name in files]
    kept = [item for item in submissions if copies.earlier(item, demo.form("a")) is None]
    assert len(kept) == counted


def test_a_copy_in_another_medium_is_noted_and_not_counted() -> None:
    notice = load_notice(SHENKANG)
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    schema = data.pop("$schema")
    both = [Submission(file=f"a.{kind}", data=data, schema=schema) for kind in ("docx", "pdf")]
    report = validate([notice], both)
    assert [note.rule for note in report.notes] == ["file.same-content"]
    assert "SK-P1-17" not in {finding.rule for finding in report.findings}


PLAN = Path(__file__).parents[1] / "notices" / "schemas" / "plan-2024"


def unpacked(content: bytes) -> str:
    """Return all XML of an Office file in one."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(
            file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml")
        )


def printed(content: bytes) -> str:
    """Return the text of a PDF without its blanks."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def test_cover_and_seals_are_the_same_in_every_medium(demo: Notice) -> None:
    """What stands on the cover and in the boxes is said once and drawn by each."""
    plan = load_notice(PLAN)
    for notice, form in ((demo, demo.form("a")), (plan, plan.form("annual"))):
        cover = front_matter.cover(notice, form)
        on_cover = [cover.notice, cover.title, cover.foot, *(line.title for line in cover.lines)]
        boxes = [title for line in front_matter.seals(form) for title in line]
        assert len(on_cover) > 5
        word = unpacked(word_form(notice, form).content)
        page = html_form(notice, form).content.decode("utf-8")
        pdf = printed(pdf_form(notice, form).content)
        workbook = unpacked(excel_form(notice, form).content)
        for text in filter(None, [*on_cover, *boxes]):
            assert text in word, text
            assert text in page, text
            assert "".join(text.split()) in pdf, text
        assert all(text in workbook for text in boxes)


def test_a_table_of_few_rows_is_offered_as_a_page(demo: Notice) -> None:
    """Every form is; a table that carries hundreds of rows is filled in as a workbook."""
    assert all(on_page(demo, home) for home in demo.homes)
    first = demo.lists[0]
    long = replace(
        first,
        status="given",
        rows=tuple(
            ListRow(code=code, label=code, values=(code,) * len(first.columns))
            for code in map(str, range(400))
        ),
    )
    source = RowSource(list_name=first.name, column=demo.tables[0].columns[0].key, fill={})
    rows = FixedRows(sources=(source,), per=(), applies=None, rule=None)
    notice = replace(demo, lists=(long, *demo.lists[1:]))
    assert not on_page(notice, replace(demo.tables[0], fixed_rows=rows))
