"""The same checks by frictionless itself: slow, and what the exact engine is compared with."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shenbao.core.errors import MissingExtraError
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import one_or_many
from shenbao.tabular.results import Issue, IssueCounter, TableResult

BROKEN_OFF = "engine-error"
_NO_LIMIT = 10**9
_MOVED = frozenset({"extra-cell", "missing-cell"})
_HIDDEN = frozenset({"primary-key", "foreign-key", "unique-error"})


def check_table(
    descriptor: Mapping[str, Any],
    source: str,
    folder: Path,
    options: Mapping[str, Any],
    tally: IssueCounter,
) -> TableResult:
    """Check one table. ``source`` is a path in ``folder`` or the descriptor's inline data."""
    resource = {"name": "table", "type": "table", "path": source, "schema": dict(descriptor)}
    resource |= {name: value for name, value in options.items() if value is not None}
    if "data" in resource:
        del resource["path"]
    # A table by itself has the version of its schema; frictionless reads it from the root.
    resource |= {"$schema": descriptor["$schema"]} if "$schema" in descriptor else {}
    with _frictionless() as library:
        try:
            found = library.Resource.from_descriptor(resource, basepath=str(folder))
            report = found.validate(limit_errors=_NO_LIMIT)
        except library.FrictionlessException as error:
            _take(error.reasons or [error.error], tally)
            return tally.result(Path(source).name, 0, complete=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, the library did not finish
            tally.add(_broken_off(error, tally))
            return tally.result(Path(source).name, 0, complete=False)
        return _results(report, tally)[0]


def check_package(
    descriptor: Path, new_tally: Callable[[str], IssueCounter]
) -> tuple[list[TableResult], IssueCounter]:
    """Check a package that lies in a folder; ``new_tally`` makes one for the name of a table.

    That without a name is for the package itself.
    """
    own = new_tally("")
    with _frictionless() as library:
        try:
            package = library.Package.from_descriptor(
                descriptor.name, basepath=str(descriptor.parent)
            )
            report = package.validate(limit_errors=_NO_LIMIT)
        except library.FrictionlessException as error:
            _take(error.reasons or [error.error], own)
            return [], own
        except Exception as error:  # noqa: BLE001 - whatever it is, the library did not finish
            own.add(_broken_off(error, own))
            return [], own
        _take(report.errors, own)
        results = []
        for task in report.tasks:
            tally = new_tally(task.name)
            _take(task.errors, tally)
            results.append(tally.result(task.name, task.stats.get("rows", 0) or 0))
        return results, own


@contextmanager
def _frictionless() -> Any:
    try:
        import frictionless
    except ImportError as error:
        raise MissingExtraError("frictionless", "reference") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield frictionless


def _results(report: Any, tally: IssueCounter) -> Sequence[TableResult]:
    _take(report.errors, tally)
    if not report.tasks:
        return [tally.result("table", 0, complete=False)]
    (task,) = report.tasks
    _take(task.errors, tally)
    return [tally.result(task.name, task.stats.get("rows", 0) or 0)]


def _broken_off(error: Exception, tally: IssueCounter) -> Issue:
    """Return the issue of a check that the library breaks off; its words may hold values."""
    note = type(error).__name__ if tally.hides_any else shorten(repr(error))
    return Issue(code=BROKEN_OFF, message="tables-reference-broke", args={"note": note})


def _take(errors: Iterable[Any], tally: IssueCounter) -> None:
    for error in errors:
        rows = getattr(error, "row_numbers", None)
        row = getattr(error, "row_number", None) or (rows[-1] if rows else None)
        if row is not None and error.type in _MOVED:
            tally.moved(row)
        number = getattr(error, "field_number", None)
        named = getattr(error, "field_name", "")
        names = [named] if named else [*getattr(error, "field_names", ())]
        # The library's sentences hold values; where one may be sensitive only the code is said.
        # A cell without a name may be one of a sensitive column, out of its place.
        label = str(getattr(error, "label", None) or "")
        known = all(map(tally.shows_label, (label, *names)))
        whole = error.type in _HIDDEN or not names or not known
        hidden = tally.hides(*names) or (whole and tally.hides_any)
        value = getattr(error, "cell", None)
        shown = None if value is None else mask(tally.shown(value, *names), hidden=hidden)
        tally.add(
            Issue(
                code=error.type,
                message="tables-reference-said",
                row=row,
                field=number,
                column=one_or_many(names),
                value=shown,
                args={
                    "note": error.type if hidden else shorten(error.note or error.message),
                    **({"found": label} if label else {}),
                },
            )
        )
