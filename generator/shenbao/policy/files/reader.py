"""Reading the files of a policy folder strictly: every mistake is a Problem with its place."""

from __future__ import annotations

import csv
import io
import re
import stat
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shenbao.core.errors import Place, Problem
from shenbao.core.guards.json_text import JsonError, parsed
from shenbao.core.guards.json_values import DEEPEST
from shenbao.core.messages.values import Value, said
from shenbao.core.nets import cause
from shenbao.core.paths import pointer_of
from shenbao.policy.files import json_lines

MAX_BYTES = 20_000_000
_LONGEST = 20_000
"""Characters of one text; an authority may put the whole of a clause into one."""

_WIDTHLESS = "\xad\u180e\u200b-\u200d\u2060-\u2065\ufeff"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    f"{_WIDTHLESS}]"
)
"""Control characters, those that turn the direction of writing, those without width: a text
that reads otherwise, a code that no entry of the same look is."""

_ESCAPED = re.compile(r"\\[^n\\]")
"""An escape in JSON, or what looks like one, but for a line feed and a backslash."""

_NO_WIDTH = re.compile(f"[{_WIDTHLESS}]")
_SHOWN = 40


@dataclass(slots=True)
class Problems:
    """Collects problems while a folder is read; ``root`` shortens the file names."""

    root: Path
    found: list[Problem] = field(default_factory=list)
    _seen: set[Hashable] = field(default_factory=set, init=False)

    def add(self, file: Path, pointer: str, message: str, /, **args: Value) -> None:
        """Record one problem; one that was found on another way already is not told again.

        An argument ``line`` is the line of the place, and the sentence says it.
        """
        line = args.get("line")
        place = Place(self.name(file), pointer, line if isinstance(line, int) else 0)
        self._record(place, message, args, None)

    def add_again(self, place: Place, before: Place, message: str, /, **args: Value) -> None:
        """Record that the same stands at ``place`` and, ``before``, somewhere else."""
        self._record(place, message, args, before)

    def _record(
        self, place: Place, message: str, args: dict[str, Value], before: Place | None
    ) -> None:
        # A file may have as many mistakes as lines: each is not held against all others.
        key = (place, message, tuple(args.items()), before)
        if key in self._seen:
            return
        self._seen.add(key)
        problem = Problem(
            file=place.file,
            pointer=place.pointer,
            message=message,
            args=args,
            line=place.line,
            before=before,
        )
        self.found.append(problem)

    def name(self, file: Path) -> str:
        """Return the file's name relative to the policy root, where it lies below it."""
        try:
            name = file.relative_to(self.root).as_posix()
        except ValueError:
            name = file.as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_text(file: Path, problems: Problems) -> str | None:
    """Return the UTF-8 text of a file (a byte order mark is accepted), or None."""
    content = _read(file, problems)
    if content is None:
        return None
    try:
        text = _plain_ends(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problems.add(file, "", "policy-file-not-utf8", position=error.start + 1)
        return None
    return text if _seen(text, file, problems) else None


def unseen_in(text: str) -> str:
    """Return the code of the first sign for which a file with this text would be refused.

    Empty where there is none.
    """
    return next((_code(sign) for sign in text if _UNSEEN.match(sign) or _is_broken(sign)), "")


def raw_text(file: Path) -> str | None:
    """Return the text of a file that may be told as wrong, None where it is no text at all."""
    content = _read(file, Problems(root=file.parent))
    return None if content is None else content.decode("utf-8-sig", errors="replace")


def _plain_ends(text: str) -> str:
    """Return a text with the line ends of Windows and old Macs as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _seen(text: str, file: Path, problems: Problems) -> bool:
    """Record the first sign of a file's text that nobody sees and that changes what is read."""
    found = _UNSEEN.search(text)
    if found is None:
        return True
    line = text.count("\n", 0, found.start()) + 1
    problems.add(file, "", "policy-unseen-character-line", line=line, code=_code(found[0]))
    return False


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def folded_name(name: str) -> str:
    """Return a name as those have it that differ in width and blanks only."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def read_json(file: Path, problems: Problems) -> dict[str, Any] | None:
    """Return the object in a JSON file, or None after recording what is wrong."""
    text = read_text(file, problems)
    if text is None:
        return None
    try:
        value, twice = parsed(text)
    except JsonError as error:
        _not_json(error, file, problems)
        return None
    for path, first, again in json_lines.twice(text) if twice else ():
        name, place = problems.name(file), pointer_of(path)
        places = Place(name, place, again), Place(name, place, first)
        problems.add_again(*places, "policy-duplicate-key", key=str(path[-1]))
    if isinstance(value, dict) and _is_plain(text):
        return value
    return value if _usable(value, file, problems) else None


def _not_json(error: JsonError, file: Path, problems: Problems) -> None:
    """Record why a text is no JSON that one can rely on."""
    if error.reason == "deep":
        problems.add(file, "", "policy-too-deep", limit=DEEPEST)
    elif error.reason == "syntax":
        slip = said("file-json-cause", cause=error.cause)
        at = {"line": error.line, "column": error.column}
        problems.add(file, "", "policy-not-json", slip=slip, **at)
    else:
        problems.add(file, "", "policy-number", found=error.found[:_SHOWN])


def _is_plain(text: str) -> bool:
    """Say whether a text of JSON that was looked through needs no look at its values.

    Without escapes its values are parts of it; a value stands between two quotation marks.
    """
    return _ESCAPED.search(text) is None and len(max(text.split('"'), key=len)) <= _LONGEST


def _usable(value: Any, file: Path, problems: Problems) -> bool:
    """Say whether the rest of the loader may be given ``value``."""
    if not isinstance(value, dict):
        problems.add(file, "", "policy-not-object")
    elif (broken := _broken_text(value, [])) is not None:
        problems.add(file, pointer_of(broken), "policy-broken-character")
    else:
        return _readable(value, file, problems)
    return False


def _readable(value: Any, file: Path, problems: Problems) -> bool:
    """Record every text that is too long, or holds (written as an escape) what nobody sees."""
    sound = True
    for path, node in walk(value):
        for key, item in _texts(node):
            unseen = _UNSEEN.search(item)
            if unseen is None and len(item) <= _LONGEST:
                continue
            sound = False
            place = pointer_of([*path, *key])
            if unseen is not None:
                problems.add(file, place, "policy-unseen-character", code=_code(unseen[0]))
            if len(item) > _LONGEST:
                problems.add(file, place, "policy-text-long", found=len(item), limit=_LONGEST)
    return sound


def _texts(node: Mapping[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield the keys of an object and the texts in it and in its lists, with their places."""
    for key, value in node.items():
        yield [key], key
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield [key, number], item
        if isinstance(value, str):
            yield [key], value


def read_csv(file: Path, problems: Problems) -> list[tuple[int, list[str]]] | None:
    """Return the records of a CSV file in UTF-8 or GB18030, each with its last line, or None.

    Signs without width are left out: in a table nobody finds them to take them out. Nothing is
    found out about the file, as ``tabular.read`` does of a stranger's table: a list of a policy
    is separated by commas and read whole, or it is a mistake of the policy folder.
    """
    content = _read(file, problems)
    if content is None:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        problems.add(file, "", "policy-file-not-utf8", position=1)
        return None
    text = _NO_WIDTH.sub("", _plain_ends(text))
    if not _seen(text, file, problems):
        return None
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        return [(reader.line_num, record) for record in reader if record]
    except csv.Error:
        problems.add(file, "", "policy-bad-csv", line=reader.line_num)
        return None


def _read(file: Path, problems: Problems) -> bytes | None:
    """Return the bytes of a regular file within the limit; a pipe would never end."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.add(file, "", "policy-not-a-file")
            return None
        if status.st_size > MAX_BYTES:
            problems.add(file, "", "policy-file-too-large", limit=MAX_BYTES // 1_000_000)
            return None
        return file.read_bytes()
    except FileNotFoundError:
        problems.add(file, "", "policy-file-missing")
    except OSError as error:
        problems.add(file, "", "policy-file-unreadable", reason=cause(error))
    return None


def walk(value: Any) -> Iterator[tuple[list[str | int], dict[str, Any]]]:
    """Yield every object in a JSON value with its path, outermost first."""
    pending: list[tuple[list[str | int], Any]] = [([], value)]
    while pending:
        path, item = pending.pop()
        if isinstance(item, dict):
            yield path, item
            pending.extend(([*path, key], item[key]) for key in reversed(item))
        elif isinstance(item, list):
            pending.extend(([*path, index], item[index]) for index in range(len(item) - 1, -1, -1))


def _broken_text(value: Any, path: list[str | int]) -> list[str | int] | None:
    """Return the place of half a character, which JSON can write and no file can hold."""
    if isinstance(value, str):
        return path if _is_broken(value) else None
    for key, item in _members(value):
        found = path if _is_broken(key) else _broken_text(item, [*path, key])
        if found is not None:
            return found
    return None


def _members(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _is_broken(text: Any) -> bool:
    if not isinstance(text, str) or text.isascii():
        return False
    return any("\ud800" <= sign <= "\udfff" for sign in text)
