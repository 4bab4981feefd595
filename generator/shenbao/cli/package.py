"""``shenbao package``: data packages to fill in, and filled ones to hand in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.app.console import console
from shenbao.app.policy_source import Policy
from shenbao.cli.common import EXIT_FOUND, Lang, Language, Lists, Root
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.app.hand_in import HandedIn
    from shenbao.core.artifacts import Artifact
    from shenbao.policy.model import Notice, Table

_LISTED = 5
_CLOSING = {
    "fail": "cli-package-not-yet",
    "review": "cli-package-review",
    "pass": "cli-package-give",
}
"""What is said at the end, the worst verdict first."""


def package(
    wanted: Annotated[
        list[str],
        typer.Argument(
            metavar="NOTICE/TABLE…", help="表格，例如 shenkang-2024/summary / the tables"
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="DIR", help="写到哪个文件夹，或 .zip / a folder or .zip"
        ),
    ],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="FILE",
            help="填好的文件，做成报送用的数据包 / filled files to hand in",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="换掉已有的数据包 / replace an existing package")
    ] = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """生成表格的数据包：空的用来填，有数据的用来报送。Make data packages.

    退出码：0 做好了，1 做好了但数据有错误，2 没有做成。

    Exit codes: 0 made, 1 made, but the data have errors, 2 not made.
    """
    language = lang.value
    policy = Policy(root=root, lists=lists)
    policy.open(language, *wanted)
    tables = _tables(policy.notices, wanted)
    _require_room(output, tables, data or [], force=force)
    if not data:
        _write(output, _empty(tables))
        for _, table in tables:
            facts = {"path": str(_place(output, tables, table)), "title": table.title}
            _say("cli-package-empty", language, **facts, file=f"{table.id}.csv")
        return
    from shenbao.app.hand_in import hand_in

    made = hand_in(policy, tables, data, language)
    for item in made:
        item.render(console(), language)
    artifacts = [_below(tables, item.table, file) for item in made for file in item.artifacts]
    _write(output, artifacts)
    _tell(output, tables, made, language)
    if any(item.wrong for item in made):
        raise typer.Exit(EXIT_FOUND)


Tables = Sequence[tuple["Notice", "Table"]]


def _tables(notices: Sequence[Notice], wanted: Sequence[str]) -> list[tuple[Notice, Table]]:
    """Return the tables, each once, with their notices."""
    from shenbao.policy.model import Table
    from shenbao.policy.names import near, resolve

    known = [table.ref for notice in notices for table in notice.tables]
    found: dict[str, tuple[Notice, Table]] = {}
    for name in wanted:
        home = resolve(notices, name)
        if home is None:
            alike = [ref for ref in near(notices, name) if ref in known] or known[:_LISTED]
            raise ShenbaoError("cli-package-unknown", found=name, near="、".join(alike))
        if not isinstance(home, Table):
            raise ShenbaoError("cli-package-form", found=home.ref)
        notice = next(item for item in notices if item.id == home.notice)
        found[home.ref] = (notice, home)
    return list(found.values())


def _require_room(output: Path, tables: Tables, data: Sequence[Path], *, force: bool) -> None:
    """Raise ShenbaoError where writing would destroy what is not a package of these tables."""
    from shenbao.core.artifacts import require_folder_around
    from shenbao.core.messages.shortening import first_few
    from shenbao.core.safe_paths import leads_into

    require_folder_around(output)
    place = Path(os.path.realpath(output))
    if _is_archive(output):
        if place.is_dir():
            raise ShenbaoError("cli-package-folder", path=str(output))
        present = {output.name} if place.exists() else set()
    elif place.exists() and not place.is_dir():
        raise ShenbaoError("cli-package-blocked", path=str(output))
    else:
        present = set(_files_in(place))
    for file in data:
        if leads_into(file, place) and present:
            raise ShenbaoError("cli-package-inside", file=str(file), path=str(output))
    if present and not force:
        raise ShenbaoError("cli-package-exists", path=str(output))
    foreign = [] if _is_archive(output) else sorted(present - set(_own(tables)))
    if foreign:
        files = first_few(foreign, _LISTED)
        raise ShenbaoError("cli-package-foreign", path=str(output), files=files)


def _files_in(folder: Path) -> Iterator[str]:
    from shenbao.validation.tables.manifest import left_by_system

    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if not (file.is_dir() and not file.is_symlink()) and not left_by_system(name):
            yield name


def _own(tables: Tables) -> Iterator[str]:
    """Yield the files that a package of the tables may have, empty or filled."""
    from shenbao.media.package.manifest import MANIFEST, SUMS

    yield from (artifact.path for artifact in _empty(tables))
    for _, table in tables:
        yield from (_prefix(tables, table) + name for name in (MANIFEST, SUMS))


def _empty(tables: Tables) -> list[Artifact]:
    from shenbao.media.package.write import empty

    return [
        _below(tables, table, artifact)
        for notice, table in tables
        for artifact in empty(notice, table)
    ]


def _prefix(tables: Tables, table: Table) -> str:
    """Return the folder of a table: one alone stands at the top."""
    from shenbao.media.package.write import package_name

    return f"{package_name(table)}/" if len(tables) > 1 else ""


def _below(tables: Tables, table: Table, artifact: Artifact) -> Artifact:
    from shenbao.core.artifacts import Artifact

    return Artifact(_prefix(tables, table) + artifact.path, artifact.content)


def _place(output: Path, tables: Tables, table: Table) -> Path:
    return output if _is_archive(output) else output / _prefix(tables, table)


def _is_archive(output: Path) -> bool:
    return output.suffix.lower() == ".zip"


def _write(output: Path, artifacts: Sequence[Artifact]) -> None:
    """Write all or nothing."""
    from shenbao.core.artifacts import deliver, renewed, write
    from shenbao.core.nets import reason
    from shenbao.media.zip import zipped

    try:
        if _is_archive(output):
            deliver(output, zipped(artifacts))
        else:
            with renewed(output) as folder:
                write(artifacts, folder)
    except OSError as error:
        words = error.strerror or str(error)
        raise ShenbaoError(
            "cli-package-cannot-write",
            path=str(output),
            reason=reason(error) or "other",
            words=words,
        ) from error


def _tell(output: Path, tables: Tables, made: Sequence[HandedIn], language: str) -> None:
    for item in made:
        _say(
            "cli-package-filled",
            language,
            path=str(_place(output, tables, item.table)),
            title=item.table.title,
            rows=str(item.facts.rows),
            fingerprint=item.facts.fingerprint,
        )
        if item.facts.structure:
            _say("cli-package-structure", language, count=str(item.facts.structure))
    verdicts = {item.facts.verdict for item in made}
    worst = next(verdict for verdict in _CLOSING if verdict in verdicts)
    _say(_CLOSING[worst], language, path=str(output))


def _say(message: str, language: str, **facts: str) -> None:
    from shenbao.reports.terminal_text import terminal_safe

    said = terminal_safe(say(message, facts, language))
    console().print(said, markup=False, emoji=False, soft_wrap=True)
