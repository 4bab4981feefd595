"""The site of a policy folder and everything on it: forms, packages, feeds, schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shenbao.app.policy_source import own_folder
from shenbao.core import resources
from shenbao.core.artifacts import Artifact, locked, require_folder_around, write
from shenbao.core.messages.values import Said
from shenbao.core.nets import reason

if TYPE_CHECKING:
    from shenbao.policy.model import Notice
    from shenbao.site.builder.build import BuildResult
    from shenbao.site.record.editions import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRequest:
    """Which policy folder, with which supplied lists, and where the site goes.

    Without ``root`` it is the nearest folder at or above the working directory, without ``out``
    ``build/site`` below it.
    """

    root: Path | None = None
    out: Path | None = None
    lists: Path | None = None


def build(request: SiteRequest, log: Callable[[Said], None]) -> BuildResult:
    """Build the site of the policy as it is now, and renew its data packages.

    ``log`` is told what is done. Raises ShenbaoError where a notice has mistakes: a site, or its
    packages, without one of its notices would be published without a word.
    """
    from shenbao.app.notices.compare.history import Past
    from shenbao.app.notices.ledger.versions import (
        require_ledgers,
        versions,
        with_withdrawals,
    )
    from shenbao.media.form_files import documents
    from shenbao.media.package.write import packages
    from shenbao.policy.load.folder import load_notices, load_sound
    from shenbao.site.authority import read_authority
    from shenbao.site.builder.build import build_site
    from shenbao.site.checking.engine import engine
    from shenbao.site.record.editions import Record

    folder = own_folder(request.root)
    if request.out is not None:
        require_folder_around(request.out)
    out = request.out or site_place(folder)
    sound = load_sound(folder, lists=request.lists).require_all("cli-build-unsound")
    authority = read_authority(folder, sound)
    ledgers = require_ledgers(folder, sound)
    past = Past(root=folder, ledgers=ledgers, log=log)
    notices = with_withdrawals(sound, ledgers)
    record = Record(notices, history=past.of)
    published = tuple(versions(folder, ledgers, log))
    with workplace(folder) as own, locked(out):
        if (folder / "data-packages").is_dir():
            own_lists = sound if request.lists is None else load_notices(folder)
            write(packages(own_lists), folder / "data-packages", prune=True)
        made = documents(notices, own / "forms", log)
        return build_site(
            folder,
            notices,
            chain(site_artifacts(notices, made, record, authority.look), published, engine(folder)),
            staging=own / "site-src",
            out=out,
            config=resources.site_config(folder),
            log=log,
            ledgers=ledgers,
            record=record,
            authority=authority,
        )


def site_place(folder: Path) -> Path:
    """Return where the site of a policy folder goes."""
    return resources.workplace(folder) / "site"


def site_artifacts(
    notices: tuple[Notice, ...],
    documents: Iterable[Artifact],
    record: Record,
    look: str = "",
) -> Iterator[Artifact]:
    """Yield what the site offers besides its pages, with paths as on the site.

    ``documents`` are the forms as files to fill in, ``record`` is what changed, ``look`` the styles
    of whose site it is. Not the engine of
    检查文件: see ``build``.
    """
    from shenbao.media.form_files import on_page
    from shenbao.media.html.write import html_form
    from shenbao.media.package.write import packages
    from shenbao.site.checking.page import checking
    from shenbao.site.eligibility.page import eligibility
    from shenbao.site.feeds.calendar import calendar
    from shenbao.site.feeds.catalogue import catalogue
    from shenbao.site.feeds.json_schemas import published_schemas
    from shenbao.site.record.feed import change_feeds

    for notice in notices:
        for home in notice.homes:
            if on_page(notice, home):
                yield html_form(notice, home, notices=notices, look=look)
        yield from published_schemas(notice)
    yield from documents
    for artifact in packages(notices):
        yield Artifact(f"data-packages/{artifact.path}", artifact.content)
    for file in resources.published():
        path = file.relative_to(resources.home()).as_posix()
        yield Artifact(path, file.read_bytes())
    yield eligibility(notices, look)
    yield checking(notices, look)
    yield catalogue(notices)
    yield calendar(notices)
    yield from change_feeds(record)


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Hold the place where a policy folder is built, and what need not be made again is kept.

    Of a folder that may only be read it is a temporary one.
    """
    own = resources.workplace(folder)
    with ExitStack() as held:
        try:
            held.enter_context(locked(own))
            own.mkdir(exist_ok=True)
        except OSError as error:
            if reason(error) not in {"read-only", "permission"}:
                raise
            own = Path(held.enter_context(TemporaryDirectory(prefix="shenbao-")))
        yield own
