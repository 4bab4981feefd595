"""Markdown pages from notices, by the templates in ``site-templates/pages``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

from shenbao.changes.ledger.entries import Entry, Ledger
from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.forms.wording import chinese_day, moment_words, moves
from shenbao.media.form_files import media, on_page
from shenbao.policy.cel import condition_words
from shenbao.policy.model import FormOrTable, Notice
from shenbao.policy.usage import parameters
from shenbao.site.authority import NOBODY, Authority
from shenbao.site.content import (
    clause_backlinks,
    comparison,
    derived_facts,
    escape,
    events,
    page_index,
    plans,
    requirements,
    structured_data,
    table_layout,
    wording,
)
from shenbao.site.content.glossary import SHOWN, glossary
from shenbao.site.record.editions import Record
from shenbao.site.render.documents import PARTS, Document, read_documents

_GLOBAL = {
    urls.HOME: "home",
    urls.CATALOGUE: "catalogue",
    urls.DEADLINES: "deadlines",
    urls.CLAUSES: "clauses",
    urls.GAPS: "gaps",
    urls.ACROSS: "across",
    urls.TIMELINE: "timeline",
    urls.GLOSSARY: "glossary",
    urls.DOWNLOADS: "downloads",
    urls.OFFLINE: "offline",
    urls.CHANGES: "changes",
}
_KILO = 1024
_NONE: Mapping[str, Ledger] = {}


Page: TypeAlias = Callable[[], Artifact]
"""Draws a page when it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renderer:
    """The templates with what every page may ask for, joined when the first page is drawn."""

    environment: Any
    shared: Callable[[], Mapping[str, Any]]

    def page(self, here: str, template: str, **values: Any) -> Artifact:
        text = self.environment.get_template(f"{template}.md.j2").render(
            **self.shared(), here=here, **values
        )
        return Artifact.text(urls.markdown(here), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NoticeRenderer:
    """The same for the pages of one notice, with what cites its clauses."""

    renderer: _Renderer
    notice: Notice
    cited: Callable[[], Mapping[str, Any]]

    def page(self, here: str, template: str, **values: Any) -> Artifact:
        """Draw a page; one of an older edition, or a withdrawn one, says so below its heading."""
        known = {**values, "notice": self.notice, "cited": self.cited()}
        page = self.renderer.page(here, template, **known)
        gone = self.notice.withdrawn
        said = {"_withdrawn": gone is not None, "_superseded": self.notice.later is not None}
        if not any(said.values()):
            return page
        told = "\n".join(
            self.renderer.page(here, name, **known).content.decode()
            for name, wanted in said.items()
            if wanted
        )
        text, heading, rest = page.content.decode().partition("\n# ")
        title, _, body = rest.partition("\n")
        return Artifact.text(page.path, f"{text}{heading}{title}\n\n{told}{body}")


def site_pages(
    notices: Sequence[Notice],
    *,
    docs: Path | None,
    extras: Collection[str] | Mapping[str, int | None] | None = None,
    ledgers: Mapping[str, Ledger] = _NONE,
    record: Record | None = None,
    authority: Authority = NOBODY,
) -> Iterator[Artifact]:
    """Yield the Markdown pages of ``notices`` and the hand-written files below ``docs``.

    ``extras`` are the site paths of what other generators add (forms, schemas, packages),
    with their sizes in bytes where these are known; pages link only to those. None stands
    for all that a complete build adds. ``ledgers`` are what was published, by
    notice, ``record`` what changed, where more is known of it than what ``notices`` say.
    """
    documents = read_documents(docs)
    for draw in drawn_pages(
        notices, documents, extras=extras, ledgers=ledgers, record=record, authority=authority
    ).values():
        yield draw()
    for document in documents:
        yield Artifact(document.path, document.content)


def drawn_pages(
    notices: Sequence[Notice],
    documents: Sequence[Document],
    *,
    extras: Collection[str] | Mapping[str, int | None] | None = None,
    ledgers: Mapping[str, Ledger] = _NONE,
    record: Record | None = None,
    authority: Authority = NOBODY,
) -> Mapping[str, Page]:
    """Return, by their Markdown paths, what draws the pages of ``notices``, one at a time.

    ``documents`` are the hand-written files that they lead to, ``extras`` and ``ledgers`` as of
    ``site_pages``.
    """
    notices = page_index.in_order(notices)
    offered = expected_extras(notices) if extras is None else extras
    renderer = _Renderer(
        environment=_environment(resources.templates("pages")),
        shared=cache(
            partial(
                _shared, notices, documents, offered, ledgers, record or Record(notices), authority
            )
        ),
    )
    found: dict[str, Page] = {}

    def add(renderer: _Renderer | _NoticeRenderer, here: str, template: str, **values: Any) -> None:
        found[urls.markdown(here)] = partial(renderer.page, here, template, **values)

    for here, template in _GLOBAL.items():
        add(renderer, here, template)
    for pair in plans.pairs(notices):
        add(renderer, urls.taken_up(pair.earlier, pair.later), "taken-up", pair=pair)
    for notice in notices:
        own = _NoticeRenderer(
            renderer=renderer,
            notice=notice,
            cited=cache(partial(clause_backlinks.uses, notice)),
        )
        add(own, urls.library(notice), "library")
        for leaf in page_index.leaves(notice):
            add(own, urls.page(notice, leaf.name), f"notice/{leaf.name}", title=leaf.title)
        for programme in notice.programmes:
            here = urls.programme(notice, programme)
            add(own, here, "notice/programme", programme=programme)
        homes: tuple[FormOrTable, ...] = notice.homes
        for home in homes:
            add(own, urls.fields(notice, home.id), "notice/fields", home=home)
    return found


def _entry(notice: Notice, ledgers: Mapping[str, Ledger]) -> Entry | None:
    """Return the entry of the version that is shown, None where it was not published."""
    ledger = ledgers.get(notice.id)
    return None if ledger is None else ledger.of(notice.edition.version)


def _shared(
    notices: Sequence[Notice],
    documents: Sequence[Document],
    offered: Collection[str] | Mapping[str, int | None],
    ledgers: Mapping[str, Ledger],
    record: Record,
    authority: Authority,
) -> dict[str, Any]:
    sizes = offered if isinstance(offered, Mapping) else {}
    parts = {
        part: [item for item in documents if item.title and item.part == part] for part in PARTS
    }
    return {
        "notices": tuple(notices),
        "record": record,
        "official": authority.form_of,
        "entry_of": lambda notice: _entry(notice, ledgers),
        "published": lambda notice: ledgers[notice.id].entries if notice.id in ledgers else (),
        "notice_of": {notice.id: notice for notice in notices},
        "glossary": glossary(notices),
        "offered": offered,
        "has": offered.__contains__,
        "size": lambda path: _size(sizes.get(path)),
        "offered_forms": lambda notice: [
            form.id for form in notice.forms if urls.fillable(notice, form.id) in offered
        ],
        "offered_schemas": lambda notice: [
            home.id for home in notice.homes if urls.published_schema(notice, home.id) in offered
        ],
        "packages_of": lambda notice: [
            table.id
            for table in notice.tables
            if f"{urls.packages(notice)}{table.id}/datapackage.json" in offered
        ],
        "shown_uses": SHOWN,
        "below": lambda folder: sorted(path for path in offered if path.startswith(folder)),
        "documents": parts,
        "undated": lambda calls: [one for one in calls if derived_facts.undated(one)],
    }


def _size(count: int | None) -> str:
    """Return a size as people read it; nothing where it is not known."""
    if count is None:
        return ""
    if count < _KILO:
        return f"{count} 字节"
    return f"{count / _KILO:.0f} KB" if count < _KILO**2 else f"{count / _KILO**2:.1f} MB"


def expected_extras(notices: Sequence[Notice]) -> frozenset[str]:
    """Return the site paths to which pages lead and that a complete build adds.

    Of a data package its descriptor stands for the whole.
    """
    found = {urls.MACHINE_CHANGES, urls.CHANGE_FEED}
    found |= {urls.MACHINE_CATALOGUE, urls.CALENDAR, urls.ELIGIBILITY, urls.CHECKING}
    for notice in notices:
        found.update(
            urls.fillable(notice, home.id) for home in notice.homes if on_page(notice, home)
        )
        found.update(
            urls.fillable(notice, home.id, medium)
            for home in notice.homes
            for medium in media(home)
        )
        homes: tuple[FormOrTable, ...] = notice.homes
        found.update(urls.published_schema(notice, home.id) for home in homes)
        folder = urls.packages(notice)
        found.update(f"{folder}{table.id}/datapackage.json" for table in notice.tables)
    return frozenset(found)


@cache
def _environment(folder: Path) -> Any:
    """Return the templates of the pages: compiled once, and again when a file has changed."""
    import jinja2
    import markupsafe

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        finalize=escape.finalize,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    @jinja2.pass_context
    def link(context: jinja2.runtime.Context, target: str) -> Any:
        # A percent-encoded link holds nothing that HTML or Markdown could read.
        return markupsafe.Markup(urls.relative(target, str(context["here"])))  # noqa: S704

    environment.filters["link"] = link
    environment.filters["front"] = escape.front_matter
    environment.filters["md"] = escape.escape
    environment.filters["anchor"] = escape.anchor
    environment.globals.update(
        across=comparison,
        conditions=condition_words,
        events=events,
        facts=derived_facts,
        parameters=parameters,
        grids=table_layout,
        links=urls,
        pageset=page_index,
        plans=plans,
        requirements=requirements,
        structured=structured_data,
        wording=wording,
        hashes=escape.hashes,
        chinese_day=chinese_day,
        moment_words=moment_words,
        moves=moves,
        by_kind=clause_backlinks.by_kind,
        by_home=clause_backlinks.by_home,
        check_places=clause_backlinks.check_places,
    )
    return environment
