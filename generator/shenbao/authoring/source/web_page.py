"""The lines of a web page: its blocks, a row of a table as one line, nothing fetched or run."""

from __future__ import annotations

from html.parser import HTMLParser

from shenbao.core.messages.values import Said, said

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table"),
        *("tbody", "tfoot", "thead", "ul", "caption"),
    )
)
_UNSEEN = ("script", "style", "title")
_DELETED = ("del", "s", "strike")


def page_lines(text: str) -> tuple[list[str], tuple[Said, ...]]:
    """Return the lines of a page and what was left out; what is struck out is not read."""
    page = _read(text, struck=True)
    if page.is_open:
        # A mark that nobody ends would take all the rest away.
        page = _read(text, struck=False)
        return page.lines, (said("authoring-open-mark"),)
    told = (said("authoring-left-out", kind="struck", count=page.taken),) if page.taken else ()
    return page.lines, told


def _read(text: str, *, struck: bool) -> _Page:
    page = _Page(struck=struck)
    page.feed(text)
    page.close()
    page.end_line()
    return page


class _Page(HTMLParser):
    """Collects lines; ``rows`` are the tables that are open, each with the cells of its row."""

    def __init__(self, *, struck: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.taken = 0
        self._leave_out = (*_UNSEEN, *_DELETED) if struck else _UNSEEN
        self._left: list[str] = []
        self._line: list[str] = []
        self._rows: list[list[list[str]]] = []

    @property
    def is_open(self) -> bool:
        """Whether the page ended inside of what is left out."""
        return any(tag in _DELETED for tag in self._left)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a block, a row, a cell, or what is left out."""
        del attrs
        if tag in self._leave_out:
            self._left.append(tag)
        if tag == "tr":
            self.end_line()
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self.end_line()
            self._rows[-1].append([])
        elif tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        """End the same."""
        if tag in self._left:
            self._left.remove(tag)
            self.taken += tag in _DELETED
        if tag == "tr" and self._rows:
            self.end_line()
            self._end_row(self._rows.pop())
        elif tag in _BLOCKS or tag in ("td", "th"):
            self.end_line()

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if not self._left:
            self._line.append(data)

    def end_line(self) -> None:
        """Put what was collected where it belongs: into the cell that is open, or on the page."""
        text = " ".join("".join(self._line).split())
        self._line.clear()
        if text:
            self._put([text])

    def _put(self, lines: list[str]) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += lines
        else:
            self.lines += lines

    def _end_row(self, cells: list[list[str]]) -> None:
        """Put a row as one line; where only one cell holds anything it is a way to lay out."""
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            self._put(filled[0])
        elif filled:
            self._put(["\t".join(" ".join(cell) for cell in cells)])
