"""The list of candidates: written for a person, read back, and what becomes of what was taken."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from authoring.test_written_ways import WAYS
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.notices.new.accept import accept
from shenbao.app.notices.new.notice import NewRequest, new, read
from shenbao.authoring.candidates.candidate import Candidate
from shenbao.authoring.review.review_list import NAME, read_list, review_list
from shenbao.authoring.review.values import born, moment, quantity, shown, span
from shenbao.authoring.scaffold.answers import Answers
from shenbao.core.artifacts import locked
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import LANGUAGES

FIXTURES = Path(__file__).parent / "fixtures"
Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a notice made from a file, its candidates still open."""
    request = NewRequest(
        answers=Answers(id="call-2025"), root=tmp_path, source=read(FIXTURES / "call.txt")
    )
    return new(request).folder


def rows_of(file: Path) -> Rows:
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))


def rewrite(file: Path, change: Callable[[Rows], Rows], **how: str) -> None:
    """Write a list again, as somebody leaves it who worked on it in Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=how.get("delimiter", ","), lineterminator="\r\n")
    writer.writerows(change(rows_of(file)))
    file.write_bytes(out.getvalue().encode(how.get("encoding", "utf-8-sig")))


def all_taken(rows: Rows) -> Rows:
    return [rows[0], *([*row[:-1], "采用"] for row in rows[1:])]


def notice(folder: Path) -> dict[str, list[dict[str, object]]]:
    document: dict[str, list[dict[str, object]]] = json.loads(
        (folder / "notice.json").read_text("utf-8")
    )
    return document


def test_a_notice_from_a_file_is_sound_with_its_quotes(folder: Path) -> None:
    result = check(CheckRequest(root=folder.parent.parent, sources=folder))
    assert result.problems == ()
    assert result.checked["clauses"] == 13
    document = notice(folder)
    assert document["title"] == "关于征集2025年度基层适用技术的通知"
    assert document["issuer"] == {"name": "示例县卫生健康局"}
    assert document["document_number"] == "示卫发〔2025〕7号"
    assert document["issued"] == "2025-02-08"
    assert document["signatory"] == "示例县卫生健康局"
    assert document["addressees"] == "各乡镇卫生院、社区卫生服务中心"
    assert document["deadlines"] == []
    clauses = (folder / "clauses.md").read_text("utf-8")
    assert re.findall("^## (.*)$", clauses, re.MULTILINE) == [
        *("通知", "一、征集范围", "一、征集范围 （二）技术种类", "二、推荐条件"),
        *("三、材料和时间", "联系", "附件"),
    ]
    assert "> 诊断技术。要求操作简单、结果可靠。" in clauses.replace("1．", "")
    assert "某某" not in clauses
    assert "000-12345678" not in clauses


def test_everything_taken_is_sound_and_used(folder: Path) -> None:
    listed = folder / NAME
    rewrite(listed, all_taken)
    done = accept(folder, listed)
    assert done.open == 0
    assert check(CheckRequest(root=folder.parent.parent, sources=folder)).problems == ()
    document = notice(folder)
    assert [item["at"] for item in document["deadlines"]] == [
        "2025-03-20T17:30:00+08:00",
        "2025-12-31T23:59:59+08:00",
    ]
    assert "2025年" in str(document["deadlines"][0]["inferred"])
    assert "inferred" not in document["deadlines"][1]
    params = {str(item["title"]): item["value"] for item in document["params"]}
    assert params["年龄不超过…周岁（1980年1月1日以后出生）"] == 45
    assert params["技术推广期限为…个月"] == 18
    handed = {
        item["what"]: (item.get("copies"), item.get("originals")) for item in document["handing_in"]
    }
    assert handed["推荐书"] == (4, 1)
    assert {item["status"] for item in document["attachments"]} == {"given", "missing"}
    assert document["contact"]["mailbox"] == "tuijian@example.org"  # type: ignore[call-overload]
    lists = sorted(path.name for path in (folder / "lists").iterdir())
    assert lists == ["list_c_1_2_2_1.csv", "list_c_1_2_2_1.json"]
    assert all(row[-1] == "已写入" for row in rows_of(listed)[1:])


def test_every_way_of_writing_can_be_taken(tmp_path: Path) -> None:
    texts = [text for ways in WAYS.values() for text in ways if "\t" not in text]
    lines = ["关于申报2025年度项目的通知", *(f"{at}、{text}" for at, text in enumerate(texts, 1))]
    source = tmp_path / "通知.txt"
    source.write_text("\n".join([*lines, "示例市卫生健康委员会", "2025年3月1日"]), "utf-8")
    request = NewRequest(answers=Answers(id="ways-2025"), root=tmp_path, source=read(source))
    made = new(request).folder
    rewrite(made / NAME, all_taken)
    done = accept(made, made / NAME)
    assert (done.taken > len(texts) // 2, done.open) == (True, 0)
    assert check(CheckRequest(root=tmp_path)).problems == ()


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("示例县卫生健康局科教股", "office"),
        ("示例路1号", "address"),
        ("kj20250320@example.org", "mailbox"),
        ("0577-8888 1234", None),
        ("科教股 ０５７７８８８８１２３４", None),
    ],
)
def test_a_contact_is_an_office_an_address_or_a_mailbox_never_a_telephone(
    folder: Path, typed: str, part: str | None
) -> None:
    def change(rows: Rows) -> Rows:
        at = next(row for row in rows if row[0] == "联系方式")
        return [rows[0], [at[0], typed, *at[2:-1], "采用"]]

    rewrite(folder / NAME, change)
    before = (folder / "notice.json").read_bytes()
    if part is not None:
        accept(folder, folder / NAME)
        assert notice(folder)["contact"][part] == typed  # type: ignore[call-overload]
        return
    with pytest.raises(ShenbaoError) as caught:
        accept(folder, folder / NAME)
    assert "电话" in caught.value.text()
    assert (folder / "notice.json").read_bytes() == before


CONDITIONS = """关于申报2025年度基层项目的通知
各乡镇卫生院：
有关事项通知如下。
一、申报条件
（一）项目负责人截至2025年3月20日不超过45周岁，具有副高级及以上职称。
（二）项目负责人具有大学本科及以上学历。
（三）申请经费20万元至30万元。
（四）重点项目负责人具有正高级及以上职称。
（五）项目负责人具有中级及以上职称或博士学位。
（六）项目组成员具有中级及以上职称。
（七）每项资助不超过20万元。
（八）课题负责人不超过40周岁。
（九）原则上项目负责人具有中级及以上职称。
示例县卫生健康局
2025年2月8日
"""


def test_what_a_rule_kind_says_exactly_becomes_the_rule(tmp_path: Path) -> None:
    """Of the leader and the money applied for alone: the rest is left to a person."""
    (tmp_path / "n.txt").write_text(CONDITIONS, encoding="utf-8")
    answers = Answers(id="call-2025")
    folder = new(NewRequest(answers=answers, root=tmp_path, source=read(tmp_path / "n.txt"))).folder
    rewrite(folder / NAME, all_taken)
    accept(folder, folder / NAME)
    form = json.loads((folder / "forms" / "application.schema.json").read_text("utf-8"))
    fields = form["properties"]["basic"]["properties"]
    kinds = {
        key: {k: v for k, v in rule.items() if k not in {"id", "x-source"}}
        for key, field in fields.items()
        for rule in field.get("x-rules", ())
        if key != "period_end"
    }
    who = {"who": "项目负责人"}
    assert kinds == {
        "birth_date": {
            "kind": "age-at-most",
            "years": {"param": "age_1"},
            "on": "2025-03-20",
            **who,
        },
        "title_level": {"kind": "level-at-least", "level": "associate", **who},
        "education": {"kind": "level-at-least", "level": "undergraduate", **who},
        "funding": {
            "kind": "amount-between",
            "least": {"param": "amount_1"},
            "most": {"param": "amount_2"},
        },
    }
    asked = "".join(str(item["ask"]) for item in notice(folder)["checklist"])
    for left in ("重点项目负责人", "博士学位", "项目组成员", "每项资助", "课题负责人", "原则上"):
        assert left in asked
    assert "申请经费" not in asked
    assert check(CheckRequest(root=tmp_path, sources=folder)).problems == ()
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    rewrite(folder / NAME, all_taken)
    accept(folder, folder / NAME)
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


LIMITS = """关于申报2025年度项目的通知
一、每家单位限报2项。
二、每位负责人限报1项，两类项目不得兼报；作为成员参加的项目不超过两项。
三、每家单位限报重点项目1项、一般项目2项。
四、原则上每家医院限报3项。
五、每位申请人每年限报1项，院士除外。
示例市卫生健康委员会
2025年3月1日
"""


@pytest.mark.parametrize("members", [False, True])
def test_a_quota_that_says_all_becomes_a_quota_with_vectors(
    tmp_path: Path, *, members: bool
) -> None:
    (tmp_path / "n.txt").write_text(LIMITS, encoding="utf-8")
    request = NewRequest(
        answers=Answers(id="call-2025"), root=tmp_path, source=read(tmp_path / "n.txt")
    )
    folder = new(request).folder
    if members:
        name = {"title": "姓名", "maxLength": 50, "x-role": "member", "x-basis": "customary"}
        part = {"title": "二、成员", "type": "array", "maxItems": 20, "items": {}}
        part["items"] = {"properties": {"name": {**name, "x-example": "李示例"}}}
        form = folder / "forms" / "application.schema.json"
        document = json.loads(form.read_text("utf-8"))
        document["properties"]["members"] = part
        form.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        for case in ("valid", "invalid"):
            example = folder / "examples" / case / "application.json"
            data = json.loads(example.read_text("utf-8"))
            data["members"] = [{"name": "李示例"}]
            example.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        check(CheckRequest(root=tmp_path, update=True))
    rewrite(folder / NAME, all_taken)
    accept(folder, folder / NAME)
    told = [
        (item["title"], item["groupBy"], [case["severity"] for case in item["cases"]])  # type: ignore[attr-defined]
        for item in notice(folder)["quotas"]
    ]
    member = [("作为成员参加的项目不超过两项", ["member"], ["review"])]
    assert sorted(told) == sorted(
        [
            ("每家单位限报2项", ["lead_unit"], ["error"]),
            ("每位负责人限报1项", ["leader"], ["review"]),
            *(member if members else []),
        ]
    )
    asked = "".join(str(item["ask"]) for item in notice(folder)["checklist"])
    for left in ("重点项目", "一般项目", "每家医院限报", "每位申请人"):
        assert left in asked
    assert ("作为成员" in asked) != members
    assert check(CheckRequest(root=tmp_path)).problems == ()
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    rewrite(folder / NAME, all_taken)
    accept(folder, folder / NAME)
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_of_two_forms_none_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(CONDITIONS, encoding="utf-8")
    request = NewRequest(
        answers=Answers(id="call-2025"), root=tmp_path, source=read(tmp_path / "n.txt")
    )
    folder = new(request).folder
    forms = folder / "forms"
    text = (forms / "application.schema.json").read_text("utf-8").replace("CALL-2025-R1", "X1")
    (forms / "other.schema.json").write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in forms.iterdir()}
    rewrite(folder / NAME, all_taken)
    accept(folder, folder / NAME)
    assert {path: path.read_bytes() for path in forms.iterdir()} == before
    assert "申请经费" in str(notice(folder)["checklist"])


def test_one_command_at_a_time_accepts_into_a_notice(folder: Path) -> None:
    listed = folder / NAME
    rewrite(listed, all_taken)
    with locked(folder), pytest.raises(ShenbaoError) as caught:
        accept(folder, listed)
    assert caught.value.message == "authoring-accept-twice"
    assert "什么都没有写" in caught.value.text()
    assert accept(folder, listed).taken


def test_what_was_taken_is_not_taken_again(folder: Path) -> None:
    listed = folder / NAME
    rewrite(listed, all_taken)
    accept(folder, listed)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert accept(folder, listed).taken == 0
    rewrite(listed, all_taken)
    accept(folder, listed)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_candidate_may_be_corrected_before_it_is_taken(folder: Path) -> None:
    def change(rows: Rows) -> Rows:
        row = next(row for row in rows if row[0] == "截止时间")
        row[1], row[-1] = "2025年3月21日12时", "采用"
        return rows

    rewrite(folder / NAME, change)
    assert accept(folder, folder / NAME).taken == 1
    (told,) = notice(folder)["deadlines"]
    assert told["at"] == "2025-03-21T12:00:00+08:00"


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_it_is_read_however_it_was_saved(encoding: str, delimiter: str, folder: Path) -> None:
    """Columns moved, some added, rows sorted and blank ones between."""

    def change(rows: Rows) -> Rows:
        body = sorted(all_taken(rows)[1:])
        return [["备注", *reversed(rows[0])], *(["我", *reversed(row)] for row in body), [], [""]]

    wanted = len(rows_of(folder / NAME)) - 1
    rewrite(folder / NAME, change, encoding=encoding, delimiter=delimiter)
    rows, _ = read_list(folder / NAME)
    assert len(rows) == wanted
    accept(folder, folder / NAME)


def test_lines_may_end_as_on_an_old_macintosh(folder: Path) -> None:
    rewrite(folder / NAME, all_taken)
    listed = folder / NAME
    listed.write_bytes(listed.read_bytes().replace(b"\r\n", b"\r"))
    assert accept(folder, listed).taken > 0


def test_columns_that_a_person_added_stay(folder: Path) -> None:
    def change(rows: Rows) -> Rows:
        added = [["备注", "=谁"], *(["'=1+1", "科研处"] for _ in rows[1:])]
        return [[*left, *row] for left, row in zip(added, all_taken(rows), strict=True)]

    rewrite(folder / NAME, change)
    accept(folder, folder / NAME)
    heading, *rows = rows_of(folder / NAME)
    assert heading[-2:] == ["备注", "'=谁"]
    assert {tuple(row[-3:]) for row in rows} == {("已写入", "'=1+1", "科研处")}


def one_wrong(column: int, value: str, kind: str = "截止时间") -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        row = next(row for row in rows if row[0] == kind)
        row[-1] = "采用"
        row[column] = value
        return rows

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (one_wrong(0, "截至时间"), "截至时间"),
        (one_wrong(6, "好的"), "采用"),
        (one_wrong(1, "下个月"), "2025-11-15 17:00"),
        (one_wrong(1, ""), "没有值"),
        (one_wrong(1, "很多", "金额"), "30-100万元"),
        (one_wrong(1, "老", "年龄"), "58周岁"),
        (one_wrong(1, "2025-02-30以后出生", "年龄"), "58周岁"),
        (one_wrong(1, "100-30万元", "金额"), "30-100万元"),
        (one_wrong(1, "几份", "份数"), "6份"),
        (one_wrong(2, "别处的话"), "不在这份通知里"),
        (one_wrong(3, "c-9-9"), "c-9-9"),
        (lambda rows: [row[:-1] for row in rows], "决定"),
        (lambda rows: [[*row, "x"] if at else [*row, "值"] for at, row in enumerate(rows)], "两个"),
        (lambda _: [["a", "b"], ["1", "2"]], "候选清单"),
        (lambda _: [], "空的"),
    ],
)
def test_a_row_that_does_not_fit_writes_nothing(
    change: Callable[[Rows], Rows], why: str, folder: Path
) -> None:
    rewrite(folder / NAME, change, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(ShenbaoError) as caught:
        accept(folder, folder / NAME)
    for language in LANGUAGES:
        assert NAME in caught.value.text(language)
    assert why in caught.value.text()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_all_wrong_rows_are_told_at_once(folder: Path) -> None:
    def change(rows: Rows) -> Rows:
        return [rows[0], *([*row[:1], "？", *row[2:-1], "采用"] for row in rows[1:])]

    rewrite(folder / NAME, change)
    with pytest.raises(ShenbaoError) as caught:
        accept(folder, folder / NAME)
    assert caught.value.text().count("第 ") >= 5


def test_a_notice_that_is_not_sound_is_not_written_into(folder: Path) -> None:
    rewrite(folder / NAME, all_taken)
    (folder / "clauses.md").write_text("# 条款\n", encoding="utf-8")
    before = (folder / "notice.json").read_bytes()
    with pytest.raises(ShenbaoError):
        accept(folder, folder / NAME)
    assert (folder / "notice.json").read_bytes() == before


def test_lists_of_one_clause_do_not_overwrite_each_other(folder: Path) -> None:
    def change(rows: Rows) -> Rows:
        row = next(row for row in rows if row[0] == "未列全的名单")
        row[-1] = "采用"
        return rows

    rewrite(folder / NAME, change)
    accept(folder, folder / NAME)

    def again(rows: Rows) -> Rows:
        row = next(row for row in rows if row[0] == "未列全的名单")
        row[1], row[-1] = "甲、乙", "采用"
        return rows

    rewrite(folder / NAME, again)
    accept(folder, folder / NAME)
    names = sorted(path.name for path in (folder / "lists").glob("*.csv"))
    assert names == ["list_c_1_2_2_1.csv", "list_c_1_2_2_2.csv"]


def command(monkeypatch: pytest.MonkeyPatch, where: Path, *words: str) -> tuple[int, str]:
    monkeypatch.chdir(where)
    result = CliRunner().invoke(cli.app, list(words))
    told = result.exception
    if isinstance(told, ShenbaoError):
        return 2, result.output + told.text()
    assert told is None or isinstance(told, SystemExit), result.output
    return result.exit_code, result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_file_to_a_notice_by_two_commands(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(FIXTURES / "call.txt", tmp_path / "通知.txt")
    told = ("--lang", language)
    code, out = command(monkeypatch, tmp_path, "new", "call-2025", "--from", "通知.txt", *told)
    assert code == 0, out
    assert "13" in out
    assert NAME in out
    listed = tmp_path / "schemas" / "call-2025" / NAME
    taken = {"zh-CN": "采用", "en": "taken"}[language]
    rewrite(listed, lambda rows: [rows[0], *([*row[:-1], taken] for row in rows[1:])])
    words = ("new", "call-2025", "--accept", f"schemas/call-2025/{NAME}", *told)
    code, out = command(monkeypatch, tmp_path, *words)
    assert code == 0, out
    code, out = command(monkeypatch, tmp_path, "check")
    assert code == 0, out


def test_new_and_accept_are_two_steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder.parent.parent
    listed = f"schemas/call-2025/{NAME}"
    code, out = command(monkeypatch, root, "new", "call-2025", "--accept", listed, "--title", "甲")
    assert (code, "--title" in out) == (2, True)
    code, out = command(monkeypatch, root, "new", "other", "--accept", listed)
    assert (code, "不存在" in out) == (2, True)


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@settings(deadline=None)
@given(texts=st.lists(CELLS.map(str.strip).filter(bool), max_size=5))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    found = [
        Candidate(kind="material", value=text, words=text, clause="c-1", line=at)
        for at, text in enumerate(texts, 1)
    ]
    for language in LANGUAGES:
        import tempfile

        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / NAME
            file.write_bytes(review_list(found, language))
            rows, told = read_list(file)
        assert told == language
        assert [(row.value, row.words, row.decision) for row in rows] == [
            (item.value, item.words, "open") for item in found
        ]


def test_no_cell_is_a_formula() -> None:
    item = Candidate(kind="material", value="=1+1", words="@x", clause="c-1", line=1)
    text = review_list([item], "zh-CN").decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'@x" in text


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("age", "<=58周岁", "不超过58周岁"),
        ("age", "+2岁", "放宽2岁"),
        ("quota", ">=2家", "不少于2家"),
        ("amount", "30-100万元", "30-100万元"),
        ("rank", ">=中级", "中级及以上"),
        ("age", "<36周岁", "小于36周岁"),
        ("age", "18-60周岁", "18-60周岁"),
        ("age", ">=1980-01-01", "1980-01-01以后出生"),
        ("amount", ">50万元", "超过50万元"),
        ("quota", "+2个", "增加2个"),
        ("quota", "不限", "不限"),
        ("deadline", "每月25", "每月25日前"),
        ("deadline", "10个工作日内", "10个工作日内"),
    ],
)
def test_a_value_is_written_in_words(kind: str, value: str, words: str) -> None:
    assert shown(kind, value) == words  # type: ignore[arg-type]


def test_values_are_read_as_people_write_them() -> None:
    for text in ("不超过58周岁", "≤58周岁", "<=58 周岁", "最多５８周岁"):
        told = quantity(text)
        assert told is not None
        assert (told.sign, told.number, told.unit) == ("<=", "58", "周岁")
    told = quantity("30～100万元")
    assert told is not None
    assert (told.low, told.number) == ("30", "100")
    assert quantity("若干") is None
    assert born("1989-12-31以后出生") == ("1989-12-31", "后")
    assert born("1989年以后") is None
    assert span("2025-01-01 至 2026-12-31") == ("2025-01-01", "2026-12-31")
    assert moment("2025-11-15 17:00") == "2025-11-15T17:00"
    assert moment("年底") is None
    for text in ("2025/11/15 17:00", "2025/11/15 17:00:00", "2025-11-15 17:00:00"):
        assert moment(text) == "2025-11-15T17:00"  # As Excel shows and saves it.


def test_a_value_that_cannot_be_is_no_value() -> None:
    assert quantity("100-30万元") is None
    assert quantity(f"不超过{'9' * 5000}万元") is None
    assert quantity(f"不超过{'9' * 400}.5万元") is None
    assert born("1989-02-30以后出生") is None
    assert moment("0001-01-01 08:00") == "0001-01-01T08:00"
