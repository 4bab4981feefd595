"""The closed choices of the dialect with the words for them, and the codecs of the columns."""

from __future__ import annotations

from typing import Any

from shenbao.authoring.workbook.declared.cells import (
    Choice,
    Codec,
    Day,
    DayOrDeadline,
    Definition,
    Either,
    Fact,
    Grid,
    Json,
    Lines,
    Moment,
    Name,
    Named,
    Names,
    Number,
    Plain,
    Text,
    folded,
)
from shenbao.core import messages
from shenbao.core.messages import say


def _words(kind: str, *codes: Any) -> Choice:
    return Choice(words=tuple((code, f"policybook-word-{kind}-{_said(code)}") for code in codes))


def _said(code: Any) -> str:
    return code.lower() if isinstance(code, str) else str(code).lower()


def _says_yes(text: str) -> bool:
    return folded(text).casefold() in {
        folded(say("policybook-word-yes", None, language)).casefold()
        for language in messages.LANGUAGES
    }


TEXT = Text()
NAME = Name()
NAME_OR_NONE = Name(null=True)
NAMES = Names()
LINES = Lines()
FACT = Fact()
DAY = Day()
DAY_FACT = Fact(inner=DAY, hint="policybook-hint-day-fact")
MOMENT = Moment()
NUMBER = Number()
NUMBER_OR_NONE = Number(null=True)
PLAIN = Plain()
NAMED = Named()
NAMED_IDS = Named(inner=NAME)
JSON = Json()
GRID = Grid()
DEFINITION = Definition()


def _by_code(codec: Codec, hint: str) -> Either:
    """Return the codec of one value, or of one for each code."""
    several = Named(inner=codec)
    return Either(
        codecs=((several, lambda text: " = " in text), (codec, lambda _: True)), hint=hint
    )


PLAIN_OR_NAMED = _by_code(PLAIN, "policybook-hint-plain-or-named")
NUMBERS_BY_CODE = _by_code(NUMBER, "policybook-hint-number-by-code")
DAYS_BY_CODE = _by_code(DayOrDeadline(), "policybook-hint-deadline")
NAME_BY_CODE = _by_code(NAME, "policybook-hint-name-by-code")
NAMES_BY_CODE = _by_code(NAMES, "policybook-hint-names-by-code")
PLAIN_OR_NAMES = Either(
    codecs=((Names(marked=True), lambda text: "、" in text), (PLAIN, lambda _: True)),
    hint="policybook-hint-plain-or-names",
)
NAMED_PLAIN = Named(inner=PLAIN)
TRUE_OR_NAME = Either(
    codecs=((Choice(words=((True, "policybook-word-yes"),)), _says_yes), (NAME, lambda _: True)),
    hint="policybook-hint-true-or-name",
)
RULE_KIND = _words(
    "kind",
    *("age-at-most", "age-at-least", "day-between", "fixed-period", "amount-between"),
    *("share-at-most", "share-at-least", "sums-equal", "level-at-least", "code-in", "on-list"),
    *("not-on-list", "matches-table", "required-when", "must-be-yes", "not-both", "one-of"),
    *("rows-at-least", "rows-distinct", "same-as", "distinct-from", "not-more-than"),
    *("not-less-than",),
)
SCOPE = _words("scope", "unit", "intake")
ENDS = _words("ends", "day-before", "same-day", "either")

YES = Choice(words=((True, "policybook-word-yes"), (False, "policybook-word-no")))
SEVERITY = Choice(
    words=tuple((code, f"severity-{code}") for code in ("error", "warning", "review", "info"))
)
CHECKLIST_SEVERITY = Choice(
    words=tuple((code, f"severity-{code}") for code in ("error", "review", "info", "declare"))
)
BASIS = _words("basis", "source", "customary", "toolkit")
NOTICE_KIND = _words("notice", "call", "selection-scheme", "work-plan", "improvement-plan")
SOURCE_KIND = _words("source", "notice", "correction", "supplement", "extension")
PRECISION = _words("precision", "minute", "day")
PERIOD_KIND = _words("period", "execution", "application", "validity")
STATUS = _words("status", "given", "missing", "cited")
LIST_STATUS = _words("status", "given", "missing", "supplied")
GAP_KIND = _words("gap", "missing", "text", "numbering", "conflict", "ambiguous", "omission")
SHOWN = Choice(
    words=(
        ("附件缺失", "policybook-word-shown-missing"),
        ("原文未载", "policybook-word-shown-silent"),
        ("原文如此", "policybook-word-shown-verbatim"),
        ("有歧义", "policybook-word-shown-ambiguous"),
    )
)
WHO = _words("who", "applicant", "unit", "intake", "reviewer", "authority")
QUOTA_KIND = _words("quota", "quota", "share", "maxPer", "distinct", "matches")
AGGREGATE = _words("aggregate", "each", "min", "mean", "sum", "all")
OPENNESS = _words("openness", "closed", "open")
DIRECTION = _words("direction", "up", "down", "full", "near-one", "monitor", "none")
CONFIDENCE = _words("confidence", "high", "medium", "low", "none")
PURPOSE = _words("purpose", "application", "record", "plan", "summary")
FILE_KIND = _words("file", "forms", "tables", "forms-shared", "tables-shared")
TYPE = _words("type", "object", "array", "string", "number", "integer", "boolean")
FORMAT = _words("format", "date", "email", "uri")
WIDGET = _words("widget", "text", "textarea", "choice", "date", "number", "checkbox")
REACH = _words("reach", "rows", "table")
