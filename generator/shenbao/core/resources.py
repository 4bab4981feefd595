"""Where files live: in a checkout beside the package, in an installation inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLED = _PACKAGE / "_bundled"
_CHECKOUT = _PACKAGE.parent.parent

PUBLISHED_BASE = "https://shenbao.example/"
"""Reserved name (RFC 2606) for ``$id``; a published address under any host is accepted."""


def home() -> Path:
    """Return the folder that holds ``schemas/`` and ``site-templates/``."""
    return _BUNDLED if _BUNDLED.is_dir() else _CHECKOUT


def dialect(name: str) -> Path:
    """Return the meta-schema ``name`` (notice, form, table, quota, list)."""
    return home() / "schemas" / "dialect" / f"{name}.schema.json"


def templates(part: str) -> Path:
    """Return a folder of ``site-templates`` (pages, form, theme, web)."""
    return home() / "site-templates" / part


def policy_root(chosen: Path | None = None) -> Path:
    """Return the folder that holds ``schemas/``.

    The chosen one, else the nearest one at or above the working directory, else the
    notices that come with the package.
    """
    if chosen is not None:
        return chosen
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "schemas").is_dir() and any(folder.glob("schemas/*/notice.json")):
            return folder
    return home()


def own_policy() -> Path | None:
    """Return the nearest folder at or above the working directory that is to hold notices.

    One with ``schemas/`` in which no notice is finished counts; None where there is none.
    """
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / "schemas").is_dir()), None)


def is_bundled(root: Path) -> bool:
    """Say whether ``root`` is the installed package's own, which nothing may write into."""
    return root.resolve() == _BUNDLED


def workplace(root: Path) -> Path:
    """Return where builds go: below a policy folder, never inside the installed package."""
    return (Path.cwd() if root == _BUNDLED else root) / "build"


def published() -> list[Path]:
    """Return the schemas that every site publishes: the dialect, the report, the catalogue."""
    schemas = home() / "schemas"
    return [*sorted((schemas / "dialect").glob("*.json")), *sorted(schemas.glob("*.schema.json"))]


def site_config(root: Path) -> Path:
    """Return the ``mkdocs.yml`` of a policy folder, else the one that comes with the package."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else home() / "mkdocs.yml"
