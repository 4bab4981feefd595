"""A file of a package that is gone, or was changed, is told once, at the file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import shenbao
from shenbao.core.artifacts import write
from shenbao.core.findings import Counts
from shenbao.core.messages import LANGUAGES
from shenbao.media.package.hand_in import completed, filled
from shenbao.media.package.manifest import Facts
from shenbao.policy.model import Notice

ROW = {"no": 1, "title": "示例项目", "lead_unit": "示例医院甲", "topic": "t1", "funding": 10}
LIST = "lists/demo_topics.csv"


@pytest.fixture
def package(demo: Notice, tmp_path: Path) -> Path:
    """A package to hand in; what it says is right."""
    said = Facts(rows=1, fingerprint="", verdict="pass", counts=Counts(), structure=0)
    folder = tmp_path / "报送"
    write(completed(demo, demo.table("summary"), _filled(demo), said), folder)
    return folder


def _filled(demo: Notice) -> object:
    return filled(demo, demo.table("summary"), {"rows": [ROW]})


def told(path: Path, demo: Notice) -> list[tuple[str, str, str]]:
    """Return rule, file in the package and message of every finding; the counts agree."""
    report = shenbao.validate(path, [demo])
    assert report.counts.error == len(report.findings)
    for language in LANGUAGES:
        assert json.loads(report.to_json(language))["verdict"] == report.verdict
    folder = f"{path.name}/"
    return [
        (item.rule, (item.where.file or "").partition(folder)[2], item.message)
        for item in report.findings
    ]


def zipped(folder: Path) -> Path:
    """Pack the folder."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def test_what_was_made_has_nothing_to_tell(package: Path, demo: Notice) -> None:
    assert told(package, demo) == []


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_lost_table(package: Path, demo: Notice, *, as_zip: bool) -> None:
    (package / "summary.csv").unlink()
    path = zipped(package) if as_zip else package
    assert told(path, demo) == [("manifest.missing", "summary.csv", "manifest-missing")]


def test_a_lost_list(package: Path, demo: Notice) -> None:
    """The table that needs it was not checked, which is another thing."""
    (package / LIST).unlink()
    assert told(package, demo) == [
        ("table.scheme-error", "summary.csv", "tables-needs-file"),
        ("manifest.missing", LIST, "manifest-missing"),
    ]


def test_a_lost_list_of_a_package_without_a_manifest(package: Path, demo: Notice) -> None:
    for name in ("manifest.json", "SHA256SUMS"):
        (package / name).unlink()
    (package / LIST).unlink()
    assert told(package, demo) == [
        ("table.scheme-error", "summary.csv", "tables-needs-file"),
        ("table.scheme-error", LIST, "tables-no-file"),
    ]


@pytest.mark.parametrize(("old", "new"), [("示例项目", "示例题目"), ("示例项目", "示例的项目")])
def test_a_changed_table(package: Path, demo: Notice, old: str, new: str) -> None:
    """Of the same size, and longer: then size and hash of the descriptor are both wrong."""
    table = package / "summary.csv"
    table.write_text(table.read_text("utf-8-sig").replace(old, new), encoding="utf-8-sig")
    assert told(package, demo) == [("manifest.changed", "summary.csv", "manifest-changed")]


def test_what_is_no_table_stands_at_the_package(package: Path, demo: Notice) -> None:
    (package / "README.md").unlink()
    assert told(package, demo) == [("manifest.missing", "datapackage.json", "manifest-missing")]


def test_a_lost_file_that_is_no_table(tmp_path: Path, demo: Notice) -> None:
    """Nothing depends on it: it is lost, and that is all."""
    folder = tmp_path / "a"
    folder.mkdir()
    described = {"name": "a", "resources": [{"name": "r", "path": "report.pdf"}]}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    assert told(folder, demo) == [("table.scheme-error", "datapackage.json", "tables-no-file")]
