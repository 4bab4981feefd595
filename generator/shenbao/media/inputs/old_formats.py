"""Files of old office formats, read through a LibreOffice of this machine where that is asked for.

LibreOffice writes a copy as docx or xlsx, which is then read like any other. It gets a profile of
its own: no macro runs, nothing is fetched, and an office that somebody has open is left alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Where
from shenbao.core.nets import system
from shenbao.media.inputs.input_discovery import InputFile, TempFolders
from shenbao.media.reading.reader_findings import UnreadableError, note, remark
from shenbao.media.reading.source import SourceFile, load

FORMATS: Mapping[str, str] = {".doc": "docx", ".et": "xlsx", ".wps": "docx", ".xls": "xlsx"}
"""The old formats, by suffix, and what a file of each is converted to."""

_SECONDS = 120.0
_PROGRAMS = ("soffice", "libreoffice")
_INSTALLED = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NAMES = {"docx": "old.doc", "xlsx": "old.xls"}
"""LibreOffice looks at what is in a file; the name is ours, since one given could be an option."""

_FILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
"""What LibreOffice calls them: left to itself it writes no web page, saved as .doc, as docx."""

_SETTINGS = {
    ("Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Common/Misc", "FirstRun"): "false",
}
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n'
)
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody is: what would be fetched in spite of all is not."""


def through_libreoffice(found: Sequence[InputFile], shelf: TempFolders) -> list[InputFile]:
    """Return the files; for one of an old format its copy, with a note that says so.

    A file that cannot be converted comes back with the remark that says why. Raises ShenbaoError
    where one has to be and there is no LibreOffice.
    """
    if not any(map(_is_old, found)):
        return list(found)
    program = _program()
    folder = shelf.folder()
    _write_profile(folder / "profile")
    return [
        _converted(item, program, folder, str(number)) if _is_old(item) else item
        for number, item in enumerate(found)
    ]


def _is_old(item: InputFile) -> bool:
    return item.remark is None and item.package is None and item.path.suffix.lower() in FORMATS


def _program() -> str:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    found = found or next(filter(os.path.isfile, _INSTALLED), None)
    if found is None:
        raise ShenbaoError("convert-old-no-program")
    return found


def _write_profile(folder: Path) -> None:
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for (path, name), value in _SETTINGS.items()
    )
    user = folder / "user"
    user.mkdir(parents=True)
    settings = user / "registrymodifications.xcu"
    settings.write_text(_PROFILE.format(items=items), encoding="utf-8", newline="\n")


def _converted(item: InputFile, program: str, folder: Path, number: str) -> InputFile:
    suffix = item.path.suffix.lower()
    kind = FORMATS[suffix]
    where = Where(file=item.name)
    try:
        raw = load(SourceFile(path=item.path, name=item.name, notices=(), schema=None))
        own = folder / number
        own.mkdir()
        source = own / _NAMES[kind]
        source.write_bytes(raw)
        made = own / "new" / f"old.{kind}"
        if not _run(program, folder / "profile", source, kind, made.parent) or not made.is_file():
            return replace(item, remark=remark("file.not-converted", where, suffix=suffix))
    except UnreadableError as error:
        return replace(item, remark=error.findings[0])
    except OSError as error:
        return replace(item, remark=system(error, item.name))
    return replace(item, path=made, note=note("file.converted", where, suffix=suffix, kind=kind))


def _run(program: str, profile: Path, source: Path, kind: str, target: Path) -> bool:
    """Let LibreOffice write one copy; say whether it came to its end in time."""
    words = (
        *(program, f"-env:UserInstallation={profile.as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", f"{kind}:{_FILTERS[kind]}", "--outdir", str(target), str(source)),
    )
    with subprocess.Popen(  # noqa: S603 - the office program of this machine
        words,
        env={**os.environ, **dict.fromkeys(("http_proxy", "https_proxy"), _NOWHERE)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            return running.wait(_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: the office itself is a child of its launcher."""
    if running.poll() is not None:
        return
    if sys.platform == "win32":
        tree = ("taskkill", "/T", "/F", "/PID", str(running.pid))
        subprocess.run(tree, check=False, capture_output=True)  # noqa: S603 - of the system
    else:
        import signal

        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
