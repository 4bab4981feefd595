"""Reading a PDF form that somebody filled in: by the names of its fields, which are places.

What a reader shows is the value of the field; how it looks is not read. A copy to print has no
fields: what it says is the fingerprint on its pages. A file from elsewhere is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shenbao.core.findings import Where
from shenbao.core.masking import MASK
from shenbao.core.messages import DEFAULT, say
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Many, many, one_or_many
from shenbao.core.paths import Path, pattern_of, pointer_of
from shenbao.core.submission import Origin, Submission
from shenbao.media.pdf.contract import OFF, place_and_choice
from shenbao.media.pdf.read.controls import Control, Opened, open_pdf
from shenbao.media.pdf.read.printed import Pages, is_ready, printed
from shenbao.media.reading.assemble import FilledValue, Gathering
from shenbao.media.reading.ooxml import home_of
from shenbao.media.reading.reader_findings import note, refuse, remark
from shenbao.media.reading.repeated import one_of
from shenbao.media.reading.source import SourceFile
from shenbao.media.reading.values.cells import codes
from shenbao.policy.form_identity import leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice
from shenbao.policy.names import every_value, resolve

_FEWEST_AGAIN = 3
"""So many fields must be there again with other values; fewer are fields that somebody copied."""

_MOST_ODD = 20
"""So many unusual letters of a field are told."""

_COPIED = re.compile(r"[+#][0-9]{1,4}\Z")
_ROW = re.compile(r"[0-9]{1,5}", re.ASCII)
_CONFLICT = "document.pdf-twice"
_ODD = "document.pdf-odd-letters"
_SHOWN = "document.pdf-shown-only"
_UNSEEN = "document.pdf-pages-unseen"
_DOUBTFUL = (_CONFLICT, _ODD, _SHOWN)
_EXPECTED = (
    "BOPOMOFO",
    "CJK",
    "CYRILLIC",
    "FULLWIDTH",
    "GREEK",
    "HALFWIDTH",
    "HIRAGANA",
    "IDEOGRAPHIC",
    "KATAKANA",
    "LATIN",
    "MICRO",
)
"""What the names of letters begin with that Chinese forms hold."""


def read_pdf(source: SourceFile) -> Submission:
    """Read one PDF form; raises UnreadableError for a file that is not one."""
    opened = open_pdf(source)
    if opened.printed or not opened.controls:
        return _copy(source, opened)
    known = opened.identity is not None or source.schema is not None
    by_fields = None if known else _home_by_fields(opened.controls, source.notices)
    if by_fields is not None:
        source = replace(source, schema=by_fields.ref)
    notice, home = home_of(opened.identity, source)
    told = list(opened.remarks)
    if by_fields is not None:
        told.append(note("document.pdf-by-fields", Where(file=source.name), name=by_fields.ref))
    copies: list[Submission] = []
    for controls in _apart(opened.controls):
        gathering = Gathering(file=source.name, notice=notice, home=home)
        for finding in told:
            gathering.add(finding)
        reader = _Reader(notice, gathering)
        found = reader.read(controls)
        if opened.identity is None or opened.identity.digest == home.digest:
            reader.report_missing()
        copies.append(gathering.submission(found, opened.identity))
    return _with_pages(one_of(source.name, home, copies), printed(source.path, pictures=False))


def _with_pages(submission: Submission, pages: Pages) -> Submission:
    """Return a submission with what stands on its pages; those not seen are told."""
    found = replace(submission, printed=pages.printed)
    if pages.whole:
        return found
    unseen = remark(_UNSEEN, Where(file=submission.file), severity="review")
    return replace(found, findings=(*found.findings, unseen))


def _copy(source: SourceFile, opened: Opened) -> Submission:
    """Return a copy without fields: what it says is the fingerprint on its pages.

    Raises UnreadableError where there is none.
    """
    pages = printed(source.path, pictures=True)
    found = pages.printed
    if not (found or pages.whole):
        raise refuse(_UNSEEN, source.name)
    if not found:
        rule = "document.pdf-static" if opened.printed else "document.pdf-no-fields"
        raise refuse(rule, source.name, extra="there" if is_ready() else "missing")
    where = Where(file=source.name)
    marks = one_or_many(list(dict.fromkeys(item.fingerprint for item in found)))
    told = (note("document.pdf-printed", where, found=marks), *opened.remarks)
    form = opened.identity.form if opened.identity is not None else found[0].form
    submission = Submission(
        file=source.name,
        data=None,
        schema=form or None,
        notes=tuple(item for item in told if item.severity == "info"),
        findings=tuple(item for item in told if item.severity != "info"),
    )
    return _with_pages(submission, pages)


def _apart(controls: Sequence[Control]) -> list[tuple[Control, ...]]:
    """Return the fields of each form in a file that joins several.

    A field that is there once although most are there again has one value for all of them:
    programs make one field of those that have the same name.
    """
    times: Counter[tuple[str, str]] = Counter()
    numbered: list[tuple[int, Control]] = []
    for control in controls:
        place = _place(control)
        numbered.append((times[place], control))
        times[place] += 1
    again = sum(count > 1 for count in times.values())
    if again < _FEWEST_AGAIN:
        return [tuple(controls)]
    last = max(number for number, _ in numbered)
    return [
        tuple(
            control
            for number, control in numbered
            if number == min(wanted, times[_place(control)] - 1)
        )
        for wanted in range(last + 1)
    ]


def _home_by_fields(controls: Sequence[Control], notices: Sequence[Notice]) -> FormOrTable | None:
    """Return the only form that has all the fields of a file, and all of its own in it."""
    places = {pattern_of(_path(_place(control)[0])) for control in controls}
    filled = {*places, *(f"{name}/*" for name in places)}
    fitting: list[str] = []
    for home in every_value(notices):
        leaves = home.asked | home.computed
        known = {*leaves, *(name.removesuffix("/*") for name in leaves)}
        if places <= known and home.asked <= filled:
            fitting.append(home.ref)
    return resolve(notices, fitting[0]) if len(fitting) == 1 else None


def _place(control: Control) -> tuple[str, str]:
    """Return the place that a field names and, of several boxes, the number of this one.

    A program that joins files puts a name of its own in front, or a number behind.
    """
    own = _COPIED.sub("", control.name.partition("/")[2])
    return place_and_choice(f"/{own}")


class _Reader:
    """Turns the fields of a file into what was found at the places of the form."""

    def __init__(self, notice: Notice, gathering: Gathering) -> None:
        self.notice = notice
        self.gathering = gathering
        self.leaves = leaf_names(gathering.home)
        self.found: dict[Path, FilledValue] = {}
        self.several: dict[Path, list[str]] = {}
        self.met: set[Path] = set()
        self._codes: dict[str, Mapping[str, str]] = {}

    def read(self, controls: tuple[Control, ...]) -> list[FilledValue]:
        """Return what was found, in the order of the file."""
        for control in controls:
            place, number = _place(control)
            path = _path(place)
            self.met.add(path)
            self._stands(path, control)
            if control.wrong:
                self._tell("document.pdf-not-text", path, control)
            if number:
                self._choice(path, number, control)
            else:
                self._keep(path, self._value(path, control), control)
        for path, chosen in self.several.items():
            if chosen:
                item = self.found[path]
                self.found[path] = FilledValue(path=path, value=tuple(chosen), origin=item.origin)
        return list(self.found.values())

    def _stands(self, path: Path, control: Control) -> None:
        """Tell where a field stands, and on which page each part begins that it belongs to."""
        origin = self._origin(path, control)
        for end in range(1, len(path)):
            step = path[end - 1]
            row = step + 1 if isinstance(step, int) else None
            self.gathering.place(path[:end], Origin(sheet=origin.sheet, row=row))
        self.gathering.place(path, origin)

    def _value(self, path: Path, control: Control) -> Any:
        if control.decoded:
            self._tell("document.pdf-encoding", path, control)
        if control.kind == "Btn":
            return self._button(path, control)
        value = control.value
        if isinstance(value, tuple):
            return "、".join(value)
        if value is None or not value.strip():
            if control.shows:
                self._tell(_SHOWN, path, control)
            return None
        odd = many(dict.fromkeys(mark for mark in value if _is_odd(mark)), _MOST_ODD)
        if odd:
            self._tell(_ODD, path, control, value=odd)
        return self._code(path, value)

    def _button(self, path: Path, control: Control) -> Any:
        state = control.value if isinstance(control.value, str) else ""
        state = state or next(iter(control.states), "")
        if not control.options:
            if state in ("", OFF):
                return False if control.refused else None
            return True
        if state in ("", OFF):
            return None
        if state.isdecimal() and int(state) < len(control.options):
            return self._code(path, control.options[int(state)])
        if state not in control.options:
            self._tell("document.pdf-choice", path, control)
        return self._code(path, state)

    def _code(self, path: Path, text: str) -> str:
        """Return the code that a label stands for; any other text as it is."""
        pattern = pattern_of(path)
        if pattern not in self._codes:
            node = self.leaves.get(pattern)
            self._codes[pattern] = codes(self.notice, node) if node is not None else {}
        return self._codes[pattern].get(text.strip(), text)

    def _choice(self, path: Path, number: str, control: Control) -> None:
        """Take one of several choices that are ticked together."""
        node = self.leaves.get(f"{pattern_of(path)}/*")
        known = [str(code) for code in node.schema.get("enum", ())] if node is not None else []
        chosen = self.several.setdefault(path, [])
        origin = self._origin(path, control)
        self.found.setdefault(path, FilledValue(path=path, value=None, origin=origin))
        if control.value not in (None, OFF) or (control.value is None and control.states):
            numbered = number.isdecimal() and int(number) < len(known)
            chosen.append(control.code or (known[int(number)] if numbered else control.label))

    def _keep(self, path: Path, value: Any, control: Control) -> None:
        """Keep a value; the same place met again with another value is a conflict."""
        before = self.found.get(path)
        if before is None or before.value is None:
            self.found[path] = FilledValue(
                path=path, value=value, origin=self._origin(path, control)
            )
        elif value not in (None, before.value):
            self._tell(_CONFLICT, path, control, value=str(value))

    def report_missing(self) -> None:
        """Tell the places of the form that the file does not have any more."""
        rows = {path[:end] for path in self.met for end in _rows(path)}
        for pattern, node in self.leaves.items():
            if node.computed is not None:
                continue
            for path in _expected(pattern.split("/")[1:], rows):
                if path in self.met or (pattern.endswith("/*") and path[:-1] in self.met):
                    continue
                where = Where(file=self.gathering.file, pointer=pointer_of(path), label=node.title)
                # Filling in takes no field away: a program drew it onto the page, or cut it out.
                self.gathering.add_finding(
                    remark("document.control-missing", where, severity="review", title=node.title)
                )

    def _origin(self, path: Path, control: Control) -> Origin:
        node = self._node(path)
        page = say("pdf-page", {"page": str(control.page)}, DEFAULT) if control.page else None
        row = next((step + 1 for step in path if isinstance(step, int)), None)
        title = node.title if node is not None else control.label or control.name
        return Origin(sheet=page, row=row, column=title)

    def _node(self, path: Path) -> Field | None:
        pattern = pattern_of(path)
        return self.leaves.get(pattern) or self.leaves.get(f"{pattern}/*")

    def _tell(self, rule: str, path: Path, control: Control, *, value: str | Many = "") -> None:
        origin = self._origin(path, control)
        node = self._node(path)
        hidden = node is not None and node.sensitive
        where = Where(
            file=self.gathering.file,
            sheet=origin.sheet,
            row=origin.row,
            column=origin.column,
            pointer=pointer_of(path),
            label=origin.column or "",
        )
        told = shorten(value) if isinstance(value, str) else value
        shown = MASK if hidden else told
        if rule in _DOUBTFUL:
            finding = remark(rule, where, severity="review", found=shown or None, value=shown)
            self.gathering.add_finding(finding)
        elif rule == "document.pdf-not-text":
            self.gathering.add_finding(remark(rule, where, severity="warning"))
        else:
            self.gathering.add_note(note(rule, where))


def _is_odd(mark: str) -> bool:
    """Say whether a character is one that a program may have made of a rare Chinese one.

    Programs that cut characters beyond the first 65,536 in half make letters of other scripts
    of them, or places without a character.
    """
    if mark.isascii():
        return False
    kind = unicodedata.category(mark)
    if kind in ("Co", "Cn", "Cs") or mark == "\ufffd":
        return True
    return kind in ("Lo", "Lm") and not unicodedata.name(mark, "").startswith(_EXPECTED)


def _path(place: str) -> Path:
    """Return the path that a field's name says; numbers are rows."""
    return tuple(int(step) if _ROW.fullmatch(step) else step for step in place.split("/")[1:])


def _rows(path: Path) -> Iterator[int]:
    """Yield where in a path a row ends."""
    for end, step in enumerate(path, 1):
        if isinstance(step, int):
            yield end


def _expected(steps: list[str], rows: set[Path]) -> Iterator[Path]:
    """Yield the places of a node: itself, or one in every row that the file has."""
    if "*" not in steps:
        yield tuple(steps)
        return
    at = steps.index("*")
    before, after = tuple(steps[:at]), tuple(steps[at + 1 :])
    for row in sorted(row for row in rows if row[:-1] == before):
        if "*" not in after:
            yield (*row, *after)
