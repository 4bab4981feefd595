"""What mkdocs complains of, as an error of ours."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from shenbao.core.errors import MissingExtraError, ShenbaoError

_SHOWN = 20


class _Warnings(logging.Handler):
    """Collects what mkdocs complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def told() -> Iterator[None]:
    """Run mkdocs without a word on the terminal; what stops it is raised as ShenbaoError.

    Raises MissingExtraError where it is not installed.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's advertisement
    try:
        from mkdocs.exceptions import Abort, MkDocsException
    except ImportError as error:
        raise MissingExtraError("mkdocs-material", "build") from error

    complaints = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    except (Abort, MkDocsException) as error:
        lines = complaints.lines or [str(error)]
        raise ShenbaoError("site-mkdocs", lines="\n".join(lines[:_SHOWN])) from error
    finally:
        logger.propagate = propagate
        logger.removeHandler(complaints)
