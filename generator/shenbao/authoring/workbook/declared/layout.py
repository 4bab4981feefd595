"""Which sheet and which column says which key of the dialect.

A sheet has rows of one or several kinds; a kind has a column for each key that people write. A
key without a column stands as JSON in the last one (``REST``), so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shenbao.authoring.workbook.declared.cells import Codec
from shenbao.authoring.workbook.declared.vocabulary import (
    AGGREGATE,
    BASIS,
    CHECKLIST_SEVERITY,
    CONFIDENCE,
    DAY,
    DAY_FACT,
    DAYS_BY_CODE,
    DEFINITION,
    DIRECTION,
    ENDS,
    FACT,
    FILE_KIND,
    FORMAT,
    GAP_KIND,
    GRID,
    JSON,
    LINES,
    LIST_STATUS,
    MOMENT,
    NAME,
    NAME_BY_CODE,
    NAME_OR_NONE,
    NAMED,
    NAMED_IDS,
    NAMED_PLAIN,
    NAMES,
    NAMES_BY_CODE,
    NOTICE_KIND,
    NUMBER,
    NUMBER_OR_NONE,
    NUMBERS_BY_CODE,
    OPENNESS,
    PERIOD_KIND,
    PLAIN,
    PLAIN_OR_NAMED,
    PLAIN_OR_NAMES,
    PRECISION,
    PURPOSE,
    QUOTA_KIND,
    REACH,
    RULE_KIND,
    SCOPE,
    SEVERITY,
    SHOWN,
    SOURCE_KIND,
    STATUS,
    TEXT,
    TRUE_OR_NAME,
    TYPE,
    WHO,
    WIDGET,
    YES,
)

ENGLISH = "/en"
"""Ends the id of the column for the English of a wording."""

REST = "*"
"""The column of the keys that have none of their own."""

KIND = "row"
"""The column that says which kind of row it is."""

ITEM = "*"
"""The key of the row that stands for each row of a table within a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A key of the dialect in a kind of row.

    ``path`` leads to it from the record; ``id`` names the column, alike in all kinds of a sheet
    that share it. ``label`` names the messages of its title and help where they are not those
    of the id. ``offers`` is what its cells may be chosen from, of the notice itself. ``english``
    says that a second column holds the English of a wording; ``rare`` that it is hidden while
    nothing stands in it.
    """

    id: str
    path: tuple[str, ...]
    codec: Codec
    label: str
    offers: str = ""
    english: bool = False
    rare: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of row: what the items of a list of the document, or of a row above, say.

    ``array`` is the key of the list; ``parent`` the kind whose rows have it, which ``owner``,
    a column, names by its id.
    """

    name: str
    columns: tuple[Column, ...]
    array: str = ""
    parent: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet by its name, with its kinds of rows. ``file`` is the document that it is of."""

    name: str
    kinds: tuple[Kind, ...]
    file: str = "notice.json"
    upright: bool = False
    """One record, a row for each of its columns."""


def _c(  # noqa: PLR0913 - the keywords of a declaration
    path: str,
    codec: Codec = TEXT,
    *,
    id: str = "",  # noqa: A002 - as it is called
    label: str = "",
    offers: str = "",
    english: bool = False,
    rare: bool = False,
    width: int = 0,
) -> Column:
    return Column(
        id=id or path,
        path=tuple(path.split(".")),
        codec=codec,
        label=label or id or path,
        offers=offers,
        english=english,
        rare=rare,
        width=width,
    )


def _own(
    id: str,  # noqa: A002 - as it is called
    codec: Codec,
    *,
    label: str = "",
    offers: str = "",
    rare: bool = False,
    width: int = 0,
) -> Column:
    """Return a column that says where a record stands, which is no key in it."""
    return Column(
        id=id, path=(), codec=codec, label=label or id, offers=offers, rare=rare, width=width
    )


_ID = _c("id", NAME)
_TITLE = _c("title", width=26)
_CLAUSES = _c("x-source", NAMES, offers="clauses")
_BASIS = _c("x-basis", BASIS)
_NOTE = _c("note")
_COMMENT = _c("$comment", rare=True)
_SCHEMA = _c("$schema", rare=True)
_READINGS = _c("readings", NAMES, offers="readings")
_SEVERITY = _c("severity", SEVERITY)
_MESSAGE = _c("message", english=True)
_OVER = _c("over", NAMES, offers="homes")
_PROGRAMMES = _c("programmes", NAMES, offers="programmes")
_INFERRED = _c("inferred")
_AT = _c("at", label="finding-at", width=20)

_CASE = (_c("assert", width=44), _AT, _SEVERITY, _MESSAGE)

_OF_KINDS = (
    _c("years", NUMBERS_BY_CODE, rare=True),
    _c("months", NUMBERS_BY_CODE, label="rule-months", rare=True),
    _c("on", DAYS_BY_CODE, rare=True),
    _c("least", NUMBERS_BY_CODE, rare=True),
    _c("most", NUMBERS_BY_CODE, rare=True),
    _c("by", NAME, label="rule-by", offers="places", rare=True),
    _c("level", NAME_BY_CODE, rare=True),
    _c("codes", NAMES_BY_CODE, rare=True),
    _c("percent", NUMBERS_BY_CODE, rare=True),
    _c("of", NAME, label="rule-of", offers="places", rare=True),
    _c("parts", NAMES, offers="places", rare=True),
    _c("column", NAME, label="rule-column", offers="places", rare=True),
    _c("total", NAME, offers="places", rare=True),
    _c("rows", NUMBERS_BY_CODE, label="rule-rows", rare=True),
    _c("where", NAMED_PLAIN, label="rule-where", rare=True),
    _c("fields", NAMES, offers="places", rare=True),
    _c("exactly", YES, rare=True),
    _c("other", NAME, offers="places", rare=True),
    _c("list", NAME, label="rule-list", offers="lists", rare=True),
    _c("match", NAMED_IDS, rare=True),
    _c("columns", NAMED_IDS, label="rule-columns", rare=True),
    _c("first", DAYS_BY_CODE, rare=True),
    _c("after", DAYS_BY_CODE, rare=True),
    _c("last", DAYS_BY_CODE, rare=True),
    _c("before", DAYS_BY_CODE, rare=True),
    _c("from", NAME, label="rule-from", offers="places", rare=True),
    _c("to", NAME, label="rule-to", offers="places", rare=True),
    _c("ends", ENDS, rare=True),
    _c("if.field", NAME, offers="places", rare=True),
    _c("if.is", PLAIN_OR_NAMES, rare=True),
    _c("if.filled", NAMES, offers="places", rare=True),
    _c("relax.field", NAME, offers="places", rare=True),
    _c("relax.is", PLAIN, rare=True),
    _c("relax.years", NUMBER, rare=True),
    _c("who", label="rule-who", english=True, rare=True),
)
"""What the kinds of rules are told; docs/administer/rule-kinds.md says which takes which."""

NOTICE = Sheet(
    name="notice",
    upright=True,
    kinds=(
        Kind(
            name="notice",
            columns=(
                _c("id", NAME, label="notice-id"),
                _c("kind", NOTICE_KIND, label="notice-kind"),
                _c("title", label="notice-title"),
                _c("title_basis", BASIS),
                _c("short_title"),
                _c("summary"),
                _c("edition.version", NAME),
                _c("edition.effective", DAY_FACT),
                _c("edition.supersedes", NAME_OR_NONE),
                _c("edition.replaces", JSON, rare=True),
                _c("issuer.name", FACT),
                _c("signatory", FACT),
                _c("document_number", FACT),
                _c("openness", FACT, label="notice-openness"),
                _c("addressees", FACT),
                _c("actors", FACT),
                _c("issued", DAY_FACT),
                _c("contact", FACT),
                _c("contact.office", FACT),
                _c("contact.mailbox", FACT),
                _c("contact.address", FACT),
                _c("contact.phone", FACT),
                _c("contact.note"),
                _c("contact.x-source", NAMES, offers="clauses"),
                _c("not_stated", LINES),
                _c("source.file"),
                _c("source.sha256", NAME),
                _SCHEMA,
                _COMMENT,
            ),
        ),
    ),
)

PROGRAMMES = Sheet(
    name="programmes",
    kinds=(
        Kind(
            name="programme",
            array="programmes",
            columns=(
                _ID,
                _TITLE,
                _c("goal"),
                _c("steps", LINES),
                _CLAUSES,
            ),
        ),
        Kind(
            name="topic",
            array="topics",
            parent="programme",
            owner="owner",
            columns=(_ID, _c("mark", width=8), _TITLE, _c("gist"), _CLAUSES),
        ),
        Kind(
            name="track",
            array="tracks",
            parent="programme",
            owner="owner",
            columns=(
                _ID,
                _TITLE,
                _c("form", NAME, offers="forms"),
                _c("topics", NAMES, offers="topics"),
                _c("who", FACT, label="track-who"),
                _c("leader", FACT),
                _c("quota", FACT, label="track-quota"),
                _c("amount.least", NUMBER, label="amount-least"),
                _c("amount.most", NUMBER, label="amount-most"),
                _c("amount.unit", label="amount-unit"),
                _c("amount.x-source", NAMES, label="amount-source", offers="clauses"),
                _c("period.months", NUMBER, label="months", rare=True),
                _c("period.years", NUMBER, label="track-years", rare=True),
                _c("period.start", DAY, label="start", rare=True),
                _c("period.end", DAY, label="end", rare=True),
                _c("period.x-source", NAMES, label="period-source", offers="clauses", rare=True),
                _c("barred", NAMES, offers="clauses"),
                _CLAUSES,
            ),
        ),
    ),
)

SOURCES = Sheet(
    name="sources",
    kinds=(
        Kind(
            name="document",
            array="sources",
            columns=(
                _ID,
                _c("kind", SOURCE_KIND, label="source-kind"),
                _c("title", label="source-title", width=34),
                _c("issued", DAY_FACT),
                _c("edition", NAME, label="source-edition"),
                _c("file", label="source.file", width=24),
                _c("sha256", NAME, label="source.sha256", width=20),
            ),
        ),
    ),
)

PARAMS = Sheet(
    name="params",
    kinds=(
        Kind(
            name="param",
            array="params",
            columns=(
                _ID,
                _c("title", label="param-title", english=True, width=34),
                _c("value", PLAIN_OR_NAMED, label="param-value", width=24),
                _c("unit", width=10),
                _c("by", NAME, label="param-by", offers="lists"),
                _BASIS,
                _CLAUSES,
            ),
        ),
    ),
)

TIMES = Sheet(
    name="times",
    kinds=(
        Kind(
            name="deadline",
            array="deadlines",
            columns=(
                _ID,
                _c("what", id="title", label="title", width=26),
                _c("at", MOMENT, id="moment"),
                _c("precision", PRECISION),
                _c("extended_from", JSON, rare=True),
                _INFERRED,
                _c("reading", NAME, offers="readings"),
                _c("zone.basis", BASIS),
                _CLAUSES,
            ),
        ),
        Kind(
            name="period",
            array="periods",
            columns=(
                _ID,
                _TITLE,
                _c("kind", PERIOD_KIND, id="period-kind"),
                _c("start", DAY),
                _c("end", DAY),
                _c("programme", NAME_OR_NONE, offers="programmes"),
                _INFERRED,
                _CLAUSES,
            ),
        ),
    ),
)

PAPERS = Sheet(
    name="papers",
    kinds=(
        Kind(
            name="handing_in",
            array="handing_in",
            columns=(
                _ID,
                _c("what", id="title", label="title", width=26),
                _c("how"),
                _c("copies", NUMBER),
                _c("originals", NUMBER),
                _PROGRAMMES,
                _c("tracks", NAMES, label="only-tracks"),
                _CLAUSES,
            ),
        ),
        Kind(
            name="attachment",
            array="attachments",
            columns=(_ID, _TITLE, _c("status", STATUS), _NOTE, _CLAUSES),
        ),
    ),
)

READINGS = Sheet(
    name="readings",
    kinds=(
        Kind(
            name="reading",
            array="readings",
            columns=(
                _ID,
                _c("question", id="text", label="question-or-text"),
                _c("default", NAME),
                _c("why"),
                _CLAUSES,
            ),
        ),
        Kind(
            name="option",
            array="options",
            parent="reading",
            owner="owner",
            columns=(_ID, _c("text", label="question-or-text")),
        ),
    ),
)

GAPS = Sheet(
    name="gaps",
    kinds=(
        Kind(
            name="gap",
            array="gaps",
            columns=(
                _ID,
                _c("kind", GAP_KIND, label="gap-kind"),
                _c("found"),
                _c("shown", SHOWN),
                _c("where", NAMES, label="x-source", offers="clauses"),
                _c("lines", label="clause-lines", width=10),
                _c("reading", NAME_OR_NONE, offers="readings"),
            ),
        ),
    ),
)

CONFIRMED = Sheet(
    name="confirmed",
    kinds=(
        Kind(
            name="confirmation",
            array="confirmed",
            columns=(
                _c("value", label="confirmed-value", width=24),
                _c("clause", NAME, label="confirmed-clause", offers="clauses"),
                _c("reason", label="confirmed-reason", width=40),
            ),
        ),
    ),
)

CHECKLIST = Sheet(
    name="checklist",
    kinds=(
        Kind(
            name="question",
            array="checklist",
            columns=(
                _ID,
                _c("ask"),
                _c("who", WHO, label="checklist-who"),
                _c("severity", CHECKLIST_SEVERITY),
                _PROGRAMMES,
                _c("topics", NAMES, offers="topics"),
                _NOTE,
                _CLAUSES,
            ),
        ),
    ),
)

QUOTAS = Sheet(
    name="quotas",
    kinds=(
        Kind(
            name="quota",
            array="quotas",
            columns=(
                _ID,
                _TITLE,
                _c("kind", QUOTA_KIND, label="quota-kind"),
                _OVER,
                _c("where", label="quota-where"),
                _c("groupBy", NAMES, offers="roles"),
                _c("matrix.rows", NAME, offers="roles", rare=True),
                _c("matrix.rows.list", NAME, offers="lists", rare=True),
                _c("matrix.rows.column", NAME, rare=True),
                _c("matrix.rows.by", NAME, offers="roles", rare=True),
                _c("matrix.columns", NAME, offers="roles", rare=True),
                _c("matrix.most", GRID, rare=True, width=34),
                _c("matrix.severity", SEVERITY, rare=True),
                _c("scope", SCOPE, rare=True),
                _c("unit", NAME, label="quota-unit", offers="roles", rare=True),
                _c("counts", NAMED),
                _c("sums", NAMED, rare=True),
                _c("of", rare=True),
                _c("per", NUMBER, rare=True),
                _c("ref.list", NAME, offers="lists", rare=True),
                _c("ref.column", NAME, rare=True),
                _c("ref.code", rare=True),
                _c("also.role", NAME, offers="roles", rare=True),
                _c("also.when", rare=True),
                _c("members", NAMES, offers="roles", rare=True),
                _c("table", NAME, offers="homes", rare=True),
                _c("key", NAMED_IDS, label="quota-key", rare=True),
                _c("columns", NAMED_IDS, label="quota-columns", rare=True),
                _READINGS,
                _BASIS,
                _CLAUSES,
            ),
        ),
        Kind(name="case", array="cases", parent="quota", owner="owner", columns=_CASE),
    ),
)

TARGETS = Sheet(
    name="targets",
    kinds=(
        Kind(
            name="target",
            array="targets",
            columns=(
                _ID,
                _c("mark", width=8),
                _TITLE,
                _OVER,
                _c("role", NAME, offers="roles"),
                _c("where", label="quota-where"),
                _c("members", NAMED_IDS, label="target-members"),
                _c("aggregate", AGGREGATE),
                _c("at_least", NUMBER),
                _c("at_most", NUMBER),
                _c("unit", width=10),
                _c("due", FACT),
                _c("by", label="due-by", width=12),
                _c("firm", YES),
                _MESSAGE,
                _READINGS,
                _BASIS,
                _CLAUSES,
            ),
        ),
    ),
)

WORK = Sheet(
    name="work",
    kinds=(
        Kind(
            name="group",
            array="work",
            columns=(_ID, _c("title", FACT, width=26), _CLAUSES),
        ),
        Kind(
            name="item",
            array="items",
            parent="group",
            owner="owner",
            columns=(
                _ID,
                _c("number", label="work-number", width=10),
                _TITLE,
                _c("gist"),
                _c("measures", LINES),
                _c("who", FACT, label="work-who"),
                _c("due", FACT),
                _c("indicators", NAMES),
                _c("follows", JSON, rare=True),
                _CLAUSES,
            ),
        ),
    ),
)

STAGES = Sheet(
    name="stages",
    kinds=(
        Kind(
            name="stage",
            array="stages",
            columns=(
                _ID,
                _TITLE,
                _c("when", FACT, label="stage-when"),
                _c("by", FACT, label="stage-by"),
                _c("ground", FACT),
                _c("outcome", FACT),
                _CLAUSES,
            ),
        ),
    ),
)

TERMS = Sheet(
    name="terms",
    kinds=(
        Kind(
            name="term",
            array="terms",
            columns=(
                _ID,
                _c("term", width=26),
                _c("aliases", LINES, width=26),
                _c("meaning", FACT),
                _NOTE,
                _c("kin", JSON, rare=True),
                _CLAUSES,
            ),
        ),
    ),
)

CANDIDATES = Sheet(
    name="candidates",
    file="candidates.json",
    kinds=(
        Kind(
            name="candidate",
            array="candidates",
            columns=(
                _ID,
                _TITLE,
                _c("of.list", NAME, offers="lists"),
                _c("of.codes", NAMES),
                _c("definition"),
                _c("unit", width=10),
                _c("direction", DIRECTION),
                _c("system"),
                _c("confidence", CONFIDENCE),
                _c("refuse", YES),
                _NOTE,
                _c("keys", NAMES, label="candidate-keys"),
                _CLAUSES,
            ),
        ),
        Kind(
            name="origin",
            array="sources",
            columns=(_c("key", NAME, id="id", label="id"), _c("text", id="note", label="note")),
        ),
        Kind(name="candidates", columns=(_NOTE, _SCHEMA)),
    ),
)

CLAUSES = Sheet(
    name="clauses",
    file="clauses.md",
    kinds=(
        Kind(
            name="clause",
            columns=(
                _c("id", NAME, width=20),
                _c("number", label="clause-number", width=14),
                _c("lines", label="clause-lines", width=10),
                _c("gist", label="clause-gist", width=60),
                _c("quotes", LINES, width=60),
                _c("doc", NAME, offers="documents", rare=True),
                _c("corrects", NAME, offers="clauses", rare=True),
                _c("use", NAME, label="clause-use", rare=True),
            ),
        ),
        Kind(name="heading", columns=(_c("gist", label="clause-gist", width=60),)),
        Kind(name="remark", columns=(_c("gist", label="clause-gist", width=60),)),
    ),
)

HOMES = Sheet(
    name="homes",
    file="forms",
    kinds=(
        Kind(
            name="home",
            columns=(
                _own("id", NAME, label="home-id"),
                _own("folder", FILE_KIND),
                _TITLE,
                _c("x-purpose", PURPOSE),
                _c("description"),
                _BASIS,
                _CLAUSES,
                _c("x-primary-key", NAMES),
                _c("x-summarises", NAMES, offers="homes"),
                _c("x-rows", JSON, rare=True),
                _c("x-unique", JSON, rare=True),
                _c("x-foreign-keys", JSON, rare=True),
                _c("x-id", NAME, rare=True),
                _c("type", TYPE, rare=True),
                _c("additionalProperties", YES, rare=True),
                _SCHEMA,
                _COMMENT,
            ),
        ),
    ),
)

FIELDS = Sheet(
    name="fields",
    file="forms",
    kinds=(
        Kind(
            name="field",
            columns=(
                _own("section", NAME, offers="paths", width=14),
                _own("field", NAME, width=16),
                _TITLE,
                _c("type", TYPE),
                _c("format", FORMAT),
                _c("$ref", DEFINITION, offers="definitions", width=24),
                _c("x-list", NAME, offers="lists"),
                _c("x-required", YES, width=7),
                _c("minimum", NUMBER),
                _c("maximum", NUMBER),
                _c("minItems", NUMBER),
                _c("maxItems", NUMBER),
                _c("minLength", NUMBER, rare=True),
                _c("maxLength", NUMBER),
                _c("x-unit", width=8, rare=True),
                _c("x-role", NAME, offers="roles"),
                _c("description", width=36),
                _c("x-example", PLAIN, width=16),
                _CLAUSES,
                _BASIS,
                _c("x-when"),
                _c("x-computed", rare=True),
                _c("x-ask", rare=True),
                _c("x-widget", WIDGET, rare=True),
                _c("const", PLAIN, rare=True),
                _own("required", YES, rare=True),
                _c("exclusiveMinimum", NUMBER, rare=True),
                _c("exclusiveMaximum", NUMBER, rare=True),
                _c("uniqueItems", YES, rare=True),
                _c("pattern", rare=True),
                _c("enum", JSON, rare=True),
                _c("x-from", NAMES, offers="roles", rare=True),
                _c("x-sensitive", YES, rare=True),
                _c("x-attested", YES, rare=True),
                _c("x-id", NAME, rare=True),
                _c("additionalProperties", YES, rare=True),
                _COMMENT,
            ),
        ),
    ),
)

RULES = Sheet(
    name="rules",
    file="forms",
    kinds=(
        Kind(
            name="rule",
            array="x-rules",
            columns=(
                _ID,
                _own("home", NAME, offers="homes"),
                _own("place", NAME, label="rule-place", offers="places", width=20),
                _own("reach", REACH),
                _c("kind", RULE_KIND, label="rule-kind", width=16),
                *_OF_KINDS,
                _c("when", width=30),
                _c("keywords", NAMES),
                _c("nodes", NAMES, rare=True),
                _c("values", NAMED, rare=True),
                *_CASE,
                _READINGS,
                _BASIS,
                _CLAUSES,
            ),
        ),
        Kind(name="case", array="cases", parent="rule", owner="owner", columns=_CASE),
    ),
)

LISTS = Sheet(
    name="lists",
    file="lists",
    kinds=(
        Kind(
            name="list",
            columns=(
                _own("id", NAME, label="list-id"),
                _TITLE,
                _c("description"),
                _c("openness", OPENNESS),
                _c("status", LIST_STATUS),
                _c("basis", BASIS),
                _c("aliases", NAME, label="list-aliases"),
                _c("ordered", TRUE_OR_NAME, rare=True),
                _c("expected_count", NUMBER_OR_NONE),
                _c("gap", NAME_OR_NONE, offers="gaps"),
                _CLAUSES,
                _c("name", NAME, rare=True),
                _SCHEMA,
            ),
        ),
    ),
)

ENTRIES = Sheet(
    name="entries",
    file="lists",
    kinds=(
        Kind(name="columns", columns=(_own("list", NAME, offers="lists"),)),
        Kind(name="entry", columns=(_own("list", NAME, offers="lists"),)),
    ),
)

LISTED = (
    SOURCES,
    PARAMS,
    PROGRAMMES,
    TIMES,
    PAPERS,
    READINGS,
    GAPS,
    CONFIRMED,
    CHECKLIST,
    QUOTAS,
    TARGETS,
    WORK,
    STAGES,
    TERMS,
)
"""The sheets of lists in ``notice.json``."""

SHEETS = (
    NOTICE,
    SOURCES,
    CLAUSES,
    PARAMS,
    PROGRAMMES,
    TIMES,
    PAPERS,
    HOMES,
    FIELDS,
    RULES,
    QUOTAS,
    LISTS,
    ENTRIES,
    READINGS,
    GAPS,
    CONFIRMED,
    CHECKLIST,
    TARGETS,
    WORK,
    STAGES,
    TERMS,
    CANDIDATES,
)
"""All sheets in their order; that of ``FIELDS`` stands once for each file."""

OWNER = _own("owner", NAME, width=14)
"""The column that names the row above to which one belongs."""


def columns_of(sheet: Sheet) -> Iterator[Column]:
    """Yield the columns of a sheet, each once: those of its kinds, in order."""
    seen: set[str] = set()
    if any(kind.owner for kind in sheet.kinds):
        seen.add(OWNER.id)
        yield OWNER
    for kind in sheet.kinds:
        for column in kind.columns:
            if column.id not in seen:
                seen.add(column.id)
                yield column
