"""A path that a file from outside names stays in its folder, by its text and by its links."""

from __future__ import annotations

from pathlib import Path

import pytest

from shenbao.core.guards.safe_paths import goes_down, is_remote, leads_into


@pytest.mark.parametrize("path", ["a.csv", "数据/a.csv", "./a.csv", "a/./b", "a..b/..c", "c:a"])
def test_a_path_below_the_folder(path: str) -> None:
    assert goes_down(path)


@pytest.mark.parametrize(
    "path", ["", ".", "..", "../a", "a/../../b", "/a", "a\\b", "\\\\h\\a", "a\0b"]
)
def test_a_path_that_leads_out_or_to_nothing(path: str) -> None:
    assert not goes_down(path)


def test_a_scheme_and_a_drive_are_no_path_below() -> None:
    assert all(map(is_remote, ["http://a/b", "file:a", "C:/a", "x-y+1.0:z"]))
    assert not any(map(is_remote, ["a/b:c", "1a:b", "数据:a", ":a"]))


def test_links_are_followed(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (inside / "out").symlink_to(tmp_path / "secret")
    (inside / "again").symlink_to(inside / "a")
    (inside / "circle").symlink_to(inside / "circle")
    assert not leads_into(inside / "out", inside)
    assert not leads_into(inside / "..", inside)
    assert not leads_into(tmp_path / "input", inside), "a name that only begins alike"
    assert all(leads_into(inside / name, inside) for name in ("again", "not there", "circle"))
