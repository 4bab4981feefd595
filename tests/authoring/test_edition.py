"""The next edition of a notice: clauses found again or left to a person, every value to confirm."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from support.effort import CI

from shenbao.app.notices.new.accept import accept
from shenbao.app.notices.new.edition import EditionRequest, NewEdition, new_edition
from shenbao.app.notices.new.notice import read
from shenbao.authoring.edition.matching import NewText
from shenbao.authoring.edition.values import values
from shenbao.authoring.review.review_list import ListError
from shenbao.authoring.scaffold.answers import Answers
from shenbao.changes.notices.compare import compare_notices
from shenbao.core.errors import ShenbaoError
from shenbao.policy.load.folder import load_notice, load_notices

HERE = Path(__file__).resolve().parents[1]
KEJI = HERE / "notices" / "keji"
ROOT = HERE.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(KEJI / "schemas" / "keji-2025", tmp_path / "schemas" / "keji-2025")
    return tmp_path


def make(root: Path, *, source: bool = True) -> NewEdition:
    text = read(KEJI / "sources" / "keji-2026.txt") if source else None
    answers = Answers(id="keji-2026", title="" if source else "二〇二六年的通知")
    return new_edition(EditionRequest(answers=answers, old="keji-2025", root=root, source=text))


def rows(made: NewEdition) -> list[list[str]]:
    return list(csv.reader(made.review.read_text("utf-8-sig").splitlines()))


def decide(made: NewEdition, place: str, value: str) -> None:
    table = rows(made)
    (row,) = [item for item in table if item[5] == place]
    row[0 + 1], row[6] = value, "采用"
    with made.review.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(table)


def test_ids_are_kept_and_clauses_stand_where_the_new_text_has_them(root: Path) -> None:
    made = make(root)
    old, new = load_notices(root)
    kept = {clause.id for clause in old.clauses}
    assert kept <= {clause.id for clause in new.clauses}
    assert [rule.id for _, rule in old.rules()] == [rule.id for _, rule in new.rules()]
    assert [home.id for home in old.homes] == [home.id for home in new.homes]
    assert {clause.id for clause in made.lost} == {"c-research", "c-contact"}
    moved = {"c-once": "二（四）", "c-running": "二（三）", "c-age": "二（一）"}
    assert {id_: new.clause(id_).number for id_ in moved} == moved
    assert new.clause("c-age").quotes == ("原则上不超过57周岁",)
    assert new.clause("c-age").gist.startswith("待确认：")
    assert new.clause("c-once").gist == old.clause("c-once").gist
    source = (made.folder / "keji-2026.txt").read_text("utf-8").splitlines()
    for clause in new.clauses:
        if clause.quotes:
            first, _, last = clause.lines.partition("-")
            words = "".join(source[int(first) - 1 : int(last or first)])
            assert all(quote in words for quote in clause.quotes), clause.id


def test_what_the_text_does_not_say_is_marked_or_absent(root: Path) -> None:
    made = make(root, source=False)
    old, new = load_notices(root)
    assert new.edition.earlier == ("keji-2025", "2025.1")
    assert str(new.document_number) == str(new.issued) == "原文未载"
    assert all(item.inferred.startswith("待确认") for item in (*new.deadlines, *new.periods))
    assert all(clause.gist.startswith("待确认") and not clause.quotes for clause in new.clauses)
    assert new.summary == f"待确认：{old.summary}"
    assert made.lost == made.added == ()
    places = {row[5] for row in rows(made)[1:]}
    assert made.values == len(places)
    for number in range(len(new.params)):
        assert any(place.startswith(f"notice.json#/params/{number}/value") for place in places)
    for part in ("deadlines/0/at", "periods/0/start", "periods/0/end"):
        assert f"notice.json#/{part}" in places
    assert {row[6] for row in rows(made)[1:]} == {"待确认"}


def test_a_deadline_before_the_day_of_issue_moves_by_whole_years(root: Path) -> None:
    make(root)
    old, new = load_notices(root)
    assert new.deadlines[0].at.year == old.deadlines[0].at.year + 1
    assert "推后1年" in new.deadlines[0].inferred


def test_confirmed_values_stand_in_the_notice(root: Path) -> None:
    made = make(root)
    decide(made, "notice.json#/deadlines/0/at", "2025-11-14 16:00")
    decide(made, "notice.json#/params/0/value", "57")
    done = accept(made.folder, made.review)
    assert (done.taken, done.open) == (2, made.values - 2)
    notice = load_notice(made.folder)
    assert notice.deadlines[0].at.isoformat() == "2025-11-14T16:00:00+08:00"
    assert notice.deadlines[0].inferred == ""
    assert notice.params[0].value == 57
    assert [row[6] for row in rows(made)].count("已写入") == 2


def staying(root: Path) -> set[tuple[str, str]]:
    """The values that check asks about, as in the edition before, with their clauses."""
    found = compare_notices(*load_notices(root))
    return {
        (str(item.values["value"]), str(item.values["clause"]))
        for item in found
        if item.kind == "value-unchanged"
    }


def test_what_stayed_and_was_taken_is_confirmed(root: Path) -> None:
    made = make(root)
    place = "forms/research.schema.json#/x-rules/2/on"
    (row,) = [item for item in rows(made) if item[5] == place]
    before = staying(root)
    assert (row[1], row[3]) in before
    decide(made, place, row[1])
    accept(made.folder, made.review)
    assert before - staying(root) == {(row[1], row[3])}
    (entry,) = load_notice(made.folder).confirmed[-1:]
    assert (entry.value, entry.reason) == (row[1], "与新的原文核对过，照旧")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-13T16:00:00+08:00", "2026-11-13T16:00:00+08:00"),
        ("2026-11-13T23:59:59+08:00", "2026-11-13T23:59:59+08:00"),
        ("2026/11/13 16:00", "2026-11-13T16:00:00+08:00"),
        ("2026年11月13日", "2026-11-13T23:59:59+08:00"),
    ],
)
def test_a_deadline_is_corrected_as_the_list_shows_it_or_as_a_person_writes(
    root: Path, value: str, moment: str
) -> None:
    made = make(root)
    decide(made, "notice.json#/deadlines/0/at", value)
    accept(made.folder, made.review)
    assert load_notice(made.folder).deadlines[0].at.isoformat() == moment


def test_ids_and_what_the_edition_asks_of_itself_are_not_to_be_confirmed(root: Path) -> None:
    table = rows(make(root))[1:]
    assert not [row for row in table if row[5].rpartition("/")[2] in {"programme", "reading"}]
    assert not [row for row in table if row[5].endswith("/gap") or "核对过了吗" in row[1]]


def _listed(document: object) -> dict[str, object]:
    return {"/".join(map(str, steps)): value for steps, value, _ in values(document)}


def test_only_facts_are_to_be_confirmed() -> None:
    field = {
        "description": "第3栏，2025年新增。",
        "minimum": 0,
        "maximum": 58,
        "maxItems": 30,
        "x-source": ["c-1"],
        "x-rules": [
            {
                "when": "self.item in ['K1', 'K2']",
                "values": {"rate": "10000.0 * self.a / self.b", "from": "'2025-06-01'"},
                "cases": [
                    {
                        "assert": "self.a <= 2.0",
                        "message": {"zh-CN": "限报2项", "en": "At most 2"},
                    },
                    {"assert": "size(value.open) == 0", "message": {"zh-CN": "还缺几项"}},
                ],
            },
            {"x-basis": "toolkit", "least": 3, "message": {"zh-CN": "不足3项"}},
        ],
    }
    ours = {"minimum": 3, "maximum": 2025, "description": "填3个。", "x-basis": "customary"}
    work = {"items": [{"number": 4, "indicators": ["T1"], "measures": ["办好3件事"]}]}
    assert _listed({"a": field, "b": ours, "work": [work]}) == {
        "a/description": "第3栏，2025年新增。",
        "a/maximum": 58,
        "a/x-rules/0/values/from": "'2025-06-01'",
        "a/x-rules/0/cases/0/assert": "self.a <= 2.0",
        "a/x-rules/0/cases/0/message/zh-CN": "限报2项",
        "b/maximum": 2025,
        "work/0/items/0/measures/0": "办好3件事",
    }


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("notice.json#/deadlines/0/at", "下个月"),
        ("notice.json#/deadlines/0/at", "2026-11-31T16:00:00+08:00"),
        ("notice.json#/params/0/value", "五十七"),
        ("notice.json#/periods/0/start", "2026-01-32"),
    ],
)
def test_a_value_of_another_kind_is_told_and_nothing_written(
    root: Path, place: str, value: str
) -> None:
    made = make(root)
    before = (made.folder / "notice.json").read_bytes()
    decide(made, place, value)
    with pytest.raises(ListError) as raised:
        accept(made.folder, made.review)
    assert value in raised.value.text("zh-CN")
    assert (made.folder / "notice.json").read_bytes() == before


@pytest.mark.parametrize("place", ["../x.json#/a", "notice.json#/nope", "clauses.md#/a", ""])
def test_a_place_that_is_none_is_told(root: Path, place: str) -> None:
    made = make(root)
    text = made.review.read_text("utf-8-sig")
    line = text.splitlines()[1]
    cells = next(csv.reader([line]))
    cells[5], cells[6] = place, "采用"
    with made.review.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([next(csv.reader([text.splitlines()[0]])), cells])
    with pytest.raises(ListError):
        accept(made.folder, made.review)


def test_without_an_older_notice_there_is_no_edition(root: Path) -> None:
    request = EditionRequest(answers=Answers(id="a-2026", title="x"), old="keji-2024", root=root)
    with pytest.raises(ShenbaoError) as raised:
        new_edition(request)
    assert "keji-2025" in raised.value.text("zh-CN")
    assert not (root / "schemas" / "a-2026").exists()
    taken = replace(request, answers=Answers(id="keji-2025", title="x"), old="keji-2025")
    with pytest.raises(ShenbaoError, match="已经有了"):
        new_edition(taken)


def edited(quotes: Sequence[str], chance: random.Random) -> list[tuple[int, str]]:
    """A new year's text from the quotes of an old one: which quote each line was, -1 for none."""
    lines = [(number, quote) for number, quote in enumerate(quotes) if chance.random() > 0.15]
    chance.shuffle(lines)
    made: list[tuple[int, str]] = []
    for number, line in lines:
        text = line
        if chance.random() < 0.4:
            text = "".join(str(chance.randrange(1, 99)) if x.isdigit() else x for x in text)
        if chance.random() < 0.3 and len(text) > 12:
            at = chance.randrange(4, len(text) - 2)
            text = text[:at] + chance.choice(["", "应当", "原则上", "须"]) + text[at + 1 :]
        made.append((number, text))
    made += [(-1, "".join(chance.sample(line, len(line)))) for _, line in lines[:3]]
    return made


def test_no_quote_is_found_where_it_is_not() -> None:
    """What is found is right in every simulated edit, and most of what is there is found."""
    found = there = 0
    for notice in load_notices(ROOT):
        quotes = list(dict.fromkeys(quote for clause in notice.clauses for quote in clause.quotes))
        plain = quotes[:40]
        for seed in range(40 if CI else 8):
            lines = edited(plain, random.Random(seed))  # noqa: S311 - a test
            text = NewText([[line] for _, line in lines], plain)
            for number, quote in enumerate(plain):
                passage = text.find(quote)
                there += any(number == origin for origin, _ in lines)
                if passage is not None:
                    found += 1
                    origin = lines[passage.clause][0]
                    assert origin == number, (quote, passage, lines)
    assert found > 0.6 * there
