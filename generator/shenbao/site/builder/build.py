"""Build the site: stage, run mkdocs, polish, pass the gate, swap in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.changes.ledger.entries import Ledger
from shenbao.core import artifacts as files
from shenbao.core import resources
from shenbao.core.artifacts import Artifact, Written
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import Said, said
from shenbao.forms import urls
from shenbao.media.html.write import script_text
from shenbao.policy.model import Notice
from shenbao.site.authority import NOBODY, Authority
from shenbao.site.builder import link_checker
from shenbao.site.builder.archives import notice_archives, whole_site
from shenbao.site.builder.kept_pages import KeptPages, world
from shenbao.site.builder.mkdocs_errors import told
from shenbao.site.builder.page_facts import PageFacts, site_facts
from shenbao.site.builder.postprocess import drop_unused, polish
from shenbao.site.builder.search_index import search_index
from shenbao.site.not_found import not_found
from shenbao.site.record.editions import Record
from shenbao.site.render.documents import read_documents
from shenbao.site.render.nav import Nav, navigation
from shenbao.site.render.pages import site_pages

SCRIPTS = {f"assets/javascripts/{name}.js": f"{name}.js" for name in ("search", "drop")}
"""The built scripts of every page: where they stand on the site, and what they are built as."""

_OURS = "assets/stylesheets/shenbao.css"
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did: pages, files and seconds; what staging changed; where the site is."""

    pages: int
    files: int
    seconds: float
    staged: Written
    out: Path


def build_site(  # noqa: PLR0913 - the command line hands over every place
    root: Path,
    notices: Sequence[Notice],
    artifacts: Iterable[Artifact],
    *,
    staging: Path,
    out: Path,
    config: Path,
    log: Callable[[Said], None],
    ledgers: Mapping[str, Ledger] | None = None,
    record: Record | None = None,
    authority: Authority = NOBODY,
) -> BuildResult:
    """Build the site of ``notices`` with the extra ``artifacts`` into ``out``.

    ``ledgers`` are what was published, by notice, ``record`` what changed. ``config``
    is the hand-written mkdocs.yml. Beside ``staging`` a derived configuration (``mkdocs.yml``) is
    written. The old site stays until the new one is complete and has passed the gate. Raises
    ShenbaoError.
    """
    start = time.monotonic()
    out = out.resolve()
    _refuse_foreign(out)
    extras = [*artifacts, *map(site_script, SCRIPTS), *authority.files]
    extras += notice_archives(notices, extras)
    docs = root / "docs"
    offered: dict[str, int | None] = {item.path: len(item.content) for item in extras}
    offered[urls.WHOLE_SITE] = None
    pages = list(
        site_pages(
            notices,
            docs=docs,
            extras=offered,
            ledgers=ledgers or {},
            record=record,
            authority=authority,
        )
    )
    extras.append(not_found(notices, [*map(_finished, pages), *offered], authority.look))
    # mkdocs would turn a Markdown file into a page: such extras are added afterwards.
    staged_extras = [item for item in extras if not item.path.endswith(".md")]
    staged = files.write([*pages, *staged_extras], staging, prune=True)
    log(said("site-staged", changed=len(staged.changed), removed=len(staged.removed)))

    own = staging.parent
    nav = navigation(notices, read_documents(docs), offered)
    with files.renewed(out) as fresh:
        settings = _derive(config, nav, authority, staging=staging, fresh=fresh)
        kept = KeptPages.of(own / "pages", pages, _world(settings, config, pages, offered))
        _run_mkdocs(settings, kept.plugin())
        drop_unused(fresh)
        files.write(extras, fresh)
        polish(fresh)
        kept.keep(fresh)
        files.write(kept.pages(), fresh)
        facts = site_facts(fresh, own / "facts.json")
        found = [page.indexed for page in facts.values() if page.indexed is not None]
        files.write([search_index(found, synonyms(root))], fresh)
        whole_site(fresh)
        _pass_gate(fresh, facts)
    count = sum(1 for item in pages if item.path.endswith(".md"))
    total = sum(1 for file in out.rglob("*") if file.is_file())
    seconds = time.monotonic() - start
    log(said("site-built", pages=count, seconds=f"{seconds:.1f}"))
    return BuildResult(pages=count, files=total, seconds=seconds, staged=staged, out=out)


def _refuse_foreign(out: Path) -> None:
    """Never replace a folder that is not a site of ours: a build swaps the whole of it."""
    if out.is_dir() and any(out.iterdir()) and not (out / _OURS).is_file():
        raise ShenbaoError("site-foreign", folder=str(out))
    if out.exists() and not out.is_dir():
        raise ShenbaoError("site-foreign", folder=str(out))


def _derive(config: Path, nav: Nav, authority: Authority, *, staging: Path, fresh: Path) -> Path:
    """Write, beside ``staging``, what the hand-written settings cannot know; return it."""
    beside = staging.parent
    settings = {
        "INHERIT": str(config.resolve()),
        "docs_dir": str(staging.resolve()),
        "site_dir": str(fresh.resolve()),
        **authority.settings,
        "theme": {
            "custom_dir": str(resources.templates("theme")),
            **authority.settings.get("theme", {}),
        },
        "nav": nav,
        # The gate looks at these: pages that are kept have no ids for mkdocs.
        "validation": {"anchors": "ignore"},
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
    files.write([Artifact.text("mkdocs.yml", text)], beside)
    return beside / "mkdocs.yml"


def _world(settings: Path, config: Path, pages: Iterable[Artifact], offered: Iterable[str]) -> str:
    """Return a digest of what every page follows from; where the site goes is none of it."""
    plain = json.loads(settings.read_text(encoding="utf-8"))
    del plain["site_dir"]
    names = [json.dumps(plain), *(item.path for item in pages), *offered]
    return world([config], resources.templates("theme"), names)


def _finished(page: Artifact) -> str:
    return page.path.removesuffix(".md") + ".html"


def site_script(path: str) -> Artifact:
    """Return one of ``SCRIPTS`` by its path. Raises ShenbaoError where it was not built."""
    return Artifact.text(path, script_text(resources.templates("web") / "dist" / SCRIPTS[path]))


def synonyms(root: Path) -> tuple[Path, ...]:
    """Return the lists of other words for a word: ours, then that of the policy folder."""
    own = root / "schemas" / "synonyms.txt"
    return (resources.templates("search") / "synonyms.txt", *([own] if own.is_file() else ()))


def _run_mkdocs(config: Path, plugin: Any) -> None:
    with told():
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        settings = load_config(str(config), strict=True)
        settings.plugins["shenbao/kept"] = plugin
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            build(settings)
        finally:
            settings.plugins.on_shutdown()


def _pass_gate(site: Path, pages: Mapping[str, PageFacts]) -> None:
    for message, faults in zip(
        ("site-outside", "site-broken-link"), link_checker.inspect(site, pages), strict=True
    ):
        if faults:
            shown = "\n".join(str(fault) for fault in faults[:_SHOWN])
            raise ShenbaoError(message, count=len(faults), faults=shown)
