"""What looks forgotten is confirmed by a command; reports take the place of reports alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices.compare.compare import CompareRequest, compare
from shenbao.changes.notices import trees
from shenbao.changes.notices.compare import compare_notices
from shenbao.core.errors import ShenbaoError
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Confirmation

KEJI = Path(__file__).resolve().parents[1] / "notices" / "keji" / "schemas"


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    for name in ("keji-2025", "keji-2026"):
        shutil.copytree(KEJI / name, tmp_path / "schemas" / name)
    return str(tmp_path / "schemas" / "keji-2025"), str(tmp_path / "schemas" / "keji-2026")


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["compare", *words])
    if isinstance(done.exception, ShenbaoError):
        return 2, done.exception.text()
    return done.exit_code, " ".join(done.output.split())


def drifting(sides: tuple[str, str]) -> list[str]:
    made = compare(CompareRequest(old=sides[0], new=sides[1]))
    return [item.fingerprint for item in made.changes if item.row.weight == "drift"]


@pytest.mark.parametrize("others", [True, False])
def test_what_is_meant_is_written_into_the_notice(sides: tuple[str, str], *, others: bool) -> None:
    file = Path(sides[1]) / "notice.json"
    if not others:
        document = json.loads(file.read_text("utf-8"))
        document.pop("confirmed", None)
        file.write_text(json.dumps(document, ensure_ascii=False) + "\n", "utf-8")
    before = file.read_text("utf-8")
    first, second, *left = drifting(sides)
    chosen = ["--accept", first[:8], "--accept", second[:8], "--reason", "原文照旧"]
    code, text = run(*sides, *chosen)
    assert code == 0, text
    assert "确认了 2 处" in text
    assert drifting(sides) == left
    after = file.read_text("utf-8")
    kept = before.rstrip()[:-1].rstrip() if '"confirmed"' not in before else ""
    assert after.startswith(kept)
    written = json.loads(after)["confirmed"]
    assert [entry["reason"] for entry in written[-2:]] == ["原文照旧"] * 2
    load_notice(Path(sides[1]))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--accept", "zz", "--reason", "x"), "没有编号是 zz 的"),
        (("--accept", "", "--reason", "x"), "没有编号是"),
        (("--accept", "{first}"), "没有写理由"),
        (("--reason", "x"), "没有写确认哪一处"),
        (("--accept", "{first}", "--reason", "长" * 501), "太长"),
    ],
)
def test_a_confirmation_that_names_nothing_writes_nothing(
    sides: tuple[str, str], words: tuple[str, ...], told: str
) -> None:
    file = Path(sides[1]) / "notice.json"
    before = file.read_bytes()
    first = drifting(sides)[0]
    code, text = run(*sides, *(word.format(first=first) for word in words))
    assert code == 2
    assert told in text
    assert file.read_bytes() == before


def test_a_clause_that_went_into_another_is_confirmed() -> None:
    old = load_notice(KEJI / "keji-2025")
    merged = replace(
        old,
        clauses=tuple(item for item in old.clauses if item.id != "c-match"),
        quotas=old.quotas,
    )
    (change,) = [
        item for item in compare_notices(old, merged) if item.kind == "cited-clause-removed"
    ]
    entry = Confirmation(
        value="c-match", clause=str(change.values["clause"]), reason="并进了资助一条"
    )
    said = replace(merged, confirmed=(*merged.confirmed, entry))
    kinds = {item.kind for item in compare_notices(old, said)}
    assert "cited-clause-removed" not in kinds
    assert "clause-removed" in kinds


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_report_takes_the_place_of_a_report_alone(
    sides: tuple[str, str], tmp_path: Path, form: str
) -> None:
    target = tmp_path / "report.txt"
    for _ in range(2):
        assert run(*sides, "--format", form, "-o", str(target))[0] == 0
    target.write_text("申报书的说明\n", "utf-8")
    code, text = run(*sides, "--format", form, "-o", str(target))
    assert code == 2
    assert "不是 shenbao compare 写的" in text
    assert target.read_text("utf-8") == "申报书的说明\n"


@pytest.mark.parametrize(
    ("text", "base", "wanted"),
    [
        ("app.partners.all(p, p.unit != '')", "", "app.partners.all(p, p.org != '')"),
        ("self.partners.exists(p, p.unit == self.unit)", "", None),
        (
            "app.partners.filter(p, p.kind == 'a').map(q, q.unit).size() > 0",
            "",
            "app.partners.filter(p, p.kind == 'a').map(q, q.org).size() > 0",
        ),
        ("app.others.all(p, p.unit != '')", "", "app.others.all(p, p.unit != '')"),
        (
            "app.partners.all(p, p.people.exists(p, p.unit == '') || p.unit == '')",
            "",
            "app.partners.all(p, p.people.exists(p, p.unit == '') || p.org == '')",
        ),
        ("self.all(row, row.unit != '')", "/partners", None),
    ],
)
def test_macros_follow_renames(text: str, base: str, wanted: str | None) -> None:
    names = {"/partners/*/unit": "/partners/*/org"}
    expected = wanted or text.replace("p.unit", "p.org").replace("row.unit", "row.org")
    assert trees.renamed(text, base, names).replace('"', "'") == expected
