"""A notice is published, changed, published again, and its first version withdrawn."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from shenbao.app.notices.check import CheckRequest, check

from .test_cli import session

HERE = Path(__file__).resolve().parent
KEJI = HERE.parent / "notices" / "keji"
GOLDEN = HERE / "publishing" / "expected.txt"
FIRST = """\
shenbao publish keji-2025 --date 2024-10-10
shenbao publish keji-2025
shenbao publish keji-2026 --date 2025-10-10
shenbao publish keji-2052
shenbao publish keji-2025 --date 2024-10-32
shenbao publish keji-2025 --reason 附件写错了
"""
CHANGED = """\
shenbao publish keji-2025 --date 2024-10-20
shenbao publish keji-2025 --date 2024-10-20 --lang en
"""
SMALL = """\
shenbao publish keji-2025 --date 2024-10-20
"""
NEXT = """\
shenbao publish keji-2025 --date 2024-10-01
shenbao publish keji-2025 --date 2024-10-20
shenbao publish keji-2025 --withdraw 2025.1
shenbao publish keji-2025 --withdraw 2025.7 --reason 年龄写错了
shenbao publish keji-2025 --withdraw 2025.1 --reason 年龄写错了 --date 2024-10-21
shenbao publish keji-2025 --withdraw 2025.1 --reason 年龄写错了 --date 2024-10-22 --lang en
"""


def test_a_version_is_published_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("schemas", "data-packages"):
        shutil.copytree(KEJI / name, tmp_path / name)
    notice = tmp_path / "schemas" / "keji-2025" / "notice.json"
    shown = session(FIRST, monkeypatch, tmp_path) + "\n"
    form = notice.parent / "forms" / "research.schema.json"
    written(form, '"maxItems": 15', '"maxItems": 12')
    shown += session(CHANGED, monkeypatch, tmp_path) + "\n"
    written(notice, '"version": "2025.1"', '"version": "2025.1.1"')
    check(CheckRequest(root=tmp_path, update=True))
    shown += session(SMALL, monkeypatch, tmp_path) + "\n"
    written(notice, '"version": "2025.1.1"', '"version": "2025.2"')
    check(CheckRequest(root=tmp_path, update=True))
    shown += session(NEXT, monkeypatch, tmp_path)
    shown += "\n" + (tmp_path / "published" / "keji-2025" / "ledger.json").read_text("utf-8")
    shown = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", shown.replace(str(tmp_path), "…"))
    if request.config.getoption("--update"):
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")


def written(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
