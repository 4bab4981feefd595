"""The ways to check or to read an invented table, each run as a process of its own.

``python benchmarks/contestants.py WAY FILE TABLE`` prints the numbers of rows and of issues that
the way found in a file of ``TABLES``. ``tables.py`` runs and times them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import diagnoses
import inpatient

Found = tuple[int, int]
Schema = Mapping[str, Any]
TABLES: Mapping[str, Schema] = {"inpatients": inpatient.SCHEMA, "diagnoses": diagnoses.SCHEMA}
_BOOLEANS = ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"]


def shenbao(path: Path, schema: Schema) -> Found:
    """Check with the exact engine, as fast as it goes here."""
    from shenbao.tabular import check_table

    result = check_table(schema, path)
    return result.rows, result.total


def frictionless(path: Path, schema: Schema) -> Found:
    """Check with frictionless, every issue listed."""
    import frictionless as library

    resource = library.Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=library.Schema.from_descriptor(dict(schema)),
        encoding="utf-8",
    )
    report = resource.validate(limit_errors=10**9)
    return report.tasks[0].stats["rows"], report.stats["errors"]


def polars(path: Path, schema: Schema) -> Found:
    """Count what does not hold with Polars expressions over columns of text."""
    import polars as pl

    frame = pl.scan_csv(path, infer_schema=False, truncate_ragged_lines=True)
    failing = [expression.sum() for expression in _polars_checks(pl, schema)]
    # A sum for each check; the columns need names of their own.
    named = [item.alias(f"check{number}") for number, item in enumerate(failing)]
    twice = pl.struct(schema["primaryKey"]).is_duplicated().sum().alias("twice")
    row = frame.select(pl.len().alias("rows"), *named, twice).collect(engine="streaming").row(0)
    return row[0], sum(value or 0 for value in row[1:])


def _polars_checks(pl: Any, schema: Schema) -> Iterator[Any]:
    kinds = {"integer": pl.Int64, "number": pl.Float64, "date": pl.Date}
    for field in schema["fields"]:
        text = pl.col(field["name"])
        limits = field.get("constraints", {})
        value = text
        if field["type"] in kinds:
            value = _polars_value(pl, field, kinds)
            yield text.is_not_null() & value.is_null()
        if field["type"] == "boolean":
            yield ~text.is_in(_BOOLEANS)
        for name, limit in limits.items():
            yield _polars_check(pl, name, limit, text, value)


def _polars_value(pl: Any, field: Mapping[str, Any], kinds: Mapping[str, Any]) -> Any:
    text = pl.col(field["name"])
    if field["type"] == "date":
        return text.str.to_date("%Y-%m-%d", strict=False)
    return text.cast(kinds[field["type"]], strict=False)


def _polars_check(pl: Any, name: str, limit: Any, text: Any, value: Any) -> Any:
    if name in {"minimum", "maximum"}:
        bound = pl.lit(limit)
        if isinstance(limit, str):
            bound = bound.str.to_date("%Y-%m-%d")
        return value < bound if name == "minimum" else value > bound
    return {
        "required": text.is_null,
        "pattern": lambda: ~text.str.contains(f"^(?:{limit})$"),
        "enum": lambda: ~text.is_in([str(item) for item in limit]),
        "minLength": lambda: text.str.len_chars() < limit,
        "maxLength": lambda: text.str.len_chars() > limit,
    }[name]()


def pandera(path: Path, schema: Schema) -> Found:
    """Check with pandera on Polars: text is cast, what cannot be becomes null, then checked.

    Casting inside pandera would report every row once one of a column fails.
    """
    import pandera.polars as pa
    import polars as pl

    kinds = {"integer": pl.Int64, "number": pl.Float64, "date": pl.Date}
    columns = {}
    for field in schema["fields"]:
        limits = field.get("constraints", {})
        columns[field["name"]] = pa.Column(
            kinds.get(field["type"], pl.String),
            checks=list(_pandera_checks(pa, field)),
            nullable="required" not in limits,
        )
    text = pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True)
    frame = text.with_columns(
        _polars_value(pl, field, kinds) for field in schema["fields"] if field["type"] in kinds
    )
    lost = sum(frame.null_count().row(0)) - sum(text.null_count().row(0))
    try:
        pa.DataFrameSchema(columns, unique=schema["primaryKey"]).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return frame.height, lost + error.failure_cases.height
    return frame.height, lost


def _pandera_checks(pa: Any, field: Mapping[str, Any]) -> Iterator[Any]:
    from datetime import date

    limits = field.get("constraints", {})
    for name, given in limits.items():
        limit = given
        if isinstance(given, str) and name in {"minimum", "maximum"}:
            limit = date.fromisoformat(given)
        if name == "minimum":
            yield pa.Check.ge(limit)
        elif name == "maximum":
            yield pa.Check.le(limit)
        elif name == "pattern":
            yield pa.Check.str_matches(f"^(?:{limit})$")
        elif name == "enum":
            yield pa.Check.isin(limit)
    if {"minLength", "maxLength"} & limits.keys():
        yield pa.Check.str_length(limits.get("minLength"), limits.get("maxLength"))
    if field["type"] == "boolean":
        yield pa.Check.isin(_BOOLEANS)


def duckdb(path: Path, schema: Schema) -> Found:
    """Count what does not hold with DuckDB over columns of text."""
    import duckdb as library

    sums = ", ".join(f"count(*) FILTER ({check})" for check in _sql_checks(schema))
    key = ", ".join(f'"{name}"' for name in schema["primaryKey"])
    connection = library.connect()
    connection.execute(f"CREATE VIEW t AS SELECT * FROM {_sql_source(path, schema)}")  # noqa: S608
    row = connection.execute(f"SELECT count(*), {sums} FROM t").fetchone()  # noqa: S608
    twice = connection.execute(
        f"SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM t GROUP BY {key}) WHERE n > 1"  # noqa: S608
    ).fetchone()
    return row[0], sum(row[1:]) + int(twice[0])


def _sql_source(path: Path, schema: Schema) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in _names(schema))
    return (
        f"read_csv('{path.as_posix()}', header=true, delim=',', quote='\"', columns={{{columns}}}, "
        "auto_detect=false, null_padding=true, strict_mode=false)"
    )


def _sql_checks(schema: Schema) -> Iterator[str]:
    kinds = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    for field in schema["fields"]:
        text = value = f'"{field["name"]}"'
        kind = kinds.get(field["type"])
        if kind:
            value = f"TRY_CAST({text} AS {kind})"
            yield f"{text} IS NOT NULL AND {value} IS NULL"
        if field["type"] == "boolean":
            yield f"{text} NOT IN ({_sql_list(_BOOLEANS)})"
        for name, limit in field.get("constraints", {}).items():
            bound = f"DATE '{limit}'" if isinstance(limit, str) else limit
            yield {
                "required": lambda text=text: f"{text} IS NULL",
                "minimum": lambda value=value, bound=bound: f"{value} < {bound}",
                "maximum": lambda value=value, bound=bound: f"{value} > {bound}",
                "pattern": lambda text=text, limit=limit: (
                    f"NOT regexp_full_match({text}, '{limit}')"
                ),
                "enum": lambda text=text, limit=limit: f"{text} NOT IN ({_sql_list(limit)})",
                "minLength": lambda text=text, limit=limit: f"length({text}) < {limit}",
                "maxLength": lambda text=text, limit=limit: f"length({text}) > {limit}",
            }[name]()


def _sql_list(values: list[Any]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _names(schema: Schema) -> list[str]:
    return [field["name"] for field in schema["fields"]]


def parse_arrow(path: Path, schema: Schema) -> Found:
    """Read all columns as text with Arrow and check nothing."""
    import pyarrow as pa
    from pyarrow import csv

    table = csv.read_csv(
        path,
        parse_options=csv.ParseOptions(invalid_row_handler=lambda _: "skip"),
        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(_names(schema), pa.string())),
    )
    return table.num_rows, 0


def parse_polars(path: Path, schema: Schema) -> Found:  # noqa: ARG001 - every way takes both
    """Read all columns as text with Polars and check nothing."""
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True)
    return frame.height, 0


def parse_duckdb(path: Path, schema: Schema) -> Found:
    """Read all columns as text with DuckDB and check nothing."""
    import duckdb as library

    connection = library.connect()
    connection.execute(f"CREATE TABLE t AS SELECT * FROM {_sql_source(path, schema)}")  # noqa: S608
    found = connection.execute("SELECT count(*) FROM t").fetchone()
    return found[0], 0


def nothing(path: Path, schema: Schema) -> Found:  # noqa: ARG001 - every way takes both
    """Start Python and stop."""
    return 0, 0


WAYS: Mapping[str, Callable[[Path, Schema], Found]] = {
    "shenbao": shenbao,
    "frictionless": frictionless,
    "pandera on Polars": pandera,
    "Polars": polars,
    "DuckDB": duckdb,
    "Arrow, parsing only": parse_arrow,
    "Polars, parsing only": parse_polars,
    "DuckDB, parsing only": parse_duckdb,
    "Python, nothing": nothing,
}


if __name__ == "__main__":
    rows, issues = WAYS[sys.argv[1]](Path(sys.argv[2]), TABLES[sys.argv[3]])
    print(json.dumps({"rows": rows, "issues": issues}))
