"""Markdown pages from notices, by the templates in ``site-templates/pages``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.forms.wording import chinese_day, moment_words
from shenbao.media.form_files import media, on_page
from shenbao.policy.cel import condition_words
from shenbao.policy.model import FormOrTable, Notice
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
}
_KILO = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renderer:
    """The templates with what every page may ask for."""

    environment: Any
    shared: Mapping[str, Any]

    def page(self, here: str, template: str, **values: Any) -> Artifact:
        text = self.environment.get_template(f"{template}.md.j2").render(
            **self.shared, here=here, **values
        )
        return Artifact.text(urls.markdown(here), text)


def site_pages(
    notices: Sequence[Notice],
    *,
    docs: Path | None,
    extras: Iterable[str] | Mapping[str, int] | None = None,
) -> Iterator[Artifact]:
    """Yield the Markdown pages of ``notices`` and the hand-written files below ``docs``.

    ``extras`` are the site paths of what other generators add (forms, schemas, packages),
    with their sizes in bytes where these are known; pages link only to those. None stands
    for all that a complete build adds.
    """
    notices = page_index.in_order(notices)
    documents = read_documents(docs)
    offered = _expected(notices) if extras is None else frozenset(extras)
    sizes = extras if isinstance(extras, Mapping) else {}
    shared = _shared(notices, documents, offered) | {"size": lambda path: _size(sizes.get(path))}
    renderer = _Renderer(environment=_environment(resources.templates("pages")), shared=shared)
    for here, template in _GLOBAL.items():
        yield renderer.page(here, template)
    for pair in plans.pairs(notices):
        yield renderer.page(urls.taken_up(pair.earlier, pair.later), "taken-up", pair=pair)
    for notice in notices:
        yield from _notice_pages(renderer, notice)
    for document in documents:
        yield Artifact(document.path, document.content)


def _notice_pages(renderer: _Renderer, notice: Notice) -> Iterator[Artifact]:
    values = {"notice": notice, "cited": clause_backlinks.uses(notice)}
    yield renderer.page(urls.library(notice), "library", **values)
    for leaf in page_index.leaves(notice):
        here = urls.page(notice, leaf.name)
        yield renderer.page(here, f"notice/{leaf.name}", title=leaf.title, **values)
    for programme in notice.programmes:
        here = urls.programme(notice, programme)
        yield renderer.page(here, "notice/programme", programme=programme, **values)
    homes: tuple[FormOrTable, ...] = notice.homes
    for home in homes:
        here = urls.fields(notice, home.id)
        yield renderer.page(here, "notice/fields", home=home, **values)


def _shared(
    notices: Sequence[Notice], documents: Sequence[Document], offered: frozenset[str]
) -> dict[str, Any]:
    parts = {
        part: [item for item in documents if item.title and item.part == part] for part in PARTS
    }
    return {
        "notices": tuple(notices),
        "notice_of": {notice.id: notice for notice in notices},
        "glossary": glossary(notices),
        "offered": offered,
        "has": offered.__contains__,
        "offered_forms": lambda notice: [
            form.id for form in notice.forms if urls.fillable(notice, form.id) in offered
        ],
        "offered_schemas": lambda notice: [
            home.id for home in notice.homes if urls.published_schema(notice, home.id) in offered
        ],
        "packages_of": lambda notice: [
            table.id
            for table in notice.tables
            if any(path.startswith(f"{urls.packages(notice)}{table.id}/") for path in offered)
        ],
        "shown_uses": SHOWN,
        "below": lambda folder: sorted(path for path in offered if path.startswith(folder)),
        "documents": parts,
    }


def _size(count: int | None) -> str:
    """Return a size as people read it; nothing where it is not known."""
    if count is None:
        return ""
    if count < _KILO:
        return f"{count} 字节"
    return f"{count / _KILO:.0f} KB" if count < _KILO**2 else f"{count / _KILO**2:.1f} MB"


def _expected(notices: Sequence[Notice]) -> frozenset[str]:
    found = {urls.MACHINE_CATALOGUE, urls.CALENDAR, urls.ELIGIBILITY}
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
        by_kind=clause_backlinks.by_kind,
        by_home=clause_backlinks.by_home,
        check_places=clause_backlinks.check_places,
    )
    return environment
