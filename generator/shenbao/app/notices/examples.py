"""Examples proposed for a notice, and those that a person confirmed written into its folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.policy_source import Policy, own_folder
from shenbao.core import messages, resources
from shenbao.core.artifacts import deliver, replace_file, write
from shenbao.core.errors import PolicyError, Problem, ShenbaoError
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from shenbao.audit.proposals.proposal import Gap
    from shenbao.policy.model import FormOrTable, Notice

FOLDER = "examples-proposed"
"""Where proposals stand below the policy folder: nothing in it counts as an example."""

_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRequest:
    """Which notice, which form or table of it (None: all), where the file goes.

    Without ``out`` it is ``examples-proposed/<notice>.json`` in the policy folder.
    """

    notice: str
    form: str | None = None
    out: Path | None = None
    root: Path | None = None
    language: str = messages.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What was proposed. ``sound`` are the examples in which a check finds no mistake."""

    notice: str
    file: Path
    examples: int
    sound: int
    vectors: int
    own_kinds: int
    enough: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedExamples:
    """What was written: files below ``examples``; how many proposals were taken and are open."""

    notice: str
    folder: Path
    files: tuple[str, ...]
    taken: int
    open: int


def propose(request: ProposeRequest) -> Proposed:
    """Make the proposals of a notice and write them.

    Raises ShenbaoError where there is no such notice or form, or where a file of proposals
    stands that somebody may have decided on already; UnsoundError where the notice has mistakes.
    """
    from shenbao.app.notices.check import with_lists
    from shenbao.audit.proposals.proposal import Proposer

    folder = own_folder(request.root)
    policy = Policy(root=folder)
    notice = _notice(policy, request.notice)
    homes = _homes(notice, request.form)
    place = request.out or folder / FOLDER / f"{notice.id}.json"
    if place.exists():
        raise ShenbaoError("proposal-there", file=str(place))
    notices = policy.notices
    proposer = Proposer(
        folder=folder / "schemas" / notice.id,
        load=partial(with_lists, folder, notices, notice),
        language=request.language,
    )
    made = proposer.propose(notice, homes)
    if request.out is None:
        place.parent.mkdir(exist_ok=True)
    deliver(place, made.content)
    examples = made.document["examples"]
    return Proposed(
        notice=notice.id,
        file=place,
        examples=len(examples),
        sound=sum("open" not in item for item in examples),
        vectors=len(made.document["vectors"]),
        own_kinds=made.own_kinds,
        enough=made.enough,
        gaps=made.gaps,
    )


def accept(notice_id: str, file: Path, root: Path | None = None) -> AcceptedExamples:
    """Write what a file says is taken into the examples of a notice: all of it or nothing.

    Raises ShenbaoError where there is no such notice or nothing is taken, PolicyError with every
    mistake of the file, and where an example would not come out as it says.
    """
    from shenbao.audit.example_files import read_shaped
    from shenbao.audit.proposals.acceptance import accepted, counted, settled
    from shenbao.audit.proposals.proposal import PROPOSAL, written
    from shenbao.policy.files.reader import Problems
    from shenbao.policy.load.locations import located

    folder = own_folder(root)
    if resources.is_bundled(folder):
        raise ShenbaoError("cli-update-bundled")
    notice = _notice(Policy(root=folder), notice_id)
    if not file.is_file():
        raise ShenbaoError("proposal-no-file", file=str(file))
    source = file.absolute()
    problems = Problems(root=folder.absolute())
    document = read_shaped(source, PROPOSAL, problems)
    place = folder / "schemas" / notice.id / "examples"
    files = () if document is None else accepted(source, document, notice, place, problems)
    if document is None or problems.found:
        raise PolicyError(located(problems.found, folder.absolute()))
    count = counted(document)
    if not files:
        raise ShenbaoError("proposal-nothing", file=str(file), open=count["open"])
    with tempfile.TemporaryDirectory(prefix=".shenbao-", dir=folder) as beside:
        copy = Path(beside)
        shutil.copytree(folder / "schemas", copy / "schemas")
        write(files, copy / "schemas" / notice.id / "examples")
        wrong = _wrong(copy, notice, [item.path for item in files])
    if wrong:
        raise PolicyError(wrong)
    try:
        write(files, place)
    except BaseException:
        for item in files:
            (place / item.path).unlink(missing_ok=True)
        raise
    replace_file(source, written(settled(document)))
    return AcceptedExamples(
        notice=notice.id,
        folder=place,
        files=tuple(item.path for item in files),
        taken=count["taken"],
        open=count["open"],
    )


def _wrong(root: Path, notice: Notice, files: Sequence[str]) -> list[Problem]:
    """Return what the new files bring when the examples are run in a copy of the policy folder."""
    from shenbao.app.notices.check import with_lists
    from shenbao.audit.examples import run_examples
    from shenbao.media import inputs
    from shenbao.policy.load.folder import load_notices

    notices = load_notices(root)
    own = next(item for item in notices if item.id == notice.id)
    folder = root / "schemas" / notice.id
    outcome = run_examples(folder, partial(with_lists, root, notices, own), inputs.read)
    new = {f"schemas/{notice.id}/examples/{path}" for path in files}
    return [problem for problem in outcome.problems if problem.file in new]


def _notice(policy: Policy, wanted: str) -> Notice:
    from difflib import get_close_matches

    policy.require(wanted)
    found = next((notice for notice in policy.notices if notice.id == wanted), None)
    if found is None:
        known = [notice.id for notice in policy.notices]
        near = get_close_matches(wanted, known, 3) or known
        raise ShenbaoError("proposal-no-notice", found=wanted, near=many(near, _LISTED))
    return found


def _homes(notice: Notice, wanted: str | None) -> Sequence[FormOrTable]:
    from difflib import get_close_matches

    known: Mapping[str, FormOrTable] = {home.id: home for home in notice.homes}
    if wanted is None:
        return list(known.values())
    name = wanted.removeprefix(f"{notice.id}/")
    if name not in known:
        near = get_close_matches(name, known, 3) or list(known)
        raise ShenbaoError(
            "proposal-no-form", found=wanted, notice=notice.id, near=many(near, _LISTED)
        )
    return [known[name]]
