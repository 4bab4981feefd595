"""The engines that are used: those of the host, else those of the command."""

from __future__ import annotations

from dataclasses import dataclass

from shenbao.core.engines.ports import JsonSchemaEngine, MarkupEngine, PdfEngine, WorkbookEngine


@dataclass(slots=True)
class _Chosen:
    json_schema: JsonSchemaEngine | None = None
    workbook: WorkbookEngine | None = None
    markup: MarkupEngine | None = None
    pdf: PdfEngine | None = None


_chosen = _Chosen()


def json_schema() -> JsonSchemaEngine:
    """Return the engine for JSON Schema."""
    if _chosen.json_schema is None:
        from shenbao.core.engines.rust_json_schema import RustJsonSchema

        _chosen.json_schema = RustJsonSchema()
    return _chosen.json_schema


def workbook() -> WorkbookEngine:
    """Return the reader of workbooks."""
    if _chosen.workbook is None:
        from shenbao.core.engines.calamine import Calamine

        _chosen.workbook = Calamine()
    return _chosen.workbook


def markup() -> MarkupEngine:
    """Return the parser of XML."""
    if _chosen.markup is None:
        from shenbao.core.engines.libxml import Libxml

        _chosen.markup = Libxml()
    return _chosen.markup


def pdf() -> PdfEngine:
    """Return what has the objects of a PDF."""
    if _chosen.pdf is None:
        from shenbao.core.engines.qpdf import Qpdf

        _chosen.pdf = Qpdf()
    return _chosen.pdf


def use(
    *,
    json_schema: JsonSchemaEngine | None = None,
    workbook: WorkbookEngine | None = None,
    markup: MarkupEngine | None = None,
    pdf: PdfEngine | None = None,
) -> None:
    """Use these engines from now on: a host calls it once, before anything is read."""
    _chosen.json_schema = json_schema or _chosen.json_schema
    _chosen.workbook = workbook or _chosen.workbook
    _chosen.markup = markup or _chosen.markup
    _chosen.pdf = pdf or _chosen.pdf
