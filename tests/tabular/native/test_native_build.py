"""The compiled scan is built where it can be, and nowhere needed."""

from __future__ import annotations

import importlib.util
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support.by_chance import cases

from shenbao.tabular import check_table
from shenbao.tabular.native import compiled

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "generator" / "shenbao" / "tabular" / "native" / "_scan.c"


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The build hook, as a module."""
    monkeypatch.delenv(compiled.OFF, raising=False)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _root(tmp_path: Path, build: ModuleType) -> Path:
    place = tmp_path / build.SCAN
    place.parent.mkdir(parents=True)
    place.write_bytes(SOURCE.read_bytes())
    return tmp_path


def test_it_is_built_once(tmp_path: Path, build: ModuleType) -> None:
    """A checkout gets the library beside its source, and again only when that is newer."""
    root = _root(tmp_path, build)
    built, said = build.build_scan(root)
    assert built is not None, said
    first = (root / built).stat().st_mtime_ns
    assert build.build_scan(root)[0] == built
    assert (root / built).stat().st_mtime_ns == first
    os.utime(root / build.SCAN, (first / 1e9 + 10, first / 1e9 + 10))
    build.build_scan(root)
    assert (root / built).stat().st_mtime_ns > first
    assert {path.name for path in (root / built).parent.iterdir()} == {"_scan.c", built.name}


def test_no_warning_of_the_compiler(tmp_path: Path) -> None:
    """The C is clean under the warnings of a strict build, with and without vector code."""
    include = f"-I{importlib.import_module('sysconfig').get_path('include')}"
    strict = ("-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wvla", "-Werror")
    for more in ((), ("-DSHENBAO_PORTABLE",)):
        command = ("cc", *strict, "-O2", "-fPIC", "-shared", *more, include, str(SOURCE))
        target = tmp_path / f"{len(more)}.so"
        done = subprocess.run((*command, "-o", target), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_without_a_compiler_a_line_says_so(
    tmp_path: Path, build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No compiler, a compiler that fails, and the wish to do without: nothing is built."""
    root = _root(tmp_path, build)
    monkeypatch.setenv("CC", f"{shlex.quote(sys.executable)} -c 'raise SystemExit(1)'")
    assert build.build_scan(root)[0] is None
    monkeypatch.setenv("CC", "no-such-compiler")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.build_scan(root) == (
        None, "compiled scan of tables: not built, Python does it (no C compiler)"
    )  # fmt: skip
    monkeypatch.setenv(compiled.OFF, "1")
    assert build.build_scan(root)[1].endswith(f"({compiled.OFF})")


def test_a_wheel_with_it_has_a_tag_of_its_own(
    tmp_path: Path, build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook marks the wheel for this platform and any Python from 3.11 on."""

    class App:
        def display_info(self, _line: str) -> None:
            """Show nothing."""

    root = _root(tmp_path, build)
    web = root / build.WEB / "dist"
    for name in build.BUILT:
        (web / name).parent.mkdir(parents=True, exist_ok=True)
        (web / name).write_text("", encoding="utf-8")

    def run(version: str) -> dict[str, Any]:
        hook = build.CustomBuildHook.__new__(build.CustomBuildHook)
        monkeypatch.setattr(build, "bill_of_materials", lambda *_: "bill")
        given = {"root": str(root), "target_name": "wheel", "app": App(), "metadata": None}
        for name, value in given.items():
            setattr(type(hook), name, value)
        data: dict[str, Any] = {"artifacts": [], "force_include": {}, "sbom_files": []}
        hook.initialize(version, data)
        return data

    data = run("standard")
    assert data["tag"].startswith("cp311-abi3-")
    assert data["pure_python"] is False
    assert data["artifacts"] == [f"/{(build.SCAN.parent / build.SCAN_BUILT).as_posix()}"]
    assert "tag" not in run("editable")


def test_the_portable_code_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built without vector instructions, as for other processors."""
    target = tmp_path / "_scan.abi3.so"
    include = f"-I{importlib.import_module('sysconfig').get_path('include')}"
    subprocess.run(
        ("cc", "-std=c11", "-O1", "-fPIC", "-shared", "-DSHENBAO_PORTABLE", include, str(SOURCE),
         "-o", target), check=True,
    )  # fmt: skip
    spec = importlib.util.spec_from_file_location("_scan", target)
    assert spec is not None
    assert spec.loader is not None
    portable = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(portable)
    found = []
    for off in ("0", "1"):
        monkeypatch.setenv(compiled.OFF, off)
        monkeypatch.setattr("shenbao.tabular.native._scan", portable)
        for seed in range(60):
            case = cases.scannable(seed)
            found.append(check_table(case.schema, case.raw, dialect=case.dialect, limit=None))
    assert found[:60] == found[60:]
