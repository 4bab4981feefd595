"""The fingerprint that stands on paper: in the text of a PDF's pages, or as a code in a picture.

Every page that we print carries it, whatever the medium it was printed from. The libraries that
see pages are the extra ``scan``: where they are missing nothing is read.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shenbao.core.guards import confined
from shenbao.core.submission import Printed

MOST_SECONDS = 60.0
"""For all pages of a file; what was found until then counts."""

_LOOKING = "shenbao.media.pdf.read.page_inspection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The fingerprints on the pages of a file; ``whole`` says that all pages could be seen."""

    printed: tuple[Printed, ...] = ()
    whole: bool = True


def is_ready() -> bool:
    """Say whether pages can be looked at."""
    return all(find_spec(name) is not None for name in ("pypdfium2", "zxingcpp"))


def printed(path: Path, *, pictures: bool) -> Pages:
    """Return the fingerprints on the pages of a PDF, in the order that they come.

    With ``pictures`` pages without text are drawn and searched for a code. What the library
    cannot open has none.
    """
    if not is_ready():
        return Pages()
    what = "pictures" if pictures else "text"
    said = confined.run(_LOOKING, str(path.absolute()), what, seconds=MOST_SECONDS)
    pages: dict[str, dict[int, None]] = {}
    forms: dict[str, Counter[str]] = {}
    lines = [json.loads(line) for line in said.lines]
    for told in (line for line in lines if line["mark"]):
        pages.setdefault(told["mark"], {})[told["page"]] = None
        forms.setdefault(told["mark"], Counter()).update(told["names"])
    found = tuple(
        Printed(form=_most_often(forms[mark]), fingerprint=mark, pages=tuple(on))
        for mark, on in pages.items()
    )
    return Pages(printed=found, whole=said.whole and all(line["mark"] for line in lines))


def _most_often(names: Counter[str]) -> str:
    """Return the name at the foot of every page: a text may look like one, too."""
    return names.most_common(1)[0][0] if names else ""
