"""Another host than the command: its own engines, nothing native, everything in memory.

``record`` runs with the engines of the command and writes down what CEL answered; ``replay``
runs where none of their libraries can be loaded, with CEL's answers from there, workbooks by
openpyxl, JSON Schema and XML as the page has them, and no PDF. Both print the same, but for the
PDF.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NATIVE = ("cel_expr_python", "jsonschema_rs", "python_calamine", "lxml", "pikepdf", "typer")
POLICY = Path(__file__).resolve().parents[1] / "notices"
EXAMPLE = POLICY / "schemas" / "demo-2024" / "examples" / "a-invalid" / "application.json"
SCHEMA = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "fee", "type": "number"},
        {"name": "who", "type": "object", "constraints": {"jsonSchema": {"required": ["name"]}}},
    ],
}


class Recorder:
    """CEL as the command has it; every answer is written down."""

    def __init__(self) -> None:
        from shenbao.policy.cel.engine.google import GoogleEngine

        self.engine = GoogleEngine()
        self.told: dict[str, Any] = {}

    def parse(self, text: str) -> bytes:
        found = self.engine.parse(text)
        self.told[key("parse", text)] = found.hex()
        return found

    def given(self, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
        return data, self.engine.given(data)

    def compile(self, text: str, variables: tuple[str, ...]) -> Recorded:
        program = self.engine.compile(text, variables)
        self.told[key("gives", text, variables)] = program.gives
        return Recorded(self, program, text, variables)


@dataclass
class Recorded:
    """A program whose answers are written down."""

    recorder: Recorder
    program: Any
    text: str
    variables: tuple[str, ...]

    @property
    def gives(self) -> str:
        return str(self.program.gives)

    def run(self, given: tuple[Mapping[str, Any], Any]) -> Any:
        from shenbao.policy.cel.engine.port import NoAnswer

        data, made = given
        asked = key("run", self.text, self.variables, data)
        try:
            value = self.program.run(made)
        except NoAnswer as error:
            self.recorder.told[asked] = {"why": error.why}
            raise
        self.recorder.told[asked] = {"value": value}
        return value


@dataclass
class Replayed:
    """CEL by what was written down."""

    told: Mapping[str, Any]

    def parse(self, text: str) -> bytes:
        return bytes.fromhex(self.told[key("parse", text)])

    def given(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return data

    def compile(self, text: str, variables: tuple[str, ...]) -> Answers:
        return Answers(self.told, text, variables)


@dataclass
class Answers:
    """A program by what was written down of it."""

    told: Mapping[str, Any]
    text: str
    variables: tuple[str, ...]

    @property
    def gives(self) -> str:
        return str(self.told[key("gives", self.text, self.variables)])

    def run(self, data: Mapping[str, Any]) -> Any:
        from shenbao.policy.cel.engine.port import NoAnswer

        answer = self.told[key("run", self.text, self.variables, data)]
        if "why" in answer:
            raise NoAnswer(answer["why"])
        return answer["value"]


def key(*asked: Any) -> str:
    """Return what was asked as text."""
    return json.dumps(asked, sort_keys=True, ensure_ascii=False, default=list)


class PlainWorkbooks:
    """Workbooks by openpyxl."""

    def open(self, content: bytes) -> PlainWorkbook:
        import openpyxl

        return PlainWorkbook(openpyxl.load_workbook(io.BytesIO(content), data_only=True))


class PlainWorkbook:
    """A workbook by openpyxl."""

    def __init__(self, book: Any) -> None:
        from shenbao.core.engines.ports import SheetFacts

        self.book = book
        self.sheets = tuple(
            SheetFacts(name=item.title, worksheet=True, visible=item.sheet_state == "visible")
            for item in book.worksheets
        )

    def cells(self, index: int) -> PlainCells:
        return PlainCells(self.book.worksheets[index])


@dataclass
class PlainCells:
    """The cells of a sheet; a number comes as calamine gives it, as a double."""

    sheet: Any
    start: tuple[int, int] = (0, 0)
    merged_cell_ranges: tuple[Any, ...] = ()

    def iter_rows(self) -> Iterator[list[Any]]:
        for row in self.sheet.iter_rows(values_only=True):
            yield [float(cell) if type(cell) is int else cell for cell in row]


def workbook() -> bytes:
    """Return a table with a wrong fee and a wrong object, as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in [["id", "fee", "who"], [1, 3.5, '{"name": "a"}'], [2, "三万", "{}"]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def judged() -> dict[str, Any]:
    """Check an application and a table that stand in memory; return what is said of them."""
    import shenbao

    document = json.loads(EXAMPLE.read_text("utf-8"))
    schema = document.pop("$schema")
    given = shenbao.Submission(file="application.json", schema=schema, data=document)
    notices = shenbao.load_notices(POLICY, lists=EXAMPLE.parents[1] / "lists")
    report = shenbao.validate(given, notices)
    table = shenbao.validate_table(workbook(), SCHEMA, format="xlsx")
    with TemporaryDirectory() as folder:
        pdf = Path(folder, "form.pdf")
        pdf.write_bytes(b"%PDF-1.7 nothing more")
        told = shenbao.validate(pdf, notices).findings
    return {
        "pdf": [item.rule for item in told],
        "report": json.loads(report.to_json()),
        "table": [[*item.place, item.text()] for item in table.issues],
    }


def main(mode: str, answers: Path) -> None:
    """Record or replay."""
    if mode == "replay":
        sys.modules.update(dict.fromkeys(NATIVE))  # type: ignore[arg-type] - as if not installed
    from shenbao.core.engines import current as engines
    from shenbao.host.json_schema import PlainJsonSchema
    from shenbao.host.markup import Expat
    from shenbao.host.pdf import NoPdf
    from shenbao.policy.cel.engine import current as cel

    if mode == "record":
        recorder = Recorder()
        cel.use(recorder)
        told = judged()
        answers.write_text(json.dumps(recorder.told), encoding="utf-8")
    else:
        cel.use(Replayed(json.loads(answers.read_text("utf-8"))))
        engines.use(
            json_schema=PlainJsonSchema(), workbook=PlainWorkbooks(), markup=Expat(), pdf=NoPdf()
        )
        told = judged()
        assert not [name for name in NATIVE if sys.modules[name] is not None]
    print(json.dumps(told))  # noqa: T201 - what the test compares


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
