"""The folder of wheels for machines without internet, installed from nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
MAKE = (sys.executable, str(ROOT / "requirements" / "bundle.py"))


def _run(*words: str | Path, **more: object) -> str:
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, **more)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.mark.long
def test_a_machine_without_internet_installs_from_the_folder_alone(tmp_path: Path) -> None:
    """What is installed knows its notices, every file is named with its digest and in the bill."""
    bundle = tmp_path / "内网 安装"
    _run(*MAKE, "--system", SYSTEM, "--python", PYTHON, "-o", bundle)

    told = dict(
        reversed(line.split("  ", 1))
        for line in (bundle / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    files = {
        path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if path.is_file()
    }
    assert set(told) == set(files) - {"SHA256SUMS"}
    for name, digest in told.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == digest
    bill = json.loads(files["sbom.cdx.json"].read_text("utf-8"))
    wheels = {Path(name).name for name in told if name.startswith("wheels/")}
    assert {item["bom-ref"] for item in bill["components"]} == wheels

    _run(sys.executable, "-m", "venv", tmp_path / "env")
    there = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    nowhere = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),
        "PYTHONUTF8": "1",
    }
    pip = (there / "python", "-m", "pip", "install", "--no-index", "--find-links")
    _run(*pip, bundle / "wheels", "shenbao", env=nowhere, cwd=tmp_path)
    said = _run(there / "shenbao", "explain", "SK-P1-17", env=nowhere, cwd=tmp_path)
    assert "SK-P1-17" in said


def test_a_folder_that_is_no_bundle_is_not_replaced(tmp_path: Path) -> None:
    """It could be anything; nothing is fetched before that is known."""
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    done = subprocess.run(
        [*MAKE, "-o", str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "no bundle" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
