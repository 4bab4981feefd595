"""Several documents of one notice: corrections, supplements, extensions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.invented.corrected import corrected, edit

from shenbao import cli
from shenbao.audit import soundness
from shenbao.core.errors import PolicyError
from shenbao.policy.compiled.codec import from_json, to_json
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder whose notice was corrected and extended."""
    return corrected(tmp_path)


def folder_of(root: Path) -> Path:
    return root / "schemas" / "demo-2024"


def test_a_clause_says_from_which_document_it_comes(root: Path) -> None:
    notice = load_notice(folder_of(root))
    assert [item.kind for item in notice.sources] == ["notice", "correction", "extension"]
    assert notice.document(notice.clause("c-goal")) is notice.sources[0]
    assert notice.document(notice.clause("c-extended")).issued == date(2024, 4, 25)
    new = notice.correction("c-funding")
    assert new is not None
    assert new.id == "c-funding-corrected"
    assert notice.correction(new.id) is None
    assert from_json(to_json(notice)) == notice


def test_a_moved_deadline_keeps_what_it_was_and_by_which_clause(root: Path) -> None:
    (deadline,) = load_notice(folder_of(root)).deadlines
    (moved,) = deadline.extended_from
    assert (moved.at.day, deadline.at.day) == (30, 15)
    assert moved.clauses == ("c-extended",)


def test_a_single_source_is_one_document_with_the_title_of_the_notice(demo: Notice) -> None:
    (only,) = demo.sources
    assert (only.kind, only.title, only.issued) == ("notice", demo.title, demo.issued)
    assert all(demo.document(clause) is only for clause in demo.clauses)


def test_lines_and_quotes_are_held_against_the_document_of_the_clause(root: Path) -> None:
    def found() -> list[str]:
        return [item.message for item in soundness.check_sources(root, load_notices(root), None)]

    assert found() == []
    file = folder_of(root) / "clauses.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('lines="3" doc="extension"', 'lines="2" doc="extension"'))
    assert found() == ["quote-elsewhere"]
    file.write_text(text.replace('doc="extension"', 'doc="correction"'))
    assert "quote-not-in-source" in found()
    file.write_text(text)
    extension = folder_of(root) / "extension.txt"
    extension.write_text(extension.read_text(encoding="utf-8").replace("15", "16"))
    assert found() == ["source-changed", "quote-not-in-source"]


def document_change(path: list[Any], value: Any) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        def into(document: Any) -> None:
            for step in path[:-1]:
                document = document[step]
            if value is None:
                del document[path[-1]]
            else:
                document[path[-1]] = value

        edit(folder_of(root), into)

    return change


def clause_change(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = folder_of(root) / "clauses.md"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


SINGLE = {"file": "demo.txt", "sha256": "0" * 64}
WRONG = {
    "doc that is none": (clause_change('doc="extension"', 'doc="extention"'), "extention"),
    "corrects no clause": (clause_change('corrects="c-funding"', 'corrects="c-fund"'), "c-fund"),
    "corrects its own document": (clause_change('doc="correction" ', ""), "出自同一份文件"),
    "corrected twice": (
        clause_change('doc="extension"', 'doc="extension" corrects="c-funding"'),
        "再次更正的",
    ),
    "both spellings": (document_change(["source"], SINGLE), "只留 sources"),
    "no document": (document_change(["sources"], None), "source, sources"),
    "the notice is not first": (document_change(["sources", 0, "kind"], "supplement"), "edition"),
    "two notices": (document_change(["sources", 2, "kind"], "notice"), "第一份写 notice"),
    "unknown kind": (document_change(["sources", 1, "kind"], "更正"), "correction"),
    "two of one id": (document_change(["sources", 2, "id"], "correction"), "correction"),
    "no day of issue": (document_change(["sources", 1, "issued"], None), "issued"),
    "two of one edition": (document_change(["sources", 1, "edition"], "2024.3"), "2024.3"),
    "the version is not new": (document_change(["edition", "version"], "2024.1"), "2024.1"),
    "moved to the same": (
        document_change(["deadlines", 0, "at"], "2024-04-30T16:00:00+08:00"),
        "改动以前的时间",
    ),
    "moved by nobody": (
        document_change(["deadlines", 0, "extended_from", 0, "x-source"], ["c-receive"]),
        "后发文件的条款",
    ),
    "moved by an unknown clause": (
        document_change(["deadlines", 0, "extended_from", 0, "x-source"], ["c-none"]),
        "c-none",
    ),
    "no such moment": (
        document_change(["deadlines", 0, "extended_from", 0, "at"], "2024-02-30T16:00:00+08:00"),
        "2024-02-30",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_place_and_remedy(root: Path, name: str) -> None:
    change, told = WRONG[name]
    change(root)
    with pytest.raises(PolicyError) as caught:
        load_notice(folder_of(root))
    problems = caught.value.problems
    assert any(told in problem.text("zh-CN") for problem in problems)
    for problem in problems:
        assert problem.line or problem.message == "dialect-one-of-keys"
        assert any(word in problem.text("zh-CN") for word in ("处理", "允许", "至少"))
        assert problem.text("en")


def test_explain_names_the_document(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explained(clause: str) -> str:
        words = ["shenbao", "explain", clause, "--root", str(root)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit):
            cli.main()
        return capsys.readouterr().out

    assert "出自：关于延长2024年度示例项目申报时间的通知（虚构）（2024-04-25）" in explained(
        "c-extended"
    )
    assert "更正了：一、3 [c-funding]" in explained("c-funding-corrected")
    assert "已被更正，现为：更正 [c-funding-corrected]" in explained("c-funding")
