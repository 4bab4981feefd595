"""What a source does not say is shown as missing, and nothing of ours passes for the source.

``rules/gaps.json`` says which notice each entry of the register of gaps belongs to,
``rules/documents.json`` which attachments are missing and which documents are only cited.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.errors import PolicyError
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import CodeList, Notice
from shenbao.site.render.pages import site_pages

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent


def inventory(name: str) -> Any:
    """Read a file of the inventory."""
    return json.loads((HERE / "rules" / f"{name}.json").read_text(encoding="utf-8"))


GAPS: dict[str, list[str]] = inventory("gaps")
DOCUMENTS: dict[str, dict[str, list[str]]] = inventory("documents")
LONGEST_QUOTE = 60
ADDED = {"customary", "toolkit"}

AS_PRINTED = {
    "shanghai-2024": ("以习新时代", "习总", "新一型", "《上海市专科管理办法》", "国家医疗中心"),
    "wenzhou-2023": ("配臵", "现场抽核"),
    "mudan-2022": ("综合专科发展需求", "病种组合指数"),
}
"""Damaged or doubtful text stands as it is (I43, I45, I58 to I61, I78, I79)."""
REPAIRED = {
    "shanghai-2024": ("习近平", "总书记", "新一轮医院巡查", "专科护士管理办法"),
    "wenzhou-2023": ("梯队结构配置",),
    "mudan-2022": ("结合专科发展需求",),
}
"""What somebody might take it to mean stands nowhere."""

OPEN = {
    "wenzhou-2023": {"精神科", "产科", "病理科"},
    "songjiang-2024": {"区牙防所"},
    "mudan-2022": {"出生缺陷防治"},
}
"""Some entries of lists that end in 等 in the source (I54): their lists stay open."""

NEVER_COMPUTED = {"K5", "K6", "K9", "K10", "K12", "K13", "T9", "T10", "T15", "WZ-15"}
"""Indicators for which no rate may be computed unless the authority defines them."""

PRIVATE = {
    "839927a260e561bf6fd57ea530d5c5e0",
    "88cacf81d619cba2a3b264e84a946e69",
    "12ebb637d600c164aa529a930bc1fd1f",
    "6a0ae36d76f3ed1ef283f4845134877f",
    "4f68421c331ec02505c09cadf9da084a",
    "5eac07df1d7c072700f2653a706683e5",
    "fc80867ed36cac2fe5bbf436de8f1757",
    "2aec5f248c5b25b151e3999f521ce917",
}
"""Digests of the names and telephone numbers in the contact lines of the sources."""
NAMES, NUMBERS = (2, 3), (7, 8, 11)
"""How long these names and numbers are."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def told(request: pytest.FixtureRequest) -> Notice:
    """Each of the five notices; one that is not there or cannot be read fails by name."""
    folder = ROOT / "schemas" / request.param
    if not (folder / "notice.json").is_file():
        pytest.fail(f"schemas/{request.param}/notice.json is not there")
    try:
        return load_notice(folder)
    except PolicyError as error:
        pytest.fail(f"{request.param}: {error}")


@pytest.fixture(scope="module")
def written(told: Notice) -> Mapping[str, str]:
    """The pages of a notice."""
    return {
        artifact.path: artifact.content.decode("utf-8")
        for artifact in site_pages([told], docs=None)
    }


@pytest.fixture(scope="module")
def pages(written: Mapping[str, str]) -> Mapping[str, str]:
    """The pages of a notice as plain text without blanks."""
    return {path: plain(markup) for path, markup in written.items()}


def plain(markup: str) -> str:
    """Return the text of a page without markup and blanks."""
    return blankless(html.unescape(re.sub(r"<[^>]+>", "", markup)))


def blankless(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s+", "", text)


def texts(*folders: Path) -> Iterator[tuple[str, str]]:
    """Yield the text files below folders."""
    for file in (file for folder in folders for file in sorted(folder.rglob("*"))):
        if file.suffix in {".json", ".md", ".csv", ".txt"}:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8-sig")


def own_texts(notice: str) -> Mapping[str, str]:
    """Return what we say of a notice: its folder and its published packages."""
    return dict(texts(ROOT / "schemas" / notice, ROOT / "data-packages" / notice))


def test_the_register_has_eighty_nine_gaps() -> None:
    assert [f"I{number:02}" for number in range(1, 90)] == sorted(GAPS)
    assert {notice for notices in GAPS.values() for notice in notices} == DOCUMENTS.keys()


def test_every_gap_stands_in_its_notice_and_in_no_other(told: Notice) -> None:
    wanted = {gap for gap, notices in GAPS.items() if told.id in notices}
    found = {gap.id for gap in told.gaps if re.fullmatch(r"I\d+", gap.id)}
    assert sorted(wanted - found) == [], "gaps of the register that the notice does not show"
    assert sorted(found - wanted) == [], "gaps that the register gives to another notice"


def test_every_gap_stands_on_the_pages(
    told: Notice, written: Mapping[str, str], pages: Mapping[str, str]
) -> None:
    """Once, on the notice's own page of gaps; the page of all gaps counts them and leads there."""
    own = pages[f"notices/{told.id}/gaps.md"]
    for gap in told.gaps:
        assert blankless(gap.found) in own, gap.id
        assert gap.shown in own, gap.id
    row = written["gaps.md"].split(f'<tr id="{told.id}">')[1].split("</tr>")[0]
    assert f"notices/{told.id}/gaps" in row
    assert re.findall(r'"合计"><div>(\d+)<', row) == [str(len(told.gaps))]


def test_missing_and_cited_documents_are_named_and_shown(
    told: Notice, pages: Mapping[str, str]
) -> None:
    """Each has an entry with its status, which stands on the page of materials."""
    for status, words in DOCUMENTS[told.id].items():
        titles = [blankless(item.title) for item in told.attachments if item.status == status]
        absent = [word for word in words if not any(blankless(word) in one for one in titles)]
        assert absent == [], f"not among the attachments with the status {status}"
    for item in told.attachments:
        assert blankless(item.title) in pages[f"notices/{told.id}/materials.md"]
    missing = [item for item in told.attachments if item.status == "missing"]
    assert not missing or "附件缺失" in pages[f"notices/{told.id}/materials.md"]


def test_a_missing_list_has_no_rows_and_is_told(told: Notice) -> None:
    """Nobody filled in what the source does not give; a gap or the list of what is unsaid tells."""
    gaps = {gap.id for gap in told.gaps}
    unsaid = any("名单" in words for words in told.not_stated)
    for code_list in told.lists:
        if code_list.status == "missing":
            assert code_list.rows == (), code_list.name
            assert code_list.gap in gaps or (code_list.gap is None and unsaid), code_list.name


def test_a_list_that_ends_in_and_so_on_is_open(told: Notice) -> None:
    for word in OPEN.get(told.id, ()):
        holding = [item for item in told.lists if any(word in value for value in flat_values(item))]
        assert holding, f"no list has {word}"
        assert [item.name for item in holding if item.openness == "closed"] == [], word


def flat_values(code_list: CodeList) -> Iterator[str]:
    """Yield every cell of a list."""
    for row in code_list.rows:
        yield from row.values


def test_open_lists_never_reject(told: Notice) -> None:
    """No node enumerates one; no rule that refuses looks it up."""
    opened = {item.name: item for item in told.lists if item.openness == "open" and item.rows}
    for home in told.homes:
        for node in home.fields():
            values = set(map(str, node.schema.get("enum", ())))
            place = f"{home.ref}#{node.pointer}"
            assert not values or node.list_name not in opened, place
            for item in opened.values() if node.list_name is None else ():
                assert values != {row.code for row in item.rows}, f"{place}: {item.name}"
                assert values != {row.label for row in item.rows}, f"{place}: {item.name}"
        for rule in home.all_rules():
            strict = any(case.severity == "error" for case in rule.cases)
            assert not (strict and opened.keys() & set(rule.lists)), rule.id


def test_what_no_clause_asks_for_says_so(told: Notice) -> None:
    """A node, rule or list of the source names its clauses; another is customary or ours."""
    for home in told.homes:
        for node in home.fields():
            place = f"{home.ref}#{node.pointer}"
            assert node.clauses or node.basis in ADDED, f"{place}: no clause, so not of the source"
        for rule in home.all_rules():
            assert rule.clauses or rule.basis in ADDED, rule.id
    for code_list in told.lists:
        derived = code_list.name == "tracks" or code_list.name.startswith("topics_")
        assert derived or code_list.clauses or code_list.basis in ADDED, code_list.name
    for item in (*told.quotas, *told.targets):
        assert item.clauses or item.basis in ADDED, item.id


def test_every_value_says_its_basis(told: Notice) -> None:
    """Written at the value or where it is defined, not handed down in silence."""

    def unsaid(node: Mapping[str, Any], path: str) -> Iterator[str]:
        below = {**node.get("properties", {})}
        if "items" in node:
            below["*"] = node["items"]
        if not below and "x-basis" not in node:
            yield path
        for name, child in below.items():
            yield from unsaid(child, f"{path}/{name}")

    assert [place for home in told.homes for place in unsaid(home.schema, home.ref)] == []


def test_only_the_source_refuses(told: Notice) -> None:
    """A rule of custom or of the toolkit reminds at most."""
    for _, rule in told.rules():
        degrees = {case.severity for case in rule.cases} or {rule.severity}
        assert rule.basis == "source" or "error" not in degrees, rule.id
    for quota in told.quotas:
        degrees = {case.severity for case in quota.cases}
        assert quota.basis == "source" or "error" not in degrees, quota.id
    for target in told.targets:
        assert target.basis == "source" or not target.firm, target.id


def test_definitions_from_elsewhere_stay_outside(told: Notice) -> None:
    """No phrase of one stands in the notice's own facts, forms, tables, lists or packages."""
    own = {
        path: blankless(text)
        for path, text in own_texts(told.id).items()
        if not path.endswith("/candidates.json")
    }
    labels = blankless("\n".join(row.label for item in told.lists for row in item.rows))
    for candidate in told.candidates:
        for phrase in re.split(r"[，。；：、,;:]", blankless(candidate.definition)):
            if len(phrase) < 10 or phrase in blankless(candidate.title) or phrase in labels:
                continue
            holding = [path for path, text in own.items() if phrase in text]
            assert holding == [], f"{candidate.id}: {phrase}"


def test_definitions_from_elsewhere_name_where_they_were_found(told: Notice) -> None:
    """Sure or half sure means a source; without the authority some rates are not computed."""
    assert told.candidates, "no candidates.json, though none of the sources defines its indicators"
    for candidate in told.candidates:
        assert candidate.list_name or candidate.clauses, f"{candidate.id} defines nothing"
        assert candidate.keys or candidate.confidence in {"low", "none"}, candidate.id
        named = {candidate.id.rpartition("-")[2], candidate.id, *candidate.codes}
        row = {f"WZ-{code}" for code in candidate.codes} if told.id == "wenzhou-2023" else set()
        assert candidate.refuse or not NEVER_COMPUTED & (named | row), candidate.id


def test_phrases_of_the_source_are_short(told: Notice) -> None:
    """Quotations in clauses, and between quotation marks anywhere."""
    for clause in told.clauses:
        for quote in clause.quotes:
            assert len(quote) <= LONGEST_QUOTE, clause.id
    for path, text in own_texts(told.id).items():
        for quoted in re.findall(r"“([^”]*)”", text):
            assert len(quoted) <= LONGEST_QUOTE, f"{path}: {quoted}"


def test_damaged_text_is_kept_and_never_repaired(told: Notice) -> None:
    own = own_texts(told.id)
    whole = "\n".join(own.values())
    for words in AS_PRINTED.get(told.id, ()):
        assert words in whole, f"{words} is in the source and has to be shown as it is"
    for words in REPAIRED.get(told.id, ()):
        assert [path for path, text in own.items() if words in text] == [], words
    for gap in told.gaps:
        assert gap.id not in {"I59", "I60", "I61"} or gap.shown == "原文如此", gap.id


def test_no_official_is_named() -> None:
    """Neither names nor direct lines from the contact lines of the sources are carried."""
    for path, text in texts(ROOT / "schemas", ROOT / "data-packages", ROOT / "docs"):
        found = {digest(window) for window in windows(text)} & PRIVATE
        assert not found, f"{path} names an official or carries a telephone number"


def windows(text: str) -> set[str]:
    """Return all pieces of a text that are as long as a name or a number."""
    names = re.findall(r"[\u4e00-\u9fff]+", blankless(text))
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[-－—–() （）转]+(?=\d)", "", text))
    return {
        run[start : start + length]
        for runs, lengths in ((names, NAMES), (numbers, NUMBERS))
        for run in runs
        for length in lengths
        for start in range(len(run) - length + 1)
    }


def digest(text: str) -> str:
    """Return the digest under which a name or number is listed."""
    return hashlib.sha256(f"not carried: {text}".encode()).hexdigest()[:32]
