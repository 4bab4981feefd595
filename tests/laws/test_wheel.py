"""The wheel holds what an installation needs, and the bill of materials of what is in it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "site-templates" / "web"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, check=True, timeout=300)
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        yield archive


def test_it_holds_scripts_templates_and_schemas(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    bundled = {
        *(f"site-templates/web/dist/{name}" for name in ("form.js", "eligible.js", "LICENSES.txt")),
        "site-templates/form/form.html.j2",
        "schemas/shenkang-2024/notice.json",
        "docs/reference/security.md",
    }
    assert {f"shenbao/_bundled/{name}" for name in bundled} <= names
    assert "shenbao/py.typed" in names
    assert not [name for name in names if "node_modules" in name or name.startswith("tests")]


def test_it_holds_every_template(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    files = (file.relative_to(ROOT) for file in (ROOT / "site-templates").rglob("*.*"))
    templates = [file.as_posix() for file in files if not (ROOT / file).is_relative_to(WEB)]
    assert len(templates) > 50
    assert [name for name in templates if f"shenbao/_bundled/{name}" not in names] == []


def test_its_bill_of_materials_names_every_package(wheel: zipfile.ZipFile) -> None:
    """CycloneDX in the place of PEP 770: the locked npm packages, the declared Python ones."""
    (name,) = (item for item in wheel.namelist() if ".dist-info/sboms/" in item)
    bill: dict[str, Any] = json.loads(wheel.read(name))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == PROJECT["version"]
    assert bill["metadata"]["component"]["licenses"] == [{"expression": PROJECT["license"]}]
    found = {item["purl"] for item in bill["components"]}
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    npm = {
        f"pkg:npm/{place.removeprefix('node_modules/').replace('@', '%40')}@{item['version']}"
        for place, item in lock.items()
        if place and not item.get("dev") and not item.get("devOptional")
    }
    python = {
        "pkg:pypi/" + Requirement(text).name.replace(".", "-").lower()
        for text in PROJECT["dependencies"]
    }
    assert found == npm | python | {"pkg:npm/shenbao-web@0.0.0"}
    ref = bill["metadata"]["component"]["bom-ref"]
    (whole,) = (item for item in bill["dependencies"] if item["ref"] == ref)
    assert len(whole["dependsOn"]) == len(python) + 1
