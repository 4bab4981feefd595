"""What the toolkit asks of a library for JSON Schema, for workbooks, for XML, and for PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

Formats: TypeAlias = Mapping[str, Callable[[Any], bool]]
"""What says whether a value has a format, by the name of the format."""


class SchemaRefused(Exception):  # noqa: N818 - an answer, as those of a compiler
    """The engine does not take a schema; what it says of the place is its only argument."""


class Failure(Protocol):
    """A keyword of a schema that does not hold for a value."""

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where in the data."""

    @property
    def schema_path(self) -> tuple[str | int, ...]:
        """Where in the schema, the keyword last."""

    @property
    def location(self) -> str:
        """The address of the keyword: of its document, with a JSON Pointer."""

    @property
    def keyword(self) -> str:
        """The keyword."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What the keyword asks for, by names of the engine; of names of keys the wrong one."""

    @property
    def instance(self) -> Any:
        """The value that was judged."""


class JsonSchema(Protocol):
    """A schema that is ready to judge."""

    def is_valid(self, value: Any) -> bool:
        """Say whether a value fits; raises ValueError for one that nobody can judge."""

    def failures(self, value: Any) -> Iterator[Failure]:
        """Yield every keyword that does not hold."""


class JsonSchemaEngine(Protocol):
    """An engine for JSON Schema 2020-12 that fetches nothing."""

    def compile(
        self,
        schema: Mapping[str, Any],
        *,
        formats: Formats | None = None,
        documents: Iterable[Mapping[str, Any]] = (),
    ) -> JsonSchema:
        """Return a schema ready to judge; ``documents`` are what it may refer to, by ``$id``.

        Raises SchemaRefused.
        """

    def compile_any(self, schema: Mapping[str, Any]) -> JsonSchema:
        """Return a schema of whatever draft it names, ready to judge. Raises SchemaRefused."""


class LockedError(Exception):
    """A workbook asks for a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """A sheet of a workbook: its name, whether it has cells, whether it is shown."""

    name: str
    worksheet: bool
    visible: bool


class Cells(Protocol):
    """The cells of a sheet: texts, numbers, truth values, dates; "" or None where there is none."""

    @property
    def start(self) -> tuple[int, int] | None:
        """Row and column of the first cell that holds anything, from 0; None without any."""

    @property
    def merged_cell_ranges(self) -> Sequence[tuple[tuple[int, int], tuple[int, int]]] | None:
        """The first and the last cell of each merged range, as row and column from 0."""

    def iter_rows(self) -> Iterator[list[Any]]:
        """Yield the rows from the first of the sheet; each begins at the column of ``start``."""

    def to_python(self, *, skip_empty_area: bool) -> list[list[Any]]:
        """Return the rows; from the first row and column where nothing is skipped."""


class Workbook(Protocol):
    """A workbook that was opened."""

    @property
    def sheets(self) -> Sequence[SheetFacts]:
        """Its sheets in their order."""

    def cells(self, index: int) -> Cells:
        """Return the cells of a sheet by its place."""


class WorkbookEngine(Protocol):
    """A reader of xlsx."""

    def open(self, content: bytes) -> Workbook:
        """Return the workbook; raises LockedError, or any other exception for a broken one."""


class MarkupEngine(Protocol):
    """A parser of XML that resolves no entity, fetches nothing and refuses endless trees."""

    def parse(self, content: bytes) -> tuple[Any, bool]:
        """Return the root, without comments and instructions, and whether a document type is there.

        The root is an element as ElementTree has them. Raises ValueError for what is no XML.
        """


class NotHereError(Exception):
    """The host has no library for a kind of file; that of the command has one."""


class PdfEngine(Protocol):
    """What reads and writes the objects of a PDF."""

    def library(self) -> Any:
        """Return pikepdf, or what takes its place; raises NotHereError where nothing does."""
