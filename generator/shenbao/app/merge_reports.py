"""Submissions and tables in one report: the exact verdict beside the rules of the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.core.findings import Finding, Report, Where
from shenbao.media.reading.reader_findings import TOO_MANY_ROWS, other_version, remark

if TYPE_CHECKING:
    from shenbao.app.table_jobs import TableJob, TableVerdict
    from shenbao.core.submission import Submission
    from shenbao.media.inputs.input_discovery import TempFolders
    from shenbao.media.inputs.packages import DescribedPackage, DescribedResource
    from shenbao.policy.model import Notice, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TableVerdicts:
    """What was said before the policy is asked: the files in order, the verdicts on tables.

    ``remarks`` and ``notes`` are on files that are not read and on packages.
    """

    files: tuple[str, ...]
    judged: tuple[TableVerdict, ...]
    remarks: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def rows_as_submissions(
    item: TableJob, notices: Sequence[Notice], shelf: TempFolders, schema: str | None
) -> Iterator[tuple[Path, Submission]]:
    """Yield the rows of our table as submissions, to be checked by the rules of its policy.

    Beside each is the file that it was read from.
    """
    from shenbao.media.inputs.readers import read_one
    from shenbao.media.reading.source import SourceFile

    if item.home is None:
        return
    ref = schema or item.home.ref
    package = item.package
    if package is None:
        found = SourceFile(path=item.job.path, name=item.name, notices=notices, schema=ref)
        yield found.path, _beside_schema(read_one(found))
        return
    for resource in item.own():
        if package.holds(*resource.paths):
            path, name = _plain(package, resource, shelf), package.file(resource)
            found = SourceFile(path=path, name=name, notices=notices, schema=ref)
            yield path, _beside_schema(read_one(found))
    if package.template is not None and package.holds(package.template):
        path = package.path.parent / package.template
        name = str(Path(package.name).parent / package.template)
        found = SourceFile(path=path, name=name, notices=notices, schema=ref)
        yield path, read_one(found)


def _beside_schema(submission: Submission) -> Submission:
    """Return a table with what is left to say where it is too long for the rules of the policy.

    Its rows were checked by the schema, however many they are.
    """
    return replace(submission, findings=tuple(map(_left, submission.findings)))


def _left(finding: Finding) -> Finding:
    if finding.rule != TOO_MANY_ROWS:
        return finding
    args = {**finding.args, "exact": "yes"}
    return replace(finding, severity="review", verdict="undecided", args=args)


def check_package_identity(item: TableJob, notices: Sequence[Notice]) -> Iterator[Finding]:
    """Yield what is to be said of a package, or schema, that names a table of ours."""
    told, home = item.identity, item.home
    where = Where(file=item.described)
    if item.package is not None:
        from shenbao.validation.tables.manifest import check_manifest

        for finding in check_manifest(item.job.path):
            yield replace(finding, where=where)
    if told is None:
        return
    if home is None:
        name = told.form
        yield remark("package.unknown-table", where, severity="review", found=name, name=name)
        return
    from shenbao.policy.names import owner

    notice = owner(notices, home)
    current = notice.edition.version
    if told.edition != current or told.digest != home.digest:
        yield other_version(where, told.edition, current)
    if told.edition != current:
        return  # what another edition asks for is its own
    from shenbao.validation.tables.schema_drift import check_schema_drift

    published = _published(notice, home)
    if item.package is None:
        yield from check_schema_drift(without_keys(published), item.job.schema, item.described)
        return
    for resource in item.own():
        yield from check_schema_drift(published, resource.schema, item.described)


def without_keys(published: Mapping[str, object]) -> Mapping[str, object]:
    """Return a schema that stands alone: only a package can resolve foreign keys."""
    return {name: value for name, value in published.items() if name != "foreignKeys"}


def merge(handed: TableVerdicts, policy: Report) -> Report:
    """Return one report of what the policy and the exact check say, each mistake once."""
    findings, notes = list(policy.findings), [*handed.notes, *policy.notes]
    for item in handed.judged:
        for name, file in item.task.own_files() if item.task.job.told else ():
            from shenbao.validation.tables.one_verdict import Judged

            exact_here = (one for one in item.findings if one.where.file == file)
            judged = Judged.of(exact_here, item.task.job.told[name])
            findings = [one for one in findings if one.where.file != file or judged.leaves(one)]
            notes = [one for one in notes if one.where.file != file or judged.leaves_note(one)]
    handed = _once_in_packages(handed)
    exact = [finding for item in handed.judged for finding in item.findings]
    # Of a table of ours the reader of submissions has noted how it was read.
    ours = (item.task for item in handed.judged if item.task.job.told)
    own = {file for task in ours for _, file in task.own_files()}
    notes += (note for item in handed.judged for note in item.notes if note.where.file not in own)
    if exact:
        from shenbao.validation.tables.findings import once_for_all_tables

        exact = list(once_for_all_tables(exact))
    places = {file: number for number, file in enumerate(handed.files)}
    every = [*handed.remarks, *findings, *exact]
    every.sort(key=lambda finding: places.get(finding.where.file or "", len(places)))
    return replace(
        policy,
        findings=tuple(every),
        files=handed.files,
        notes=tuple(notes),
        tables=tuple(table for item in handed.judged for table in item.tables),
    )


def _once_in_packages(handed: TableVerdicts) -> TableVerdicts:
    """Return the same with what a manifest and the exact check say of one file told once."""
    from shenbao.validation.tables.manifest_twins import Told, once

    remarks, judged = list(handed.remarks), []
    for item in handed.judged:
        package = item.task.package
        if package is None:
            judged.append(item)
            continue
        about = [one for one in remarks if one.where.file == item.task.described]
        paths = {package.file(one): one.paths for one in reversed(package.resources)}
        told = once(Told(manifest=tuple(about), exact=item.findings, tables=item.tables), paths)
        remarks = [one for one in remarks if one.where.file != item.task.described]
        remarks += told.manifest
        judged.append(replace(item, findings=told.exact, tables=told.tables))
    return replace(handed, remarks=tuple(remarks), judged=tuple(judged))


def _published(notice: Notice, home: Table) -> Mapping[str, object]:
    from shenbao.media.package.table_schema import foreign_keys, table_schema

    keys = foreign_keys(notice, home)
    return {**table_schema(notice, home), **({"foreignKeys": keys} if keys else {})}


def _plain(package: DescribedPackage, resource: DescribedResource, shelf: TempFolders) -> Path:
    """Return a file that the readers of submissions take: the resource's own, else a copy.

    The copy has the same records under the same numbers.
    """
    if resource.plain:
        return package.path.parent / resource.paths[0]
    import csv

    from shenbao.tabular.records import resource_records

    path = shelf.folder() / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for record in resource_records(package.path, resource.name):
            writer.writerow(["" if cell is None else _text(cell) for cell in record])
    return path


def _text(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
