"""What a program calls: each function takes paths and names as a person has them.

The functions of this module are those of the package: ``import shenbao`` gives them by name
and loads nothing before one is used. Everything that is returned is frozen. What cannot be done
raises ShenbaoError, whose ``text(language)`` says where, what, and how to repair it; mistakes in
what was handed in are no errors but findings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from shenbao.app.policy_source import Policy, own_folder, policy_folder
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import DEFAULT, words

if TYPE_CHECKING:
    from shenbao.app.forms.form import Converted, FormFile, Medium
    from shenbao.app.forms.migrate import Migration
    from shenbao.app.notices.examples import AcceptedExamples, Proposed
    from shenbao.app.notices.new.accept import Accepted
    from shenbao.app.notices.new.notice import NewNotice
    from shenbao.app.notices.publish import Published
    from shenbao.app.notices.workbook import ImportedWorkbook, PolicyWorkbook
    from shenbao.app.packages.package import Packages
    from shenbao.app.report import Report, TableReport
    from shenbao.changes.comparison import Comparison
    from shenbao.changes.model import Change
    from shenbao.core.submission import Submission
    from shenbao.policy.model import Notice
    from shenbao.policy.usage.rule_trials import RuleTrial
    from shenbao.policy.usage.values import Trace
    from shenbao.site.builder.build import BuildResult

PathText: TypeAlias = "str | PathLike[str]"
"""A path, as text or as an object."""

Engine: TypeAlias = Literal["fast", "reference"]
"""Which libraries judge: ours, or those that ours are compared with (extra ``reference``)."""


def load_notices(
    folder: PathText | None = None, *, lists: PathText | None = None
) -> tuple[Notice, ...]:
    """Load the notices of a policy folder, in order of their ids.

    ``folder`` holds ``schemas/``; without it the nearest one at or above the working directory
    is taken, else the notices that come with the package. ``lists`` is a folder of supplied code
    lists, ``<list>.csv`` or ``<notice>/<list>.csv``.

    Raises PolicyError with every mistake (file, JSON Pointer, line), ShenbaoError for a folder
    without notices.

    >>> import shenbao
    >>> notices = shenbao.load_notices(lists="名单")
    >>> [notice.id for notice in notices][:2]
    ['mudan-2022', 'shanghai-2024']
    """
    from shenbao.policy.load.folder import load_notices as load

    root = policy_folder(_path(folder))
    return load(root, lists=_path(lists))


def read(
    paths: PathText | Sequence[PathText],
    notices: Sequence[Notice] | None = None,
    *,
    schema: str | None = None,
    convert_old: bool = False,
) -> tuple[Submission, ...]:
    """Read what was filled in: Word, Excel, PDF, web pages, JSON, CSV, folders, zip archives.

    ``schema`` names the form (``shenkang-2024/p1``) where the file does not. Each submission has
    ``data``, the JSON value by the form's schema (rows of a table are ``{"rows": [...]}``), with
    amounts in the unit of the field's title; ``where(pointer)`` gives the cell or paragraph that
    a value was read from. A file that could not be read has no ``data`` and says why in
    ``findings``; what was read tolerantly stands in ``notes``. With ``convert_old`` files of old
    office formats (.doc, .xls, .wps, .et) are read through the LibreOffice of this machine.

    Raises ShenbaoError for a path that is not there, and where LibreOffice is needed and missing.

    >>> import shenbao
    >>> (application,) = shenbao.read("申请书.docx")
    >>> application.schema, application.data["basic"]["funding"]
    ('shenkang-2024/p1', 60)
    """
    return tuple(_policy(notices).read(_paths(paths), schema, convert_old=convert_old))


def validate(  # noqa: PLR0913 - the keywords of an entrance
    paths: PathText | Submission | Sequence[PathText | Submission],
    notices: Sequence[Notice] | None = None,
    *,
    schema: str | None = None,
    readings: Mapping[str, str] | None = None,
    engine: Engine = "fast",
    limit: int = 100,
    jobs: int | None = None,
    annotate: PathText | None = None,
    convert_old: bool = False,
) -> Report:
    """Check applications, tables and data packages, all of them together, as the command does.

    ``paths`` are files, folders, zip archives, or submissions that a program read or made.
    ``schema`` names the form, or the file of a Table Schema. ``readings`` choose how unclear
    clauses are read (``{"I09": "bracket"}``). ``limit`` is how many mistakes of a kind are
    listed of each column of a table, all are counted; ``jobs`` the processes for large tables.
    ``annotate`` is where the tables are written as a workbook (.xlsx) with what was found marked.
    ``convert_old`` is as in ``read``.

    Raises ShenbaoError where nothing can be checked: a path, form or reading that is not there.

    >>> import shenbao
    >>> report = shenbao.validate("交来的", shenbao.load_notices(lists="名单"))
    >>> report.verdict, report.counts.error
    ('fail', 9)
    """
    from shenbao.app.schema_file import schema_file
    from shenbao.app.validate import ValidationRequest
    from shenbao.app.validate import validate as use
    from shenbao.core.artifacts import deliver
    from shenbao.core.submission import Submission

    given = paths if isinstance(paths, Sequence) and not isinstance(paths, str) else (paths,)
    table_schema = schema_file(schema)
    target = _path(annotate)
    request = ValidationRequest(
        paths=tuple(Path(item) for item in given if not isinstance(item, Submission)),
        submissions=tuple(item for item in given if isinstance(item, Submission)),
        ref=schema if table_schema is None else None,
        table_schema=table_schema,
        engine=engine,
        limit=limit,
        jobs=jobs,
        outputs=() if target is None else (target,),
        marked=None if target is None else "zh-CN",
        convert_old=convert_old,
    )
    made = use(request, _policy(notices, readings))
    if target is not None and made.workbook is not None:
        deliver(target, made.workbook)
    return made.report


def validate_table(  # noqa: PLR0913 - the keywords of an entrance
    source: PathText | bytes | Sequence[Any],
    schema: Mapping[str, Any] | PathText,
    *,
    engine: Engine = "fast",
    format: str | None = None,  # noqa: A002 - the word of the standard
    encoding: str | None = None,
    dialect: Mapping[str, Any] | None = None,
    sensitive: Collection[str] = (),
    limit: int | None = 100,
    jobs: int = 1,
) -> TableReport:
    r"""Check any table against a Frictionless Table Schema, with frictionless's verdict.

    ``source`` is a path, the bytes of a file (``format`` says of what kind, CSV without it) or
    rows of values, the header first. ``schema`` is the descriptor or the path of its file.
    Columns that it calls ``shenbao:sensitive``, and those in ``sensitive``, are never shown.
    ``limit`` is how many mistakes of a kind are listed, None for all; all are counted. ``jobs``
    processes share a large file.

    Raises ShenbaoError for a schema file that is not there or is no Table Schema. A table that
    cannot be read is no error but an issue.

    >>> import shenbao
    >>> schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "费用", "type": "number"}]}
    >>> table = shenbao.validate_table("id,费用\n1,3.5\n2,三万\n".encode(), schema)
    >>> table.rows, table.valid, table.issues[0].place
    (2, False, (3, 2, 'type-error'))
    """
    from shenbao.app.report import TableReport
    from shenbao.app.schema_file import require_schema_file
    from shenbao.tabular import check_table
    from shenbao.validation.tables.findings import sensitive_columns

    described = schema if isinstance(schema, Mapping) else require_schema_file(Path(schema)).content
    table: Any = Path(source) if isinstance(source, str | PathLike) else source
    result = check_table(
        described,
        table,
        engine=engine,
        format=format,
        encoding=encoding,
        dialect=dialect,
        sensitive={*sensitive, *sensitive_columns(described)},
        limit=limit,
        jobs=jobs,
    )
    return TableReport.of(result)


def fill(
    form: str,
    sources: PathText | Sequence[PathText] = (),
    notices: Sequence[Notice] | None = None,
    *,
    medium: Medium = "html",
    fillable: bool = True,
) -> FormFile:
    """Make a form as a file, filled with what earlier files say, or empty without any.

    ``form`` is its short name; ``medium`` is ``html``, ``docx``, ``xlsx``, ``pdf``, ``json`` or
    ``csv`` (tables alone). A table gets a row for each application among ``sources``. Of a PDF
    ``fillable=False`` makes a copy to print. ``content`` are the bytes; ``filling`` has the
    ``data``, what found no place (``left``), the files without data (``unread``), and
    ``complete``.

    Raises ShenbaoError for a form that no notice has and for sources that give nothing.

    >>> import shenbao
    >>> made = shenbao.fill("shenkang-2024/p1", "申请书.docx", medium="xlsx")
    >>> made.filling.complete, made.content[:2]
    (True, b'PK')
    """
    from shenbao.app.forms.form import FormRequest, make_form

    request = FormRequest(form=form, medium=medium, sources=_paths(sources), fillable=fillable)
    return make_form(request, _policy(notices))


def convert(
    source: PathText,
    medium: Medium,
    notices: Sequence[Notice] | None = None,
    *,
    schema: str | None = None,
    fillable: bool = True,
    convert_old: bool = False,
) -> Converted:
    """Write a filled file in another medium, the content unchanged.

    ``medium`` and ``fillable`` are as in ``fill``, ``schema`` and ``convert_old`` as in ``read``.
    ``content`` are the bytes, ``submission`` what was read; ``complete`` is false where something
    was not read.

    Raises ShenbaoError for a file without data, with the reasons of its reader.

    >>> import json, shenbao
    >>> made = shenbao.convert("申请书.docx", "json")
    >>> made.complete, json.loads(made.content)["$schema"]
    (True, 'shenkang-2024/p1')
    """
    from shenbao.app.forms.form import ConversionRequest
    from shenbao.app.forms.form import convert as use

    request = ConversionRequest(
        source=Path(source),
        medium=medium,
        schema=schema,
        fillable=fillable,
        convert_old=convert_old,
    )
    return use(request, _policy(notices))


def migrate(
    source: PathText,
    to: str,
    notices: Sequence[Notice] | None = None,
    *,
    medium: Medium = "json",
    schema: str | None = None,
    convert_old: bool = False,
) -> Migration:
    """Carry a filled form of an older edition over to the notice ``to``, which supersedes it.

    ``medium``, ``schema`` and ``convert_old`` are as in ``convert``. ``content`` are the bytes,
    ``data`` what stands in them; ``carried`` counts values, ``changed`` are those with another
    place or code now, ``left`` those that were not carried, ``findings`` what the newer edition
    says of the outcome. Statements, confirmations, signatures and their dates are never carried.

    Raises ShenbaoError for a file without data, and for a notice that does not supersede its own.

    >>> import shenbao
    >>> try:
    ...     shenbao.migrate("申请书.docx", "mudan-2022")
    ... except shenbao.ShenbaoError as error:
    ...     print(error.text("en").partition(":")[0])
    mudan-2022 does not supersede the notice of shenkang-2024/p1
    """
    from shenbao.app.forms.migrate import MigrationRequest
    from shenbao.app.forms.migrate import migrate as use

    request = MigrationRequest(
        source=Path(source), to=to, medium=medium, schema=schema, convert_old=convert_old
    )
    return use(request, _policy(notices))


def package(
    tables: str | Sequence[str],
    files: PathText | Sequence[PathText] = (),
    notices: Sequence[Notice] | None = None,
    *,
    output: PathText | None = None,
    force: bool = False,
) -> Packages:
    """Make data packages of tables: to fill in, or with the data of ``files`` to hand in.

    ``tables`` are short names. ``output`` is a folder or a .zip that is written, all or nothing;
    without it the files are only returned (``artifacts``: relative path and bytes). ``force``
    replaces a package that is there. ``handed_in`` has for each table its report, rows and
    fingerprint; ``verdict`` is the worst, None for packages to fill in.

    Raises ShenbaoError for a table that no notice has, a file that cannot be used, and where
    writing would destroy what is no package of these tables.

    >>> import shenbao
    >>> made = shenbao.package("shenkang-2024/summary", "交来的/汇总表.csv", output="报送.zip")
    >>> made.verdict, made.handed_in[0].facts.rows
    ('fail', 5)
    """
    from shenbao.app.packages.package import PackageRequest
    from shenbao.app.packages.package import package as use

    request = PackageRequest(
        tables=(tables,) if isinstance(tables, str) else tuple(tables),
        files=_paths(files),
        output=_path(output),
        force=force,
    )
    return use(request, _policy(notices))


def explain(wanted: str, notices: Sequence[Notice] | None = None) -> tuple[Trace, ...]:
    """Say what the policy says of an id: a rule, field, clause, list, form or reading.

    A value for each place that has the id; ``shenkang-2024/I09`` asks one notice alone.

    Raises ShenbaoError, which names similar ids, where nothing has it.

    >>> import shenbao
    >>> (rule,) = shenbao.explain("SK-P1-21")
    >>> rule.kind, rule.severity
    ('rule', 'error')
    """
    from shenbao.app.notices.explain import explain as use

    return use(wanted, _policy(notices))


def new_notice(
    notice: str,
    folder: PathText | None = None,
    *,
    source: PathText | None = None,
    title: str = "",
    programmes: Sequence[str] = (),
    deadline: str = "",
) -> NewNotice:
    """Make the folder of a new notice, small and sound: one form, one rule, its examples.

    ``folder`` holds ``schemas/``; without it the nearest one at or above the working directory,
    else that directory. ``source`` is the file of the notice (Word, PDF with the extra ``scan``,
    HTML, text): it is split into clauses, and what may be a fact is listed in 待确认.csv. A
    programme is its title, ``名称：类别、类别`` with tracks; ``deadline`` a day or
    ``2025-11-15 17:00``. ``title`` is needed where there is no source.

    Raises ShenbaoError where the folder of the notice is there already, and for a file that is
    no readable text.

    >>> import shenbao
    >>> made = shenbao.new_notice("call-2025", title="关于申报2025年度项目的通知")
    >>> made.folder.name, "notice.json" in made.files
    ('call-2025', True)
    """
    from shenbao.app.notices.new.notice import NewRequest
    from shenbao.app.notices.new.notice import new as use
    from shenbao.app.notices.new.notice import read as read_source
    from shenbao.authoring.scaffold import answers as asked
    from shenbao.core.errors import ShenbaoError

    if not title and source is None:
        raise ShenbaoError("authoring-no-title")
    answers = asked.Answers(
        id=notice,
        title=title,
        programmes=tuple(map(asked.programme, programmes)),
        deadline=deadline,
    )
    found = read_source(Path(source)) if source is not None else None
    return use(NewRequest(answers=answers, root=_path(folder), source=found))


def accept_candidates(notice: str, listed: PathText, folder: PathText | None = None) -> Accepted:
    """Write the candidates that a list says are taken into a notice: all of it or nothing.

    ``listed`` is the 待确认.csv that ``new_notice`` made, in which a person decided; its rows
    then say that they are written. ``folder`` is as for ``new_notice``. ``taken`` and ``open``
    are numbers of rows, ``files`` what was changed in the folder of the notice.

    Raises ListError, a ShenbaoError, with every row that does not fit, ShenbaoError for a
    notice or file that is not there.

    >>> import shenbao
    >>> done = shenbao.accept_candidates("call-2025", "待确认.csv")  # doctest: +SKIP
    >>> done.taken, done.open  # doctest: +SKIP
    (8, 2)
    """
    from shenbao.app.notices.new.accept import accept as use
    from shenbao.authoring.scaffold.answers import notice_id

    place = own_folder(_path(folder)) / "schemas" / notice_id(notice)
    return use(place, Path(listed))


def try_rule(
    rule: str,
    example: PathText | None = None,
    *,
    changes: Sequence[str] = (),
    folder: PathText | None = None,
    lists: PathText | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[RuleTrial, ...]:
    """Try a rule on an example: what every part of its expressions comes to.

    ``rule`` is an id, or ``notice/id``; ``example`` the name of one of the notice's examples or
    a file, without it the one that tells most. ``changes`` are ``/place=value``. ``folder``
    holds ``schemas/``, without it as for ``load_notices``; ``lists`` are supplied code lists,
    ``readings`` the option of each reading. One value for each node that the rule stands on:
    ``verdicts`` counts how often it came out how, ``places`` are the most telling.

    Raises ShenbaoError for a rule, example, place or number that is none, UnsoundError where the
    notice has mistakes.

    >>> import shenbao
    >>> (trial,) = shenbao.try_rule("SK-P1-21", "p1-valid", changes=["/basic/funding=120"])
    >>> trial.places[0].verdict
    'error'
    """
    from shenbao.app.notices.try_rule import TrialRequest
    from shenbao.app.notices.try_rule import try_rule as use

    request = TrialRequest(
        rule=rule,
        example=None if example is None else str(example),
        changes=changes,
        root=policy_folder(_path(folder)),
        lists=_path(lists),
        readings=dict(readings or {}),
    )
    return use(request)


def propose_examples(
    notice: str,
    folder: PathText | None = None,
    *,
    form: str | None = None,
    out: PathText | None = None,
) -> Proposed:
    """Propose examples of a notice in a file that a person reads and decides on.

    One submission without a mistake a form or table (``form`` names one of them), and vectors at
    the limits of its rules. ``folder`` is as for ``new_notice``; ``out`` is where the file goes,
    ``examples-proposed/<notice>.json`` in the folder without it. ``gaps`` are what could not be
    proposed, each with why.

    Raises ShenbaoError where there is no such notice or form, and for a file that stands there;
    UnsoundError where the notice has mistakes.

    >>> import shenbao
    >>> made = shenbao.propose_examples("call-2025", "政策")  # doctest: +SKIP
    >>> made.examples, made.sound, made.vectors  # doctest: +SKIP
    (1, 1, 6)
    """
    from shenbao.app.notices.examples import ProposeRequest
    from shenbao.app.notices.examples import propose as use

    request = ProposeRequest(notice=notice, form=form, out=_path(out), root=_path(folder))
    return use(request)


def accept_examples(
    notice: str, file: PathText, folder: PathText | None = None
) -> AcceptedExamples:
    """Write the proposals that a file says are taken into the examples: all of it or nothing.

    ``file`` is what ``propose_examples`` wrote, in which a person decided. ``folder`` is as for
    ``new_notice``. ``files`` are the new ones below ``examples``, ``taken`` and ``open`` numbers
    of proposals.

    Raises PolicyError with every mistake of the file, and where an example does not come out as
    it says; ShenbaoError where there is no such notice or nothing is taken.

    >>> import shenbao
    >>> done = shenbao.accept_examples("call-2025", "拟的.json", "政策")  # doctest: +SKIP
    >>> done.taken  # doctest: +SKIP
    7
    """
    from shenbao.app.notices.examples import accept as use

    return use(notice, Path(file), _path(folder))


def export_workbook(notice: str, folder: PathText | None = None) -> PolicyWorkbook:
    """Make the policy folder of a notice a workbook that people change and that comes back.

    ``folder`` holds ``schemas/``; without it the nearest one at or above the working directory,
    else the notices that come with the package. ``content`` are the bytes, ``rows`` how many
    rows each sheet has, by its name.

    Raises ShenbaoError for a notice that is not there and for what fits no cell, PolicyError for
    files that are no JSON, CSV or text.

    >>> import shenbao
    >>> made = shenbao.export_workbook("shenkang-2024")
    >>> made.content[:2], made.rows["readings"] > 0
    (b'PK', True)
    """
    from shenbao.app.notices.workbook import WorkbookRequest
    from shenbao.app.notices.workbook import export_workbook as use

    return use(WorkbookRequest(notice=notice, root=_path(folder)))


def import_workbook(
    workbook: PathText, folder: PathText | None = None, *, overwrite: bool = False
) -> ImportedWorkbook:
    """Take a policy workbook over into its notice, all of it or nothing, then check the notice.

    ``folder`` holds ``schemas/``, without it as for ``export_workbook``. Files that say the same
    as before are not written; what changed in the folder after the export stays, and where the
    workbook changed it too, nothing is written unless ``overwrite`` lets the workbook count.
    ``written``, ``removed`` and ``kept`` are paths in the folder of the notice; ``problems`` are
    what ``check`` says, each with its place in the workbook (sheet, row, column) or None.

    Raises WorkbookError with every mistake in the workbook, ShenbaoError for a file that is none.

    >>> import shenbao
    >>> done = shenbao.import_workbook("政策.xlsx", "政策")  # doctest: +SKIP
    >>> done.written, len(done.problems)  # doctest: +SKIP
    (('notice.json',), 0)
    """
    from shenbao.app.notices.workbook import ImportRequest
    from shenbao.app.notices.workbook import import_workbook as use

    request = ImportRequest(workbook=Path(workbook), root=_path(folder), overwrite=overwrite)
    return use(request)


def compare(
    old: PathText | Notice, new: PathText | Notice, *, replay: PathText | None = None
) -> Comparison:
    """Compare two versions of a notice, or two JSON Schemas.

    A side is a folder of a notice, a file of a schema, a revision of Git (``HEAD:schemas/keji``,
    extra ``git``), or a notice that is loaded. ``replay`` is a folder of earlier submissions that
    are checked under both; of two notices that are loaded there is none. ``changes`` are the
    changes, the weightiest first, each with its direction and what proves it.

    Raises PolicyError where a notice has mistakes, ShenbaoError for a side that is not there and
    for two that are not versions of one thing.

    >>> import shenbao
    >>> notices = shenbao.load_notices()
    >>> shenbao.compare(notices[0], notices[0]).changes
    ()
    """
    from shenbao.app.notices.compare.compare import CompareRequest, compared
    from shenbao.app.notices.compare.compare import compare as use

    if not isinstance(old, str | PathLike) and not isinstance(new, str | PathLike):
        return compared(old, new)
    if not isinstance(old, str | PathLike) or not isinstance(new, str | PathLike):
        raise ShenbaoError("compare-mixed")
    return use(CompareRequest(old=fspath(old), new=fspath(new), replay=_path(replay)))


def compare_schemas(
    old: Any, new: Any, *, renames: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Return what a new JSON Schema 2020-12 changes against an old one, each with its proof.

    Both are JSON values: of a file, or the ``schema`` of a form. ``renames`` are paths of fields
    and their new ones; fields with the same ``x-id`` are the same without it. The direction of
    a change is tighter, looser or both only where ``witnesses`` prove it, instances that one of
    the two accepts alone; else it is undetermined. Formats are asserted.

    Raises ShenbaoError for what is no such schema, is too large, or refers outside of itself.

    >>> import shenbao
    >>> old, new = ({"properties": {"age": {"maximum": limit}}} for limit in (58, 57))
    >>> (change,) = shenbao.compare_schemas(old, new)
    >>> change.text(), change.direction.value, change.witnesses[0].instance
    ('age：≤ 58 → ≤ 57', 'tighter', {'age': 58})
    """
    from shenbao.changes.schemas.compare import compare_schemas as compared

    return compared(old, new, renames=renames)


def publish(
    notice: str,
    folder: PathText | None = None,
    *,
    day: date | None = None,
    withdraw: str | None = None,
    reason: str = "",
) -> Published:
    """Publish the present version of a notice: it may not change any more, and `check` sees to it.

    ``folder`` holds ``schemas/``; without it the nearest one at or above the working directory.
    ``day`` is the day of it, today without it. ``withdraw`` names a published version that holds
    no more, ``reason`` says why. ``did`` is what was done, ``entry`` the entry of the ledger,
    ``due`` what changed since the version before, ``files`` what was written.

    Raises UnsoundError for a notice that does not pass the check, PolicyError for a ledger with
    mistakes, ShenbaoError for a version that was published with another meaning, and for a
    number that is too small a step.

    >>> import shenbao
    >>> done = shenbao.publish("call-2025", "政策")  # doctest: +SKIP
    >>> done.did, done.entry.version  # doctest: +SKIP
    ('published', '2025.1')
    """
    from shenbao.app.notices.publish import PublishRequest
    from shenbao.app.notices.publish import publish as use
    from shenbao.app.ports import today

    request = PublishRequest(
        notice=notice, day=day or today(), withdraw=withdraw, reason=reason, root=_path(folder)
    )
    return use(request)


def build_site(
    folder: PathText | None = None,
    *,
    out: PathText | None = None,
    lists: PathText | None = None,
    log: Callable[[str], None] | None = None,
    language: str = DEFAULT,
) -> BuildResult:
    """Build the site of a policy folder and everything on it (extra ``build``).

    ``folder`` holds ``schemas/`` and ``docs/``; without it the nearest one at or above the
    working directory. ``out`` is where the site goes, ``build/site`` below the folder without it.
    ``log`` is told what is done, a line each, in ``language``. The old site stays until the new
    one is complete.

    Raises PolicyError where a notice has mistakes, MissingExtraError without the libraries,
    ShenbaoError for a folder that is no site and for broken links.

    >>> import shenbao
    >>> site = shenbao.build_site("政策")  # doctest: +SKIP
    >>> site.out.name, site.pages  # doctest: +SKIP
    ('site', 118)
    """
    from shenbao.app.notices.site import SiteRequest
    from shenbao.app.notices.site import build as use

    request = SiteRequest(root=_path(folder), out=_path(out), lists=_path(lists))
    return use(request, lambda step: log(words(step, language)) if log is not None else None)


def _policy(notices: Sequence[Notice] | None, readings: Mapping[str, str] | None = None) -> Policy:
    given = None if notices is None else tuple(notices)
    return Policy(given=given, readings=dict(readings or {}))


def _path(given: PathText | None) -> Path | None:
    return None if given is None else Path(given)


def _paths(given: PathText | Sequence[PathText]) -> tuple[Path, ...]:
    several = (given,) if isinstance(given, str | PathLike) else given
    return tuple(map(Path, several))
