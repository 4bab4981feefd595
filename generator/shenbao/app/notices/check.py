"""Whether a policy folder is sound: notation, clauses, lists, rules, examples, data packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.policy_source import own_folder
from shenbao.core import resources
from shenbao.core.errors import Problem, ShenbaoError
from shenbao.core.messages.values import Value, many
from shenbao.core.nets import stopped

if TYPE_CHECKING:
    from shenbao.audit.examples import Outcome
    from shenbao.core.artifacts import Artifact
    from shenbao.policy.loaded import Loaded
    from shenbao.policy.model import Notice
    from shenbao.policy.usage.index import Covered


_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """Which policy folder, held against which source texts.

    Without ``root`` it is the nearest folder at or above the working directory, without
    ``sources`` the texts that stand in it. ``update`` writes what the examples are expected to
    give and the data packages as they come out now. ``notice`` names the only one to be checked.
    ``published``: it is held against what was published of it.
    """

    root: Path | None = None
    notice: str | None = None
    sources: Path | None = None
    update: bool = False
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The mistakes, each at its place, and how much was looked at, by what it is.

    ``checked`` is empty where no notice could be loaded. ``reminders`` are no mistakes, only
    worth a look.
    """

    problems: tuple[Problem, ...]
    checked: Mapping[str, int]
    reminders: tuple[Problem, ...] = ()


def check(request: CheckRequest) -> CheckResult:
    """Check a policy folder; a mistake in one notice leaves the others checked.

    Raises ShenbaoError where the folder holds no notice, or the notices of the program itself
    would be written.
    """
    from shenbao.policy.load.folder import load_sound
    from shenbao.policy.load.locations import located

    folder = own_folder(request.root)
    if request.update and resources.is_bundled(folder):
        raise ShenbaoError("cli-update-bundled")
    whole = load_sound(folder)
    found_beside = _authority(folder, whole)
    loaded = _only(whole, request.notice)
    found: list[Problem] = [*loaded.problems, *found_beside]
    reminded = [*_reminders(folder, loaded)]
    told = _Told(beside=whole.notices, problems=found, reminders=reminded)
    checked = _check_all(folder, loaded, request, told) if loaded.notices else {}
    if request.notice is None and not resources.is_bundled(folder):
        from shenbao.app.notices.ledger.standing import without_notice

        found.extend(without_notice(folder))
    return CheckResult(
        problems=located(found, folder),
        checked=checked,
        reminders=located(reminded, folder),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was found so far, and the notices that stand beside those that are checked."""

    beside: Sequence[Notice]
    problems: list[Problem]
    reminders: list[Problem]


def _authority(folder: Path, loaded: Loaded) -> tuple[Problem, ...]:
    """Return what is wrong with whose site it is; forms of unsound notices are not missed."""
    from shenbao.core.errors import PolicyError
    from shenbao.site.authority import read_authority

    if loaded.problems:
        return ()
    try:
        read_authority(folder, loaded.notices)
    except PolicyError as error:
        return error.problems
    return ()


def _reminders(folder: Path, loaded: Loaded) -> Iterator[Problem]:
    """Yield what is worth a look in the notices that could be loaded."""
    from shenbao.audit.reminders import reminders

    for notice in loaded.notices:
        try:
            yield from list(reminders(folder, notice, loaded.notices))
        except Exception as error:  # noqa: BLE001 - the net under one notice
            yield from stopped(error, f"schemas/{notice.id}")


def _only(loaded: Loaded, notice: str | None) -> Loaded:
    """Return what was loaded, without the other notices where one is named."""
    if notice is None:
        return loaded
    unsound = {name: found for name, found in loaded.unsound.items() if name == notice}
    notices = [item for item in loaded.notices if item.id == notice]
    return replace(loaded, notices=notices, unsound=unsound)


def cover(root: Path | None, inventory: Path) -> Sequence[Covered]:
    """Return where each rule of an inventory lives, without a home where it does in no notice.

    Raises PolicyError where a notice has mistakes, ShenbaoError for what is no inventory.
    """
    from shenbao.audit.coverage import coverage
    from shenbao.policy.load.folder import load_notices

    return coverage(load_notices(own_folder(root)), inventory)


def _check_all(folder: Path, loaded: Loaded, request: CheckRequest, told: _Told) -> dict[str, int]:
    notices, found = loaded.notices, told.problems
    cases = vectors = 0
    for notice in notices:
        try:
            problems, outcome = _check_one(folder, notices, notice, request, told)
        except Exception as error:  # noqa: BLE001 - the net under one notice
            found.extend(stopped(error, f"schemas/{notice.id}"))
            continue
        found.extend(problems)
        cases += outcome.cases
        vectors += outcome.vectors
    if not resources.is_bundled(folder):
        found.extend(_packages(folder, loaded, request))
    return {
        "notices": len(notices),
        "clauses": sum(len(notice.clauses) for notice in notices),
        "forms": sum(len(notice.forms) for notice in notices),
        "tables": sum(len(notice.tables) for notice in notices),
        "rules": sum(len({rule.id for _, rule in notice.rules()}) for notice in notices),
        "cases": cases,
        "vectors": vectors,
    }


def _check_one(
    folder: Path,
    notices: Sequence[Notice],
    notice: Notice,
    request: CheckRequest,
    told: _Told,
) -> tuple[list[Problem], Outcome]:
    """Return what is wrong with one notice, and how its examples came out."""
    from shenbao.app.notices.compare.forgotten import forgotten
    from shenbao.app.notices.ledger.standing import standing
    from shenbao.audit import examples, soundness
    from shenbao.media import inputs

    expressions = list(soundness.check_expressions([notice]))
    found = [*expressions, *soundness.check_sources(folder, [notice], request.sources)]
    if expressions:
        # A wrong expression would bring a wrong outcome for every example.
        return found, examples.Outcome()
    found += forgotten(told.beside, notice)
    if request.published and not resources.is_bundled(folder):
        stands = standing(folder, notice)
        found += stands.problems
        told.reminders.extend(stands.reminders)
    outcome = examples.run_examples(
        folder / "schemas" / notice.id,
        partial(with_lists, folder, notices, notice),
        inputs.read,
        update=request.update,
    )
    return [*found, *outcome.problems, *examples.uncovered(notice, outcome)], outcome


def with_lists(
    folder: Path, notices: Sequence[Notice], own: Notice, lists: Path | None
) -> Sequence[Notice]:
    """Return the notices, ``own`` with the lists in a folder that its examples invent."""
    from shenbao.policy.load.folder import load_notice

    if lists is None:
        return notices
    with_lists = load_notice(folder / "schemas" / own.id, lists=lists)
    return [with_lists if notice is own else notice for notice in notices]


def _packages(folder: Path, loaded: Loaded, request: CheckRequest) -> Iterator[Problem]:
    """Compare the published packages with what the policy says now; of unsound notices none."""
    from shenbao.core.artifacts import write
    from shenbao.media.package.write import packages

    place = folder / "data-packages"
    artifacts: list[Artifact] = []
    unsound = {*loaded.unsound}
    for notice in loaded.notices:
        try:
            artifacts += packages([notice])
        except Exception as error:  # noqa: BLE001 - the net under one notice
            unsound.add(notice.id)
            yield from stopped(error, f"data-packages/{notice.id}")
    if request.update:
        write(artifacts, place, prune=not unsound and request.notice is None)
        return
    wanted = {artifact.path: artifact.content for artifact in artifacts}
    present = {
        file.relative_to(place).as_posix(): file for file in place.rglob("*") if file.is_file()
    }
    asked = [path for path in sorted({*wanted, *present}) if _owner(path) not in unsound]
    if request.notice is not None:
        asked = [path for path in asked if _owner(path) == request.notice]
    stale = [
        path
        for path in asked
        if path not in present or wanted.get(path) != present[path].read_bytes()
    ]
    if len(stale) == 1:
        yield Problem(file=f"data-packages/{stale[0]}", pointer="", message="package-stale")
    elif stale:
        there = "yes" if place.is_dir() else "no"
        args: dict[str, Value] = {
            "count": len(stale),
            "files": many(stale, _LISTED),
            "there": there,
        }
        yield Problem(file="data-packages", pointer="", message="packages-stale", args=args)


def _owner(path: str) -> str:
    """Return the notice that a file of a data package is of."""
    return path.partition("/")[0]
