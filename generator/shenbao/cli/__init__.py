"""The command line: parse, call the use cases of ``app``, print, exit code; nothing else.

One module a command. What joins two rooms stands in ``app``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from shenbao.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_INTERRUPTED,
    console,
    put_line,
    show_version,
)
from shenbao.core import messages
from shenbao.core.errors import MissingExtraError, ShenbaoError
from shenbao.core.nets import RERAISE, cause, place

EXTRAS = {
    "dulwich": "git",
    "docx": "build",
    "fontTools": "build",
    "icalendar": "build",
    "material": "build",
    "mkdocs": "build",
    "segno": "build",
    "uharfbuzz": "build",
    "watchdog": "build",
    "weasyprint": "build",
    "frictionless": "reference",
    "ijson": "reference",
    "jsonlines": "reference",
    "jsonschema": "reference",
    "openpyxl": "reference",
    "pypdfium2": "scan",
    "zxingcpp": "scan",
}
"""Libraries of the optional extras: import name → extra."""


_MODULES = {
    "validate": "validate",
    "form": "form",
    "convert": "form",
    "migrate": "migrate",
    "fingerprint": "fingerprint",
    "package": "package",
    "explain": "explain",
    "compare": "compare",
    "try": "try_rule",
    "examples": "examples",
    "new": "new",
    "workbook": "workbook",
    "check": "check",
    "publish": "publish",
    "build": "build",
    "serve": "build",
}
"""The commands in the order of the help, each with its module here."""

_KEYWORDS = {"try": "try_rule"}
"""Functions of commands whose name is a word of Python."""


_LOOKS: Mapping[str, Any] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
}


class _EndedError(Exception):
    """An end that Typer would tell itself, in English or as if mistakes had been found."""


class _LoadedWhenAsked(Mapping[str, Any]):
    """The commands by name; each is loaded, with what it needs, when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        """Return a command; raises KeyError for a name that none has."""
        found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), _KEYWORDS.get(name, name))
        alone = typer.Typer(**_LOOKS)
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=name)
            group: Any = typer.main.get_command(alone)
            return group.commands[name]
        alone.command(name)(found)
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of the help."""
        return iter(_MODULES)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(_MODULES)


class _Commands(TyperGroup):
    """The commands; a word that is no text is refused first, what ends one comes out as it is."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _LoadedWhenAsked()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Look at every word of the command line first."""
        for word in args:
            try:
                nameless = b"\0" in os.fsencode(word)
            except UnicodeEncodeError:
                nameless = True
            if nameless:
                raise ShenbaoError("cli-no-text", found=word.encode("utf-8", "replace").decode())
        with _in_our_words():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an input that ended too early is no wish to stop."""
        try:
            with _in_our_words():
                return super().invoke(ctx)
        except (EOFError, KeyboardInterrupt) as error:
            raise _EndedError from error


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """Word what the parser refuses as everything else is worded."""
    try:
        yield
    except ShenbaoError:
        raise
    except Exception as error:
        from shenbao.cli.usage_errors import usage_error

        refused = usage_error(error)
        if refused is None:
            raise
        raise refused from error


app = typer.Typer(
    name="shenbao",
    cls=_Commands,
    help="把卫生健康部门的通知变成网站、表单、数据包和校验。"
    "Turns a health authority's notice into a site, forms, data packages and verdicts.",
    no_args_is_help=True,
    **_LOOKS,
)


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="显示版本 / show the version"
        ),
    ] = False,
) -> None:
    """Read the options that come before a command."""


def main() -> None:
    """Run the command line; a job that cannot be done exits with 2 and one clear sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if sys.stdout is None:
            raise ShenbaoError("cli-no-output")  # noqa: TRY301 - told like any other
        try:
            app(prog_name="shenbao")
        except _EndedError as error:
            raise error.__cause__ or error from None
        finally:
            sys.stdout.flush()
    except ShenbaoError as error:
        _stop(error)
    except OSError as error:
        _abandon_output()
        if error.errno == errno.EPIPE:
            sys.exit(EXIT_FOUND)
        path = str(error.filename or "none").encode("utf-8", "replace").decode("utf-8")
        _stop(ShenbaoError("cli-system", path=path, why=cause(error)))
    except KeyboardInterrupt:
        _stop(ShenbaoError("cli-interrupted"), EXIT_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the net under the whole command
        _unexpected(error)


def _unexpected(error: Exception) -> NoReturn:
    """Name the extra whose library is missing; of anything else say that nobody expected it."""
    library = (getattr(error, "name", None) or "").partition(".")[0]
    if isinstance(error, ImportError) and library in EXTRAS:
        _stop(MissingExtraError(library, EXTRAS[library]))
    if os.environ.get(RERAISE):
        raise error
    _stop(ShenbaoError("cli-unexpected", kind=type(error).__name__, place=place(error)))


def _abandon_output() -> None:
    """Let nothing more be written: the interpreter would try once again when it leaves."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(error: ShenbaoError, code: int = EXIT_CANNOT) -> NoReturn:
    language = _language(sys.argv)
    with contextlib.suppress(OSError, AttributeError):
        screen = console(stderr=True)
        for line in error.lines(language):
            put_line(line, screen)
    sys.exit(code)


def _language(words: list[str]) -> str:
    """Return the language that ``--lang`` chose: the error may come before it is parsed."""
    chosen = [after for word, after in pairwise(words) if word == "--lang"]
    chosen += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((name for name in chosen if name in messages.LANGUAGES), messages.DEFAULT)
