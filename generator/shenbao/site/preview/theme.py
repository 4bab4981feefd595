"""One page with the theme around it: mkdocs as a library, without a build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from shenbao.core import resources
from shenbao.core.guards.safe_paths import goes_down
from shenbao.site.builder.build import SCRIPTS, site_script
from shenbao.site.builder.mkdocs_errors import told
from shenbao.site.builder.postprocess import polish_asset, polish_page
from shenbao.site.render.nav import Nav

_ASSETS = "assets/"
_TEXTS = (".js", ".css")
_MAP = ".map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The pages of one state of the site as mkdocs knows them: by path, and in the navigation."""

    files: Any
    navigation: Any


class Theme:
    """The settings and templates of the site, loaded once; draws one page at a time.

    ``config`` is the hand-written mkdocs.yml, ``own`` a folder of the preview's own. Raises
    ShenbaoError where the settings are wrong.
    """

    def __init__(self, config: Path, own: Path) -> None:
        with told():
            from mkdocs.config import load_config

            (own / "docs").mkdir(parents=True, exist_ok=True)
            settings = {
                "INHERIT": str(config.resolve()),
                "docs_dir": str(own / "docs"),
                "site_dir": str(own / "site"),
                "theme": {"custom_dir": str(resources.templates("theme"))},
            }
            derived = own / "mkdocs.yml"
            derived.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
            loaded = load_config(str(derived))
            loaded.plugins.on_startup(command="build", dirty=False)
            self._config: Any = loaded.plugins.on_config(loaded)
            self._templates = self._config.theme.get_env()
        self._lock = Lock()

    def shelf(self, paths: Iterable[str], navigation: Nav) -> Shelf:
        """Return what mkdocs knows of the pages at these Markdown paths."""
        with self._lock, told():
            from mkdocs.structure.files import File, Files, set_exclusions
            from mkdocs.structure.nav import get_navigation

            files = Files([File.generated(self._config, path, content="") for path in paths])
            set_exclusions(files, self._config)
            self._config.nav = navigation
            return Shelf(files=files, navigation=get_navigation(files, self._config))

    def page(self, shelf: Shelf, path: str, markdown: str) -> str:
        """Return the HTML of the page at a Markdown path of the shelf."""
        with self._lock, told():
            from mkdocs.commands.build import get_context
            from mkdocs.structure.pages import Page

            config, files = self._config, shelf.files
            file = files.get_file_from_path(path)
            file.content_string = markdown
            page = file.page or Page(None, file, config)
            page.read_source(config)
            page.render(config, files)
            page.active = True
            try:
                context = get_context(shelf.navigation, files.documentation_pages(), config, page)
                context = config.plugins.on_page_context(
                    context, page=page, config=config, nav=shelf.navigation
                )
                template = self._templates.get_template(page.meta.get("template", "main.html"))
                return polish_page(template.render(context))
            finally:
                page.active = False

    def asset(self, path: str) -> bytes | None:
        """Return a style sheet, script or picture of the theme, None where there is none."""
        if not path.startswith(_ASSETS) or path.endswith(_MAP) or not goes_down(path):
            return None
        if path in SCRIPTS:
            return site_script(path).content
        found = (Path(folder) / path for folder in self._config.theme.dirs)
        file = next((file for file in found if file.is_file()), None)
        if file is None:
            return None
        content = file.read_bytes()
        if file.suffix not in _TEXTS:
            return content
        return polish_asset(content.decode("utf-8")).encode("utf-8")
