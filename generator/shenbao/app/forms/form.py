"""A form as a file: empty, filled from earlier files, or the content of another file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from shenbao.app.forms.fill import Filling, fill_in
from shenbao.app.policy_source import Policy, UnreadError, policy_folder
from shenbao.core.errors import ShenbaoError

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.policy.model import FormOrTable, Notice

Medium: TypeAlias = Literal["html", "docx", "xlsx", "pdf", "json", "csv"]
"""The media of a form, named by the suffix of their files."""

MEDIA: tuple[Medium, ...] = get_args(Medium)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRequest:
    """Which form, in which medium, filled from which files; ``fillable`` is of the PDF."""

    form: str
    medium: Medium = "html"
    sources: tuple[Path, ...] = ()
    fillable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """A form as a file: its short name, its bytes, and what filled it, None for an empty one."""

    form: str
    medium: Medium
    content: bytes
    filling: Filling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionRequest:
    """Which filled file is to be written in which medium; ``schema`` names its form.

    ``convert_old``: a file of an old office format is read through LibreOffice.
    """

    source: Path
    medium: Medium
    schema: str | None = None
    fillable: bool = True
    convert_old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A filled form in another medium, and what was read for it: ``submission``."""

    form: str
    medium: Medium
    content: bytes
    submission: Submission

    @property
    def complete(self) -> bool:
        """Everything that the file says was read."""
        return not self.submission.findings


def make_form(request: FormRequest, policy: Policy) -> FormFile:
    """Make a form.

    Raises ShenbaoError for a form that no notice has, a form as CSV, files that give nothing.
    """
    home = policy.home(request.form, request.form)
    filling = fill_in(policy, home, request.sources) if request.sources else None
    data = None if filling is None else filling.data
    return FormFile(
        form=home.ref,
        medium=request.medium,
        content=content(policy, home, data, request.medium, fillable=request.fillable),
        filling=filling,
    )


def convert(request: ConversionRequest, policy: Policy) -> Converted:
    """Write a filled file in another medium.

    Raises UnreadError where it has no data, ShenbaoError for a form that no notice has.
    """
    submission = read_one(policy, request.source, request.schema, convert_old=request.convert_old)
    home = policy.home(request.schema or submission.schema, submission.file)
    made = content(policy, home, submission.data, request.medium, fillable=request.fillable)
    return Converted(form=home.ref, medium=request.medium, content=made, submission=submission)


def read_one(
    policy: Policy, path: Path, schema: str | None, *, convert_old: bool = False
) -> Submission:
    """Return what a filled file says; raises UnreadError where it has no data."""
    for submission in policy.read([path], schema, convert_old=convert_old):
        if submission.data is None:
            policy.loaded.require(submission.schema)
            raise UnreadError(submission)
        return submission
    raise ShenbaoError("path-missing", path=str(path))


def content(
    policy: Policy,
    home: FormOrTable,
    data: Mapping[str, Any] | None,
    medium: Medium,
    *,
    fillable: bool,
) -> bytes:
    """Return a form in a medium, filled with ``data``, empty for None.

    One of a withdrawn version says so, where the ledger stands beside the notices.
    """
    notices = _with_withdrawal(policy, home.notice)
    notice = next(item for item in notices if item.id == home.notice)
    if medium == "json":
        from shenbao.policy.form_identity import content_of

        document = {"$schema": home.ref, **(content_of(home, data) or {})}
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    if medium == "csv":
        from shenbao.media.package.hand_in import table_file
        from shenbao.policy.model import Table

        if not isinstance(home, Table):
            raise ShenbaoError("cli-form-no-csv", form=home.ref)
        return table_file(home, data or {"rows": []}).content
    if medium == "docx":
        from shenbao.media.word.write.document import word_form

        return word_form(notice, home, data).content
    if medium == "xlsx":
        from shenbao.media.excel.write.workbook import excel_form

        return excel_form(notice, home, data).content
    if medium == "pdf":
        from shenbao.media.pdf.write.document import pdf_form

        return pdf_form(notice, home, data, fillable=fillable).content
    from shenbao.media.html.write import html_form

    return html_form(notice, home, data, notices=notices).content


def _with_withdrawal(policy: Policy, notice: str) -> Sequence[Notice]:
    """Return the notices, the one at hand with what the ledger says of its version."""
    from shenbao.app.notices.ledger.versions import known_ledgers, with_withdrawals

    if policy.given is not None:
        return policy.notices
    own = [item for item in policy.notices if item.id == notice]
    ledgers = known_ledgers(policy_folder(policy.root), own)
    return with_withdrawals(policy.notices, ledgers)
