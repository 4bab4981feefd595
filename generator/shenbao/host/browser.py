"""What the worker of the page 检查文件 calls: the engine made ready, files checked, results taken.

The files stand in the memory of the worker, in the working directory, under the names that the
report gives them; Python is started in it for the visit and ends with it. The same use case
answers as that of the command, so that the words are the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.core.findings import Recognised, Where
from shenbao.host.beside import schema_beside
from shenbao.host.cel import Script, ScriptEngine
from shenbao.host.overview import Row, overview, workbook

if TYPE_CHECKING:
    from shenbao.app.policy_source import Policy
    from shenbao.app.validate import Validated, ValidationRequest
    from shenbao.policy.model import Notice

_ROOT = Path("/policy")
"""Where the notices of the site stand."""


@dataclass(slots=True)
class _Last:
    """What was checked last: what is downloaded is made of it, when it is asked for."""

    policy: Policy | None = None
    request: ValidationRequest | None = None
    made: Validated | None = None
    rows: Sequence[Row] = ()


_last = _Last()


def start(script: Script) -> None:
    """Put the engines of this host in the place of the command's; called once."""
    from shenbao.core.engines import current as engines
    from shenbao.host.json_schema import PlainJsonSchema
    from shenbao.host.markup import Expat
    from shenbao.host.pdf import NoPdf
    from shenbao.policy.cel.engine import current as cel

    os.environ["SHENBAO_CACHE"] = "/kept"
    cel.use(ScriptEngine(script))
    engines.use(json_schema=PlainJsonSchema(), markup=Expat(), pdf=NoPdf())


def check(asked: str, told: Callable[[str, int], None]) -> str:
    """Check files of the working directory; return the report as JSON, or why there is none.

    ``asked`` is JSON: ``paths`` as dropped, ``language``, and what else may be chosen (``schema``,
    ``readings`` by name, ``lists`` whether such are in the folder ``/lists``, ``leftOut`` the
    ``path`` of each file that the page did not take, and ``why``, a message). ``told`` hears the
    name of each stretch of work and how many files are done. The answer holds ``report``, or
    ``refused`` with the words of the command; ``found`` and ``noted`` are what stood there, in
    words for a reader, beside each finding and note; ``tables`` are those of which a data package
    can be made: file, short name, title; ``schema`` is the Table Schema among the files by which
    the others were judged, "" where there is none.
    """
    from shenbao.app.policy_source import Policy
    from shenbao.app.schema_file import schema_file
    from shenbao.app.validate import ValidationRequest, validate
    from shenbao.core.errors import ShenbaoError
    from shenbao.reports.json_report import report_json
    from shenbao.reports.phrases import value_words

    wanted = json.loads(asked)
    language = wanted["language"]
    _last.made = None
    policy = Policy(
        root=_ROOT,
        lists=Path("/lists") if wanted.get("lists") else None,
        readings=wanted.get("readings") or {},
    )
    paths = tuple(map(Path, wanted["paths"]))
    beside = schema_beside(paths)
    schema = wanted.get("schema") or (None if beside is None else str(beside))
    try:
        table_schema = schema_file(schema)
        request = ValidationRequest(
            paths=paths,
            ref=schema if table_schema is None else None,
            table_schema=table_schema,
            jobs=1,
            keep=True,
        )
        made = _with_left_out(validate(request, policy, _Heard(told)), wanted.get("leftOut") or ())
    except ShenbaoError as error:
        return json.dumps({"refused": error.text(language)}, ensure_ascii=False)
    rows = overview(made, policy.asked.notices)
    _last.policy, _last.request, _last.made, _last.rows = policy, request, made, rows
    besides = {
        "schema": "" if beside is None else beside.as_posix(),
        "overview": rows,
        "found": [value_words(item, language) for item in made.report.findings],
        "noted": [value_words(item, language) for item in made.report.notes],
        "tables": [asdict(item) for item in _packable(made, policy.asked.notices)],
    }
    # The report is text already: read once more it would cost as much as a check.
    more = json.dumps(besides, ensure_ascii=False).removeprefix("{")
    return f'{{"report": {report_json(made.report, language)}, {more}'


def opened(asked: str) -> str:
    """Read a file of the working directory for a form that is open; return JSON.

    ``asked`` is JSON: ``path``, ``form`` (its short name), ``language``. The answer is that of
    ``opening.opened``, or ``refused`` with the words of the command.
    """
    from shenbao.app.policy_source import Policy, UnreadError, why_unread
    from shenbao.core.errors import ShenbaoError
    from shenbao.host.opening import opened as read

    wanted = json.loads(asked)
    language = wanted["language"]
    try:
        # Each notice is loaded when it is asked for, not all of them for one file.
        policy = Policy(given=Policy(root=_ROOT).asked.notices)
        answer = read(Path(wanted["path"]), wanted["form"], policy, language)
    except UnreadError as error:
        # The page names the file as its user does: here it has a name of our own.
        answer = {"refused": why_unread(error.submission, language)}
    except ShenbaoError as error:
        answer = {"refused": error.text(language)}
    return json.dumps(answer, ensure_ascii=False)


def download(kind: str, language: str) -> bytes:
    """Return what was checked last as ``json``, ``html``, ``workbook``, ``overview``, ``package``.

    The package is the archive that ``shenbao package`` makes of the tables; several stand in a
    folder each. Raises LookupError where nothing was checked.
    """
    if _last.made is None or _last.policy is None:
        raise LookupError(kind)
    if kind == "workbook":
        return _marked(language)
    if kind == "overview":
        return workbook(_last.rows, language)
    if kind == "package":
        return _package(_last.made, _last.policy.asked.notices)
    report = _last.made.report
    return (report.to_json(language) if kind == "json" else report.to_html(language)).encode()


def _marked(language: str) -> bytes:
    """Return the tables with what was found on them: the same files are gone through once more.

    Few ask for it, and marking costs more than checking does.
    """
    from shenbao.app.validate import validate

    if _last.request is None or _last.policy is None:
        return b""
    return validate(replace(_last.request, marked=language), _last.policy).workbook or b""


def _with_left_out(made: Validated, left_out: Sequence[Mapping[str, str]]) -> Validated:
    """Return what came of a check, with the files that the page did not take named in it."""
    from shenbao.media.reading.reader_findings import remark

    if not left_out:
        return made
    told = tuple(
        remark(item["why"].replace("-", ".", 1), Where(file=item["path"]), severity="review")
        for item in left_out
    )
    report = made.report
    names = (*report.files, *(item["path"] for item in left_out))
    whole = replace(report, files=names, findings=(*report.findings, *told))
    return replace(made, report=whole)


def _packable(made: Validated, notices: Sequence[Notice]) -> list[Recognised]:
    """Return the files with the data of a table of ours."""
    from shenbao.policy.model import Table
    from shenbao.policy.names import resolve

    read = {item.file for item in made.submissions if item.data is not None}
    return [
        item
        for item in made.report.forms
        if item.file in read and isinstance(resolve(notices, item.ref), Table)
    ]


def _package(made: Validated, notices: Sequence[Notice]) -> bytes:
    """Return the data packages of the tables that were checked, as one archive."""
    from shenbao.app.packages.package import PackageRequest, package
    from shenbao.app.policy_source import Policy
    from shenbao.media.zip import zipped
    from shenbao.policy.names import by_id, notice_of

    tables = _packable(made, notices)
    files = {item.file for item in tables}
    wanted = tuple(dict.fromkeys(item.ref for item in tables))
    request = PackageRequest(
        tables=wanted,
        submissions=tuple(item for item in made.submissions if item.file in files),
    )
    # Those notices alone: to ask for all would load all.
    own = (by_id(notices, name) for name in dict.fromkeys(map(notice_of, wanted)))
    given = tuple(filter(None, own))
    return zipped(package(request, Policy(given=given)).artifacts)


@dataclass(slots=True)
class _Heard:
    """Progress that the page shows."""

    told: Callable[[str, int], None]
    name: str = ""
    done: int = 0

    def files(self, name: str, total: int | None = None) -> None:  # noqa: ARG002 - as the port has it
        """Begin a stretch of files."""
        self.name, self.done = name, 0
        self.told(name, 0)

    def bytes(self, name: str, total: int) -> None:  # noqa: ARG002 - as the port has it
        """Begin a stretch of bytes."""
        self.name, self.done = name, 0
        self.told(name, 0)

    def step(self, by: int = 1) -> None:
        """Tell how many are done."""
        self.done += by
        self.told(self.name, self.done)

    def stop(self) -> None:
        """End the stretch."""
