"""``shenbao check`` on a policy folder with a mistake: it is said, at its place, and only it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.checks import repository
from shenbao.errors import Problem
from shenbao.policy.load import load_notices

DEMO = Path(__file__).parent / "notices"
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
    found = list(repository.check_sources(folder, load_notices(folder), sources))
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
