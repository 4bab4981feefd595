"""Making data packages of tables, and writing them as one folder or archive."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from shenbao.app.policy_source import Policy
from shenbao.core.artifacts import Artifact, deliver, renewed, require_folder_around, write
from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.safe_paths import leads_into
from shenbao.core.messages.values import many
from shenbao.core.nets import cause

if TYPE_CHECKING:
    from shenbao.app.packages.hand_in import HandedIn
    from shenbao.core.findings import Verdict
    from shenbao.core.submission import Submission
    from shenbao.policy.model import Notice, Table

_NAMED = 5
_VERDICTS: tuple[Verdict, ...] = ("fail", "review", "pass")
"""The worst first."""

Tables: TypeAlias = Sequence[tuple["Notice", "Table"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRequest:
    """Which tables; the files with their data, none for packages to fill in; where they go.

    ``submissions`` are data that were read already (see ``hand_in``).
    ``output`` is a folder, or an archive that ends in .zip; None where only the files are
    wanted. ``force`` replaces a package that is there.
    """

    tables: tuple[str, ...]
    files: tuple[Path, ...] = ()
    submissions: tuple[Submission, ...] = ()
    output: Path | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """The packages of ``tables`` (short names), their files, and what was found of the data.

    Several packages stand in a folder each. ``handed_in`` is empty for packages to fill in.
    """

    tables: tuple[Table, ...]
    artifacts: tuple[Artifact, ...]
    handed_in: tuple[HandedIn, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on the data, None where there are none."""
        found = {item.facts.verdict for item in self.handed_in}
        return next((verdict for verdict in _VERDICTS if verdict in found), None)

    def place(self, table: Table, output: Path) -> Path:
        """Return where the package of a table stands below ``output``."""
        several = len(self.tables) > 1
        return output if _is_archive(output) else output / _prefix(table, several=several)


def package(request: PackageRequest, policy: Policy) -> Packages:
    """Make the packages, and write them where the request says so, all of them or none.

    Raises ShenbaoError for a table that no notice has, for files that cannot be used, and
    where writing would destroy what is not a package of these tables.
    """
    chosen = _tables(policy.notices, request.tables)
    if request.output is not None:
        _require_room(request.output, chosen, request.files, force=request.force)
    has_data = request.files or request.submissions
    made = _filled(policy, chosen, request) if has_data else _to_fill_in(chosen)
    if request.output is not None:
        _write(request.output, made.artifacts)
    return made


def _to_fill_in(chosen: Tables) -> Packages:
    tables = tuple(table for _, table in chosen)
    return Packages(tables=tables, artifacts=tuple(_empty(chosen)))


def _filled(policy: Policy, chosen: Tables, request: PackageRequest) -> Packages:
    from shenbao.app.packages.hand_in import hand_in

    made = hand_in(policy, chosen, request.files, request.submissions)
    several = len(chosen) > 1
    artifacts = (
        _below(item.table, file, several=several) for item in made for file in item.artifacts
    )
    return Packages(
        tables=tuple(table for _, table in chosen),
        artifacts=tuple(artifacts),
        handed_in=tuple(made),
    )


def _tables(notices: Sequence[Notice], wanted: Sequence[str]) -> list[tuple[Notice, Table]]:
    """Return the tables, each once, with their notices."""
    from shenbao.policy.model import Table
    from shenbao.policy.names import near, resolve

    known = [table.ref for notice in notices for table in notice.tables]
    found: dict[str, tuple[Notice, Table]] = {}
    for name in wanted:
        home = resolve(notices, name)
        if home is None:
            alike = [ref for ref in near(notices, name) if ref in known] or known[:_NAMED]
            raise ShenbaoError("cli-package-unknown", found=name, near=many(alike))
        if not isinstance(home, Table):
            raise ShenbaoError("cli-package-form", found=home.ref)
        notice = next(item for item in notices if item.id == home.notice)
        found[home.ref] = (notice, home)
    return list(found.values())


def _require_room(output: Path, chosen: Tables, files: Sequence[Path], *, force: bool) -> None:
    """Raise ShenbaoError where writing would destroy what is not a package of these tables."""
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
    for file in files:
        if leads_into(file, place) and present:
            raise ShenbaoError("cli-package-inside", file=str(file), path=str(output))
    if present and not force:
        raise ShenbaoError("cli-package-exists", path=str(output))
    foreign = [] if _is_archive(output) else sorted(present - set(_own(chosen)))
    if foreign:
        named = many(foreign, _NAMED)
        raise ShenbaoError("cli-package-foreign", path=str(output), files=named)


def _files_in(folder: Path) -> Iterator[str]:
    from shenbao.validation.tables.manifest import left_by_system

    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if not (file.is_dir() and not file.is_symlink()) and not left_by_system(name):
            yield name


def _own(chosen: Tables) -> Iterator[str]:
    """Yield the files that a package of the tables may have, empty or filled."""
    from shenbao.media.package.contract import MANIFEST, SUMS

    yield from (artifact.path for artifact in _empty(chosen))
    for _, table in chosen:
        prefix = _prefix(table, several=len(chosen) > 1)
        yield from (prefix + name for name in (MANIFEST, SUMS))


def _empty(chosen: Tables) -> Iterator[Artifact]:
    from shenbao.media.package.write import empty

    for notice, table in chosen:
        for artifact in empty(notice, table):
            yield _below(table, artifact, several=len(chosen) > 1)


def _prefix(table: Table, *, several: bool) -> str:
    """Return the folder of a table: one alone stands at the top."""
    from shenbao.media.package.write import package_name

    return f"{package_name(table)}/" if several else ""


def _below(table: Table, artifact: Artifact, *, several: bool) -> Artifact:
    return Artifact(_prefix(table, several=several) + artifact.path, artifact.content)


def _is_archive(output: Path) -> bool:
    return output.suffix.lower() == ".zip"


def _write(output: Path, artifacts: Sequence[Artifact]) -> None:
    """Write all or nothing."""
    from shenbao.media.zip import zipped

    try:
        if _is_archive(output):
            deliver(output, zipped(artifacts))
        else:
            with renewed(output) as folder:
                write(artifacts, folder)
    except OSError as error:
        raise ShenbaoError(
            "cli-package-cannot-write", path=str(output), why=cause(error)
        ) from error
