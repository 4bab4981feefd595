"""What the worker of the page 检查文件 calls: the engine made ready, files checked, results taken.

The files stand in the memory of the worker, in the working directory, under the names that the
report gives them; Python is started in it for the visit and ends with it. The same use case
answers as that of the command, so that the words are the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.host.cel import Script, ScriptEngine
from shenbao.host.overview import Row, overview, workbook

if TYPE_CHECKING:
    from shenbao.app.policy_source import Policy
    from shenbao.app.validate import Validated, ValidationRequest

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
    ``readings`` by name, ``lists`` whether such are in the folder ``/lists``). ``told`` hears the
    name of each stretch of work and how many files are done. The answer holds ``report``, or
    ``refused`` with the words of the command.
    """
    from shenbao.app.policy_source import Policy
    from shenbao.app.schema_file import schema_file
    from shenbao.app.validate import ValidationRequest, validate
    from shenbao.core.errors import ShenbaoError
    from shenbao.reports.json_report import report_json

    wanted = json.loads(asked)
    language = wanted["language"]
    _last.made = None
    policy = Policy(
        root=_ROOT,
        lists=Path("/lists") if wanted.get("lists") else None,
        readings=wanted.get("readings") or {},
    )
    schema = wanted.get("schema") or None
    try:
        table_schema = schema_file(schema)
        request = ValidationRequest(
            paths=tuple(map(Path, wanted["paths"])),
            ref=schema if table_schema is None else None,
            table_schema=table_schema,
            jobs=1,
            keep=True,
        )
        made = validate(request, policy, _Heard(told))
    except ShenbaoError as error:
        return json.dumps({"refused": error.text(language)}, ensure_ascii=False)
    rows = overview(made, policy.asked.notices)
    _last.policy, _last.request, _last.made, _last.rows = policy, request, made, rows
    # The report is text already: read once more it would cost as much as a check.
    report = report_json(made.report, language)
    return f'{{"report": {report}, "overview": {json.dumps(rows, ensure_ascii=False)}}}'


def download(kind: str, language: str) -> bytes:
    """Return what was checked last as ``json``, ``html``, ``workbook`` or ``overview``."""
    if _last.made is None:
        raise LookupError(kind)
    if kind == "workbook":
        return _marked(language)
    if kind == "overview":
        return workbook(_last.rows, language)
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
