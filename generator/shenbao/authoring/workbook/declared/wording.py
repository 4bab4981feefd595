"""What the sheets, rows and columns of a policy workbook are called, in either language."""

from __future__ import annotations

from shenbao.authoring.workbook.declared.cells import Codec
from shenbao.authoring.workbook.declared.layout import ENGLISH, KIND, REST, Column
from shenbao.core import messages
from shenbao.core.messages import has, say

_LABELS = {KIND: "row", REST: "rest"}


def sheet_title(name: str, word: str = "", language: str = messages.DEFAULT) -> str:
    """Return the name of a sheet; ``word`` is the form whose fields stand on it."""
    if word:
        return say("policybook-tab-fields", {"name": word}, language)
    return say(f"policybook-sheet-{name}", None, language)


def row_word(kind: str, language: str = messages.DEFAULT) -> str:
    """Return what a kind of row is called."""
    return say(f"policybook-row-{kind}", None, language)


def title_of(column: Column, language: str = messages.DEFAULT) -> str:
    """Return what stands over a column."""
    return _title(column.label, column.id, language)


def title_of_english(column: Column, language: str = messages.DEFAULT) -> str:
    """Return what stands over the column of the English words."""
    return title_of(column, language) + say("policybook-column-english", None, language)


def titles(columns: tuple[Column, ...], language: str = messages.DEFAULT) -> dict[str, str]:
    """Return what stands over the columns of a sheet, by their ids, those of every sheet too."""
    found = {column.id: title_of(column, language) for column in columns}
    for column in columns:
        if column.english:
            found[column.id + ENGLISH] = title_of_english(column, language)
    for name, label in _LABELS.items():
        found[name] = _title(label, name, language)
    return found


def _title(label: str, name: str, language: str) -> str:
    return say(f"policybook-column-{_slug(label)}", {"number": name}, language)


def help_of(label: str, language: str = messages.DEFAULT) -> str:
    """Return the help of a column, empty where its title says enough."""
    message = f"policybook-help-{_slug(_LABELS.get(label, label))}"
    return say(message, None, language) if has(message, language) else ""


def prompt(label: str, codec: Codec | None, language: str = messages.DEFAULT) -> str:
    """Return what a cell says when it is selected: what belongs there, how it is written."""
    parts = [help_of(label, language)]
    if codec is not None:
        parts.append(say(codec.hint, None, language))
    return say("joint-semicolon", None, language).join(filter(None, parts))


def _slug(label: str) -> str:
    return label.replace("$", "s-").replace(".", "-")
