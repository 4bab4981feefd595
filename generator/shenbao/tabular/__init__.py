"""Tables checked exactly: any Frictionless Table Schema and any local Data Package.

``check_table`` and ``check_package`` give every mistake its row, field and code, the same as
frictionless-py 5 (``engine="reference"`` runs it). They differ only here, each by intent
and each with a test (``tests/tabular/parity/deviations.json``):

====================  ==============================  =======================================
case                  frictionless                    here
====================  ==============================  =======================================
digits                any script's digits are a       only 0 to 9: other programs cannot read
                      number or a date                the rest
nan                   a signalling NaN with a bound   read as NaN, which no bound holds
                      or in a key ends the check
incomparable          a time with an offset against   the bound does not hold
                      a bound without one ends it
uniqueKeys            not checked                     checked as in SQL, code ``unique-key``
stray-quote           the rest of the file is one     ``source-error`` in the row and field
                      cell                            where the quote starts
torn-quote            text after a closing quote is   ``source-error`` in the row and field
                      part of the cell                where the cell starts
wrong-byte            no place, and up to 8 KB of     ``encoding-error`` with row and field,
                      rows before it are not read     all rows before it are checked
nul                   part of the text                ``source-error`` with row and field
json-keys             of a key that an object of      ``source-error`` in the row
                      JSON has twice the later counts
long                  fields up to 2 GB               more than 1,000,000 characters in a
                                                      field are a ``source-error``
encoding              guessed by statistics           byte-order mark, UTF-8, else GB18030
schema-limit          a bound that is no value of     ``field-error``
                      its type ends the check
no-schema             types are guessed from the      shape only: any value is right
                      first rows and then demanded
duration              also ``P2003-02-15T10:00:00``   only ``P1Y2M3DT4H5M6S``
pattern-undecided     may run for ever                what cannot be told in reasonable time
                                                      does not match
workbook              blank rows and columns that     not seen
                      only carry a format are rows
formula               a formula without a result is   ``type-error`` in a column of any type
                      empty, an error is text
formats               xls, ods, parquet and so on     refused: nothing guards their readers;
                      by further libraries            xlsx and CSV are for everybody
schema-table          a resource with a schema in     a table: JSON is checked, any other
                      an unknown format is a file     format is a ``format-error``
parts                 a part without a last line end  no row is lost: a header is left out
                      is glued to the next, the       where it is that of the first part,
                      first line of each further      another one is a ``source-error``;
                      one is left out unseen, all     each part may have its own encoding
                      have the encoding of the first
categories            not known                       ``constraint-error`` beyond them
groupChar             not known for integers          read
jsonSchema            a ``field-error``               checked; nothing it refers to is read
descriptor            ends at the first mistake; some all are listed; every type is checked,
                      types are not checked, that of  code ``dialect-error``
                      a delimiter is a
                      ``control-error``
marks                 two alike or of several         ``dialect-error``; without a quote
                      characters are read as the      character nothing is quoted
                      csv module of the day does
zip-member            of several files in an archive  the systems' own are left out; of
                      the first is the table          several ``innerpath`` names one
profile               fetched and checked             a note: it was not checked
other-file            a picture or web page named     ``source-error``, which says what it is
                      .csv is read as text
fieldsMatch           a list of one, as the           taken
                      standard's profile has it, is
                      refused
example               an example that is no value     not judged
                      refuses the schema
any-today             in the format "any", what is    it is that of 1 January 2000, so
                      left out is that of today and   that the verdict stays; names of
                      of the machine's zone           zones say nothing
sheet                 ``sheetName`` is not known      read, as ``sheetNumber``
outside               remote paths are fetched        refused
bomb                  whatever a file expands to is   refused beyond reason, also cells far
                      read or written to disk         apart and archives with odd names
unhashable            an object or array as a key     compared by its text
                      ends the check
====================  ==============================  =======================================

Types only the reference engine reads: ``geojson``, and strings of format ``wkt``.

One way through: ``schema`` and ``read.dialect`` read descriptors; ``read.sources`` gives batches
of records; ``judge.headers`` pairs labels and fields; ``judge.columns`` is the program of each
column. Three filters are sound, not complete: ``scan.native_scan`` runs the compiled scan over
bytes, where it was built; ``scan.python_scan`` passes whole lines of text by one expression,
``judge.column_filters`` whole columns of a batch. ``judge.row_judge`` judges what they suspect
exactly, and would judge all rows alike; ``judge.keys_and_references`` holds the keys,
``native.spilled_keys`` those that may spill to a file. ``parallel`` gives shares of a large file
to other processes, where they are faster together.

Nothing here knows a policy: a table of a notice is a Table Schema like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.tabular.api import EngineName, check_package, check_table
    from shenbao.tabular.results import Issue, PackageResult, TableResult

__all__ = ["EngineName", "Issue", "PackageResult", "TableResult", "check_package", "check_table"]

_RESULTS = frozenset({"Issue", "PackageResult", "TableResult"})


def __getattr__(name: str) -> Any:
    """Load what checks tables when it is asked for: an application needs none of it."""
    if name not in __all__:
        raise AttributeError(name)
    if name in _RESULTS:
        from shenbao.tabular import results

        return getattr(results, name)
    from shenbao.tabular import api

    return getattr(api, name)
