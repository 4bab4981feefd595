"""A package that was handed in, held against its manifest."""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.artifacts import write
from shenbao.core.findings import Counts
from shenbao.core.messages import LANGUAGES, say
from shenbao.media.package.hand_in import completed, filled
from shenbao.media.package.manifest import Facts
from shenbao.media.package.write import empty
from shenbao.media.zip import zipped
from shenbao.policy.model import Notice
from shenbao.tabular import check_package
from shenbao.validation.tables.manifest import check_manifest

NOTHING = "0" * 64


@pytest.fixture
def package(demo: Notice, tmp_path: Path) -> Path:
    """A package to hand in, in a folder with a Chinese name and a blank."""
    table = demo.table("summary")
    said = Facts(rows=1, fingerprint="", verdict="pass", counts=Counts(), structure=0)
    folder = tmp_path / "报送 材料"
    write(completed(demo, table, filled(demo, table, {"rows": [{"no": 1}]}), said), folder)
    return folder


def rules(path: Path) -> list[tuple[str, str]]:
    """Return what is found, and that it can be said in every language."""
    found = check_manifest(path)
    for finding in found:
        for language in LANGUAGES:
            assert say(finding.message, finding.args, language)
    return [(item.rule.removeprefix("manifest."), item.args["path"]) for item in found]


def resealed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest and make its checksum right again, as somebody clever would."""
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    change(manifest)
    file.write_text(json.dumps(manifest), encoding="utf-8")
    sums = folder / "SHA256SUMS"
    lines = [line for line in sums.read_text().splitlines() if not line.endswith(" manifest.json")]
    lines.append(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  manifest.json")
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_what_was_made_is_what_the_manifest_says(package: Path) -> None:
    assert check_manifest(package) == ()
    assert check_manifest(package / "datapackage.json") == ()


def test_a_package_without_a_manifest_has_nothing_to_compare(demo: Notice, tmp_path: Path) -> None:
    write(empty(demo, demo.table("summary")), tmp_path)
    (tmp_path / "SHA256SUMS").write_text(f"{NOTHING}  other.csv\n", encoding="utf-8")
    assert check_manifest(tmp_path) == ()
    assert check_manifest(tmp_path / "nothing.zip") == ()


def test_a_changed_file_is_named_once(package: Path) -> None:
    table = package / "summary.csv"
    table.write_bytes(table.read_bytes().replace(b"1", b"2"))
    assert rules(package) == [("changed", "summary.csv")]
    (finding,) = check_manifest(package)
    assert finding.severity == "error"
    assert finding.args["found"] == hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_bytes(table.read_bytes() + b"\r\n")
    (finding,) = check_manifest(package)
    assert finding.args["found"] == f"{table.stat().st_size} B"


def test_a_lost_file_and_one_that_came_along(package: Path) -> None:
    (package / "lists" / "demo_topics.csv").unlink()
    (package / "备注.docx").write_bytes(b"x")
    (package / "~$备注.docx").write_bytes(b"x")
    (package / "Thumbs.db").write_bytes(b"x")
    assert rules(package) == [("missing", "lists/demo_topics.csv"), ("extra", "备注.docx")]
    assert [item.severity for item in check_manifest(package)] == ["error", "warning"]


def test_a_changed_manifest_is_told_by_the_checksums(package: Path) -> None:
    file = package / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"pass"', '"fail"'), encoding="utf-8")
    assert rules(package) == [("sums", "manifest.json")]


@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS"])
def test_half_of_the_pair_is_missed(package: Path, name: str) -> None:
    (package / name).unlink()
    assert rules(package) == [("missing", name)]


@pytest.mark.parametrize(
    "path",
    ["../secret", "/etc/passwd", "a\\..\\b", "C:\\x", "https://example.com/x", "./summary.csv"],
)
def test_a_path_that_leads_out_is_not_read(package: Path, path: str) -> None:
    (package.parent / "secret").write_bytes(b"x")
    entry = {"path": path, "bytes": 1, "sha256": NOTHING}
    resealed(package, lambda manifest: manifest["files"].append(entry))
    assert rules(package) == [("unsafe", path)]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_leads_out_is_not_followed(package: Path) -> None:
    outside = package.parent / "secret"
    outside.write_bytes((package / "summary.csv").read_bytes())
    (package / "summary.csv").unlink()
    (package / "summary.csv").symlink_to(outside)
    assert rules(package) == [("unreadable", "summary.csv")]


def test_a_file_that_is_listed_twice(package: Path) -> None:
    resealed(package, lambda manifest: manifest["files"].append(manifest["files"][0]))
    assert rules(package) == [("twice", "README.en.md")]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"files": [{"path": "a", "bytes": true, "sha256": "' + NOTHING + '"}]}',
        '{"files": [{"path": 1}]}',
        '{"files": "x"}',
        '{"files": [], "files": []}',
        "\udcff",
    ],
)
def test_what_is_no_manifest_is_said(package: Path, text: str) -> None:
    (package / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert rules(package) == [("unreadable", "manifest.json")]


def test_checksums_that_are_none_are_said(package: Path) -> None:
    (package / "SHA256SUMS").write_text("<html>", encoding="utf-8")
    assert rules(package) == [("unreadable", "SHA256SUMS")]


def test_checksums_as_windows_tools_write_them_are_read(package: Path) -> None:
    """Upper case, a star for binary, CRLF."""
    sums = package / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines()
    typed = "\r\n".join(f"{line[:64].upper()} *{line[66:]}" for line in lines)
    sums.write_bytes(typed.encode())
    assert rules(package) == []
    sums.write_bytes(typed.replace(typed[:8], "00000000", 1).encode())
    assert rules(package) == [("sums", "README.en.md")]


def test_an_archive_is_compared_where_it_is(demo: Notice, package: Path, tmp_path: Path) -> None:
    """At its top or in one folder, as people pack it; a changed member is seen."""
    table = demo.table("summary")
    said = Facts(rows=1, fingerprint="", verdict="pass", counts=Counts(), structure=0)
    files = completed(demo, table, filled(demo, table, {"rows": [{"no": 1}]}), said)
    archive = tmp_path / "报送.zip"
    archive.write_bytes(zipped(files))
    assert rules(archive) == []
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(package.rglob("*")):
            packed.write(file, f"报送/{file.relative_to(package).as_posix()}")
        packed.writestr("报送/x", b"x")
        packed.writestr("y", b"x")
    assert rules(archive) == [("extra", "x"), ("extra", "y")]
    with zipfile.ZipFile(archive, "w") as packed:
        for file in files:
            packed.writestr(file.path, file.content.replace(b"t1", b"t9"))
    assert ("changed", "lists/demo_topics.csv") in rules(archive)


def test_an_archive_that_is_refused_is_the_readers_to_tell(tmp_path: Path) -> None:
    archive = tmp_path / "报送.zip"
    archive.write_bytes(b"PK")
    assert rules(archive) == []
    assert [issue.code for issue in check_package(archive).issues] == ["package-error"]
