"""A policy folder as a site that is never built: what stands at a path is made when asked for.

A state is made anew after each change; notices of which no byte changed are taken over. What
has mistakes stays as it was last right, and the mistakes stand on every page.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from threading import Condition
from typing import TypeAlias

from jinja2 import TemplateError

from shenbao.app.notices.compare.history import Past
from shenbao.app.notices.ledger.versions import known_ledgers, with_withdrawals
from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.values import Value
from shenbao.core.nets import stopped
from shenbao.forms import urls
from shenbao.media.form_files import makers, on_page
from shenbao.media.html.write import html_form
from shenbao.media.package.write import packages
from shenbao.policy.compiled.load import load_sound
from shenbao.policy.model import Notice
from shenbao.site.builder.search_index import INDEX, NO_INDEX
from shenbao.site.checking.engine import engine, script_paths
from shenbao.site.checking.page import checking
from shenbao.site.eligibility.page import eligibility
from shenbao.site.feeds.calendar import calendar
from shenbao.site.feeds.catalogue import catalogue
from shenbao.site.feeds.json_schemas import published_schemas
from shenbao.site.preview.server import Answer
from shenbao.site.preview.strip import Strip, bare_page, digest_of, event, marked
from shenbao.site.preview.theme import Shelf, Theme
from shenbao.site.record.editions import Record
from shenbao.site.render.documents import Document, read_documents
from shenbao.site.render.nav import navigation
from shenbao.site.render.pages import Page, drawn_pages, expected_extras

Maker: TypeAlias = Callable[[], bytes]
Lines: TypeAlias = tuple[str, ...]

_PACKAGES = "data-packages/"
_PAGE = ".html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What was made for a path (None where nothing stands there), and what went wrong."""

    content: bytes | None
    problems: Lines = ()


@dataclass(frozen=True, kw_only=True)
class State:
    """One state of the policy folder, which is ``root``."""

    root: Path
    notices: tuple[Notice, ...]
    documents: tuple[Document, ...]
    theme: Theme
    made: dict[str, _Made] = field(default_factory=dict)

    def content(self, path: str) -> bytes | None:
        """Return what stands at a path of the site, None where nothing does.

        Raises what making it raises.
        """
        page = f"{path.removesuffix(_PAGE)}.md"
        if path.endswith(_PAGE) and page in self._pages:
            text = self._pages[page]().content.decode("utf-8")
            return self.theme.page(self._shelf, page, text).encode("utf-8")
        make = self._files.get(path)
        if make is not None:
            return make()
        if path.startswith(_PACKAGES):
            return self.packages.get(path)
        return self.theme.asset(path)

    @cached_property
    def offered(self) -> frozenset[str]:
        """The paths that a complete build adds to the pages, packages by their descriptors."""
        return expected_extras(self.notices)

    @cached_property
    def packages(self) -> Mapping[str, bytes]:
        """The files of the data packages by their paths on the site."""
        return {f"{_PACKAGES}{item.path}": item.content for item in packages(self.notices)}

    def _script(self, path: str) -> bytes:
        return self._engine[path]

    @cached_property
    def _engine(self) -> Mapping[str, bytes]:
        """The scripts of 检查文件 by their paths on the site."""
        return {item.path: item.content for item in engine(self.root)}

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        written: dict[str, Page] = {
            item.path: partial(Artifact, item.path, item.content)
            for item in self.documents
            if item.title
        }
        ledgers = known_ledgers(self.root, self.notices)
        past = Past(root=self.root, ledgers=ledgers, log=lambda _: None)
        drawn = drawn_pages(
            self.notices,
            self.documents,
            extras=_Offered(self),
            ledgers=ledgers,
            record=Record(self.notices, history=past.of),
        )
        return {**drawn, **written}

    @cached_property
    def _shelf(self) -> Shelf:
        return self.theme.shelf(self._pages, navigation(self.notices, self.documents, self.offered))

    @cached_property
    def _files(self) -> Mapping[str, Maker]:
        found: dict[str, Maker] = {
            item.path: partial(bytes, item.content) for item in self.documents if not item.title
        }
        found[urls.ELIGIBILITY] = lambda: eligibility(self.notices).content
        found[urls.CHECKING] = lambda: checking(self.notices).content
        for path in script_paths():
            found[path] = partial(self._script, path)
        found[urls.MACHINE_CATALOGUE] = lambda: catalogue(self.notices).content
        found[urls.CALENDAR] = lambda: calendar(self.notices).content
        for file in resources.published():
            found[file.relative_to(resources.home()).as_posix()] = file.read_bytes
        for notice in self.notices:
            found.update(makers(notice))
            for home in notice.homes:
                if on_page(notice, home):
                    form = partial(html_form, notice, home, notices=self.notices)
                    found[urls.fillable(notice, home.id)] = partial(_content, form)
            for item in published_schemas(notice):
                found[item.path] = partial(bytes, item.content)
        return found


@dataclass(frozen=True, slots=True)
class _Offered(Collection[str]):
    """The paths that pages may lead to; packages are made only where all are asked for."""

    state: State

    def __contains__(self, path: object) -> bool:
        return path in self.state.offered

    def __iter__(self) -> Iterator[str]:
        return iter(self.state.offered | self.state.packages.keys())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _content(make: Callable[[], Artifact]) -> bytes:
    return make().content


class Preview:
    """The site as it is now, for the server; a change makes another state of it.

    ``own`` is a folder of the preview's own, ``search`` where the index of the search stands
    once it has been made.
    """

    def __init__(
        self, root: Path, lists: Path | None, *, own: Path, search: Path, language: str
    ) -> None:
        self._root = root
        self._lists = lists
        self._own = own
        self._search = search
        self._language = language
        self._memory: dict[str, Notice] = {}
        self._theme: Theme | None = None
        self._last: dict[str, Notice] = {}
        self._good: dict[str, bytes] = {}
        self._state: State | None = None
        self._problems: Lines = ()
        self._faults: Lines = ()
        self._pending = "serve-updating"
        self._number = 0
        self._changed = Condition()

    @property
    def problems(self) -> Lines:
        """What is wrong with the folder as it is now."""
        return self._problems

    def renew(self, *, theme: bool) -> None:
        """Read the policy folder again; ``theme`` says that the settings changed too."""
        problems: list[str] = []
        if theme or self._theme is None:
            try:
                self._theme = Theme(resources.site_config(self._root), self._own)
            except Exception as error:  # noqa: BLE001 - told on the page, and the next change heals
                problems += self._told(error, "mkdocs.yml")
        try:
            notices = self._notices(problems)
            documents = read_documents(self._root / "docs")
        except Exception as error:  # noqa: BLE001 - the same
            problems += self._told(error, "schemas")
            state = self._state
        else:
            state = self._of(notices, documents)
        with self._changed:
            self._state, self._problems = state, tuple(problems)
        self.links(pending="serve-waiting" if problems else "serve-updating")

    def _of(self, notices: tuple[Notice, ...], documents: tuple[Document, ...]) -> State | None:
        theme = self._theme
        return (
            None
            if theme is None
            else State(root=self._root, notices=notices, documents=documents, theme=theme)
        )

    def links(self, pending: str = "", faults: Lines = ()) -> None:
        """Say how far links and search are: what is ``pending``, else which are wrong."""
        with self._changed:
            self._pending, self._faults = pending, faults
            self._number += 1
            self._changed.notify_all()

    def answer(self, path: str) -> Answer:
        """Return what stands at a path, from the root of the site."""
        made = self._make(path)
        if made.content is not None and not path.endswith(_PAGE):
            return Answer(content=made.content, path=path)
        page = self._page(path, made)
        whole, _ = marked(page, self._strip(made), path=path, language=self._language)
        return Answer(
            content=whole.encode("utf-8"), path=f"x{_PAGE}", found=made.content is not None
        )

    def event(self, path: str) -> bytes:
        """Return what the page at a path is told of itself."""
        made = self._make(path)
        digest = digest_of(self._page(path, made))
        return event(digest, self._strip(made), self._language)

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the state when it is no longer ``seen``, or after a time."""
        with self._changed:
            self._changed.wait_for(lambda: self._number not in {seen, 0}, seconds)
            return self._number

    def _notices(self, problems: list[str]) -> tuple[Notice, ...]:
        """Return the notices, of one with mistakes the last that was sound; add the mistakes."""
        loaded = load_sound(self._root, lists=self._lists, memory=self._memory)
        now = {notice.id: notice for notice in loaded.notices}
        self._memory = {
            digest: notice
            for digest, notice in self._memory.items()
            if notice is now.get(notice.id)
        }
        problems += [problem.text(self._language) for problem in loaded.problems]
        kept = {name: self._last[name] for name in loaded.unsound if name in self._last}
        self._last = {**kept, **now}
        known = tuple(self._last[name] for name in sorted(self._last))
        return with_withdrawals(known, known_ledgers(self._root, known))

    def _make(self, path: str) -> _Made:
        with self._changed:
            self._changed.wait_for(lambda: self._number)
            state = self._state
        if path == INDEX:
            file = self._search / path
            return _Made(content=file.read_bytes() if file.is_file() else NO_INDEX)
        if state is None:
            return _Made(content=None)
        if path not in state.made:
            try:
                made = _Made(content=state.content(path))
            except Exception as error:  # noqa: BLE001 - told on the page
                told = tuple(self._told(error, path))
                made = _Made(content=self._good.get(path), problems=told)
            else:
                if made.content is not None:
                    self._good[path] = made.content
            state.made[path] = made
        return state.made[path]

    def _page(self, path: str, made: _Made) -> str:
        if made.content is not None:
            return made.content.decode("utf-8")
        wrong = self._problems or made.problems
        title = say("serve-no-page-yet" if wrong else "serve-no-page", None, self._language)
        lines = [say("serve-mend", None, self._language)] if wrong else [path]
        return bare_page(title, lines, self._language)

    def _strip(self, made: _Made) -> Strip:
        problems = (*self._problems, *made.problems)
        return Strip(problems=problems, faults=self._faults, pending=self._pending)

    def _told(self, error: Exception, name: str) -> list[str]:
        """Return what is said of an error: ours, a template's, or one that nobody expected."""
        if isinstance(error, PolicyError):
            return [problem.text(self._language) for problem in error.problems]
        if isinstance(error, ShenbaoError):
            return list(error.lines(self._language))
        if isinstance(error, TemplateError):
            file, line = _in_template(error)
            found: dict[str, Value] = {"file": file, "line": line, "why": str(error)}
            return [say("serve-template", found, self._language)]
        return [problem.text(self._language) for problem in stopped(error, name)]


def _in_template(error: TemplateError) -> tuple[str, int]:
    """Return the template, below ``site-templates``, and the line where an error arose."""
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    places.append((str(getattr(error, "filename", "")), getattr(error, "lineno", 0)))
    of_ours = [(Path(name), line) for name, line in places if name.endswith(".j2")]
    file, line = of_ours[-1] if of_ours else (Path(), 0)
    above = resources.templates("pages").parent
    return (file.relative_to(above) if file.is_relative_to(above) else file).as_posix(), line or 0
