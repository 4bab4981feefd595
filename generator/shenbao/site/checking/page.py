"""检查文件: the page that takes files, has the engine check them and shows what was found."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.forms.controls import LANGUAGE
from shenbao.media.html.script_data import embedded, message_texts
from shenbao.media.html.write import (
    environment,
    page_styles,
    script_text,
    search_link,
    security_policy,
    site_links,
    trusted,
)
from shenbao.policy.model import Notice
from shenbao.site.checking.engine import FOLDER, stamp

_WORDS = ("files-", "severity-")


def checking(notices: Sequence[Notice], look: str = "") -> Artifact:
    """Return the page; it stands at the site's root, beside the folder of the engine.

    Raises ShenbaoError when the script has not been built.
    """
    script = script_text(resources.templates("web") / "dist" / "files.js")
    style = page_styles("checking", look)
    data = {
        "language": LANGUAGE,
        "folder": FOLDER,
        "stamp": stamp(notices),
        "messages": message_texts(_WORDS),
    }
    text = (
        environment("checking")
        .get_template("checking.html.j2")
        .render(
            path=f"/{urls.CHECKING}",
            here=urls.CHECKING,
            links=site_links(urls.CHECKING),
            search=search_link(urls.CHECKING),
            notices=[notice for notice in notices if notice.readings],
            policy=_policy(script, style),
            style=trusted(style),
            script=trusted(script),
            data=trusted(embedded(data)),
        )
    )
    return Artifact.text(urls.CHECKING, text)


def _policy(script: str, style: str) -> str:
    """Return the policy of this page alone: scripts of the site, and what runs WebAssembly."""
    own = security_policy(script, style)
    scripts = "script-src 'self' 'wasm-unsafe-eval' "
    return own.replace("script-src ", scripts) + "; worker-src blob:"
