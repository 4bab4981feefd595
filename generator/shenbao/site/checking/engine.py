"""The engine of 检查文件: Python, our own program and the notices, as scripts that a page can load.

A page from ``file://`` may load scripts and nothing else. So each part is a script that hands
over one text: base64 of a zlib stream. The program in it is the one that builds the site, with
the libraries that it runs on: what the command says here, the page says there.
"""

from __future__ import annotations

import base64
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.policy.compiled.load import load_notice
from shenbao.policy.compiled.sources import content_digest, looked_into
from shenbao.policy.compiled.store import document
from shenbao.policy.loaded import notice_folders
from shenbao.policy.model import Notice
from shenbao.reports.json_report import version

Files: TypeAlias = Mapping[str, bytes]
"""What goes into an archive: path → content."""

FOLDER = "engine"
BUILT = ("worker", "wasm", "library")
"""The scripts that are the same for every site: the build of the package makes them."""

MADE = ("packages", "program", "policy")
"""The scripts with our own program, its libraries, and the notices."""

WORKBOOKS = "python_calamine.whl"
"""The reader of workbooks that the command has, compiled for WebAssembly."""

_PACKAGE = Path(__file__).resolve().parents[2]
_ROOMS = ("app", "core", "forms", "host", "media", "policy", "reports", "tabular", "validation")
_LIBRARIES = (
    "attrs",
    "babel",
    "fluent.runtime",
    "fluent.syntax",
    "jinja2",
    "jsonschema",
    "jsonschema-specifications",
    "markupsafe",
    "python-dateutil",
    "pytz",
    "referencing",
    "rfc8785",
    "typing-extensions",
    "xlsxwriter",
)
"""Pure Python; what of them is compiled for this machine is left out, and not needed."""

_LOCALES = ("root", "en", "zh", "zh_Hans", "zh_Hans_CN")
_KINDS = (".py", ".json")
_STAMP = (1980, 1, 1, 0, 0, 0)


def script_paths() -> tuple[str, ...]:
    """Return where the scripts stand on a site."""
    return tuple(f"{FOLDER}/{part}.js" for part in (*BUILT, *MADE))


def engine(root: Path) -> Iterator[Artifact]:
    """Yield the scripts of the engine with the notices of ``root`` in it.

    Raises ShenbaoError where the engine or one of its libraries is not there.
    """
    built = resources.templates("web") / "dist" / FOLDER
    for part in BUILT:
        yield Artifact(f"{FOLDER}/{part}.js", _built(built / f"{part}.js"))
    workbooks = _unpacked(_built(built / WORKBOOKS))
    contents = (
        {**_libraries(), **workbooks},
        _below("program", _program()),
        _policy(root),
    )
    made_with = stamp(map(load_notice, notice_folders(root)))
    for part, files in zip(MADE, contents, strict=True):
        packed = base64.b64encode(zlib.compress(archive(files), 9)).decode("ascii")
        told = ",".join(map(json.dumps, (part, packed, made_with)))
        text = f"shenbaoEngine({told});\n"
        yield Artifact.text(f"{FOLDER}/{part}.js", text)


def stamp(notices: Iterable[Notice]) -> str:
    """Return by what a page and the engine that it loads are known to be of one build."""
    versions = sorted(f"{notice.id} {notice.edition.version}" for notice in notices)
    return " ".join((version(), *versions))


def archive(files: Files) -> bytes:
    """Return an archive that is not packed: the script around it is. The same bytes every time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for path in sorted(files):
            package.writestr(zipfile.ZipInfo(path, _STAMP), files[path])
    return made.getvalue()


def _built(file: Path) -> bytes:
    if not file.is_file():
        raise ShenbaoError("form-script-missing", file=file.name)
    return file.read_bytes()


def _unpacked(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {item.filename: package.read(item) for item in package.infolist() if item.file_size}


def _libraries() -> dict[str, bytes]:
    stand_in = (_PACKAGE / "host" / "rpds").with_suffix(".py")
    found: dict[str, bytes] = {stand_in.name: stand_in.read_bytes()}
    for name in _LIBRARIES:
        try:
            files = metadata.files(name) or ()
        except metadata.PackageNotFoundError as error:
            raise ShenbaoError("site-no-library", name=name) from error
        for file in files:
            path = PurePosixPath(file.as_posix())
            if _is_carried(path):
                found[str(path)] = Path(str(file.locate())).read_bytes()
    return found


def _is_carried(path: PurePosixPath) -> bool:
    if ".." in path.parts or path.parts[0].endswith(".dist-info") or "tests" in path.parts:
        return False
    if path.suffix == ".dat":
        return path.stem in ("global", *_LOCALES)
    return path.suffix in _KINDS or "schemas" in path.parts


def _program() -> dict[str, bytes]:
    home = resources.home()
    version = metadata.version("shenbao")
    found = {
        f"generator/shenbao-{version}.dist-info/METADATA": (
            f"Metadata-Version: 2.1\nName: shenbao\nVersion: {version}\n".encode()
        ),
        "generator/shenbao/__init__.py": (_PACKAGE / "__init__.py").read_bytes(),
    }
    for room in _ROOMS:
        for kind in ("*.py", "*.ftl", "*.json"):
            for file in (_PACKAGE / room).rglob(kind):
                found[f"generator/shenbao/{file.relative_to(_PACKAGE).as_posix()}"] = (
                    file.read_bytes()
                )
    for place in ("schemas/dialect", "schemas/common", "site-templates/report"):
        for file in (home / place).rglob("*"):
            if file.is_file():
                found[file.relative_to(home).as_posix()] = file.read_bytes()
    return found


def _below(folder: str, files: Files) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in files.items()}


def _policy(root: Path) -> dict[str, bytes]:
    """Return the notices as the loader wants them, and each compiled, so that none is checked."""
    found = dict(_notices(root))
    with tempfile.TemporaryDirectory(prefix="shenbao-") as folder:
        place = Path(folder)
        for path, content in found.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
        made = {
            f"{content_digest(home)}.json": document(load_notice(home))
            for home in notice_folders(place)
        }
    return {**_below("policy", found), **_below("program/compiled", made)}


def _notices(root: Path) -> Iterator[tuple[str, bytes]]:
    for folder in notice_folders(root):
        for file in looked_into(folder):
            yield file.relative_to(root).as_posix(), file.read_bytes()
    common = root / "schemas" / "common"
    for file in common.rglob("*"):
        if file.is_file():
            yield file.relative_to(root).as_posix(), file.read_bytes()
