"""Makes a folder of wheels for machines without internet: ``make bundle``.

``build/bundle`` then holds the wheels of shenbao and of all that it needs, for each system and
each Python that is asked for, how to install them, SHA256SUMS, and a bill of materials in
CycloneDX 1.6. Versions and digests are those of ``run.lock``; nothing is compiled here but shenbao
itself. The folder appears whole or not at all.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.lock"
GUIDE = ROOT / "docs" / "administer" / "intranet.md"
SUMS = "SHA256SUMS"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


class System(NamedTuple):
    """What a system calls itself in wheels (the newest first) and in markers (PEP 508)."""

    tags: tuple[str, ...]
    marks: dict[str, str]


SYSTEMS = {
    "windows": System(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    ),
    "linux": System(
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64",
         "manylinux2014_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    ),
    "macos": System(
        ("macosx_15_0_arm64", "macosx_14_0_arm64", "macosx_11_0_arm64", "macosx_10_15_universal2",
         "macosx_10_9_universal2"),
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    ),
}  # fmt: skip


def main() -> int:
    """Make the bundle that the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(description="wheels for machines without internet")
    parser.add_argument("--system", action="append", choices=SYSTEMS, help="default: all")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="default: all")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "bundle")
    asked = parser.parse_args()
    if asked.output.exists() and not (asked.output / SUMS).is_file():
        parser.error(f"{asked.output} is no bundle: name another folder, or take it away yourself")
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.output.parent) as folder:
        made = Path(folder) / "bundle"
        wheels = made / "wheels"
        wheels.mkdir(parents=True)
        own_wheels(wheels)
        for system in asked.system or SYSTEMS:
            for python in asked.python or PYTHONS:
                print(f"{system}, Python {python}", flush=True)
                fetch(wheels, system, python)
        shutil.copyfile(GUIDE, made / "intranet.md")
        (made / "sbom.cdx.json").write_text(
            bill_of_materials(wheels), encoding="utf-8", newline="\n"
        )
        (made / SUMS).write_text("".join(sums(made)), encoding="utf-8", newline="\n")
        if asked.output.exists():
            shutil.rmtree(asked.output)
        made.replace(asked.output)
    told = [path.stat().st_size for path in asked.output.rglob("*") if path.is_file()]
    print(f"{asked.output}: {len(told)} files, {sum(told) / 1e6:.0f} MB")
    return 0


def own_wheels(wheels: Path) -> None:
    """Build shenbao for any machine, and with the compiled scan for one like this."""
    for native in ("1", "0"):
        run(
            "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT),
            env={"SHENBAO_NO_NATIVE": native},
        )  # fmt: skip


def fetch(wheels: Path, system: str, python: str) -> None:
    """Download the locked wheels for a system and a Python; raises SystemExit where one is missing.

    pip asks the markers of a lock file of the machine that it runs on, not of the one that it
    downloads for: they are asked here.
    """
    marks = {
        **SYSTEMS[system].marks,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_machine": "arm64" if system == "macos" else "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }
    wanted = "".join(f"{line}\n" for requirement, line in locked() if applies(requirement, marks))
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted.txt"
        listed.write_text(wanted, encoding="utf-8")
        run(
            "download", "--no-deps", "--require-hashes", "--only-binary=:all:",
            "--implementation=cp", f"--python-version={python}",
            *(f"--platform={tag}" for tag in SYSTEMS[system].tags),
            "--dest", str(wheels), "--requirement", str(listed),
        )  # fmt: skip


def locked() -> Iterator[tuple[Requirement, str]]:
    """Yield the requirements of the lock file, each with its line for pip: digests, no marker."""
    text = LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            named, *digests = re.split(r"\s+--hash=", line.strip())
            requirement = Requirement(named)
            pinned = f"{requirement.name}{requirement.specifier}"
            yield requirement, " ".join((pinned, *(f"--hash={digest}" for digest in digests)))


def applies(requirement: Requirement, marks: dict[str, str]) -> bool:
    """Say whether a requirement is one of the machine that the marks describe."""
    return requirement.marker is None or requirement.marker.evaluate(marks)


def sums(made: Path) -> Iterator[str]:
    """Yield the lines of SHA256SUMS, as sha256sum and certutil have them."""
    for path in sorted(item for item in made.rglob("*") if item.is_file()):
        yield f"{digest_of(path)}  {path.relative_to(made).as_posix()}\n"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def bill_of_materials(wheels: Path) -> str:
    """Return what lies in the folder as CycloneDX 1.6: each wheel with version and digest."""
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    bill = Bom()
    for path in sorted(wheels.iterdir()):
        name, version, _, _ = parse_wheel_filename(path.name)
        bill.components.add(
            Component(
                name=name,
                version=str(version),
                type=ComponentType.LIBRARY,
                bom_ref=path.name,
                purl=PackageURL(
                    "pypi", name=name, version=str(version), qualifiers={"file_name": path.name}
                ),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest_of(path))],
            )
        )
    whole = Component(name="shenbao-bundle", type=ComponentType.FILE, bom_ref="bundle")
    bill.metadata = BomMetaData(component=whole)
    bill.register_dependency(whole, bill.components)
    named = "\n".join(sorted(item.bom_ref.value or "" for item in bill.components))
    bill.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, named)
    return JsonV1Dot6(bill).output_as_string(indent=2) + "\n"


def run(*words: str, env: dict[str, str] | None = None) -> None:
    """Run pip; raises SystemExit with what it said where it fails."""
    done = subprocess.run(  # noqa: S603 - pip of this Python
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **(env or {})},
    )
    if done.returncode != 0:
        raise SystemExit(f"pip {words[0]}: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":
    raise SystemExit(main())
