"""A filled form of an older edition, carried over to the newer; what changed and lacks is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.app.forms.form import Medium, content, read_one
from shenbao.app.policy_source import Policy
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import alike, many

if TYPE_CHECKING:
    from shenbao.core.findings import Finding
    from shenbao.core.submission import Submission
    from shenbao.forms.prefill import Changed, Unplaced
    from shenbao.policy.model import Form, FormOrTable, Notice

_OF_A_YEAR = frozenset({"record", "summary"})
"""Purposes of forms that hold what came out in a year: nothing of it is true of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationRequest:
    """Which filled file is to be carried over to which notice, and in which medium.

    ``schema`` names the form of a file that does not say it.
    """

    source: Path
    to: str
    medium: Medium = "json"
    schema: str | None = None
    convert_old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """The form of the newer edition as a file, and the report.

    ``old`` and ``form`` are the short names of the two forms. ``carried`` counts values, those
    of ``changed`` among them. ``left`` are the values that were not carried, each with its reason.
    ``findings`` are what the newer edition says of the outcome: what is missing, what does not
    hold any more.
    """

    old: str
    form: str
    medium: Medium
    content: bytes
    data: dict[str, Any]
    submission: Submission
    carried: int
    changed: tuple[Changed, ...]
    left: tuple[Unplaced, ...]
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Everything was read and carried, and the newer edition has nothing to say of it."""
        return not (self.left or self.findings or self.submission.findings)


def migrate(request: MigrationRequest, policy: Policy) -> Migration:
    """Carry a filled form over to a newer edition.

    Raises UnreadError where it has no data, ShenbaoError for a notice that is not there or does
    not supersede that of the form, a form that it does not have, and results of a year.
    """
    from shenbao.core.submission import Submission
    from shenbao.forms.prefill import migrate as carry
    from shenbao.forms.prefill import with_fixed
    from shenbao.validation import Validator

    new = _notice(policy, request.to)
    submission = read_one(policy, request.source, request.schema, convert_old=request.convert_old)
    origin = policy.home(request.schema or submission.schema, submission.file)
    home = _home(policy, origin, new)
    done = carry(policy.notices, origin, home, submission)
    data = with_fixed(home, done.data)
    made = Submission(file=submission.file, data=data, schema=home.ref)
    report = Validator(policy.notices).validate([made], readings=policy.readings)
    return Migration(
        old=origin.ref,
        form=home.ref,
        medium=request.medium,
        content=content(policy, home, data, request.medium, fillable=True),
        data=data,
        submission=submission,
        carried=done.carried,
        changed=done.changed,
        left=done.left,
        findings=report.findings,
    )


def _notice(policy: Policy, wanted: str) -> Notice:
    policy.require(wanted)
    notice = next((item for item in policy.notices if item.id == wanted), None)
    if notice is None:
        known = [item.id for item in policy.notices]
        raise ShenbaoError("migrate-no-notice", found=wanted, **alike(wanted, known))
    return notice


def _home(policy: Policy, origin: FormOrTable, new: Notice) -> Form:
    """Return the form of the newer edition that ``origin`` became."""
    from shenbao.policy.model import Form
    from shenbao.policy.model.editions import before, earlier

    if origin.notice == new.id:
        raise ShenbaoError("migrate-same", form=origin.ref)
    if not isinstance(origin, Form) or origin.purpose in _OF_A_YEAR:
        raise ShenbaoError("migrate-of-the-year", form=origin.title)
    old = earlier(policy.notices, new)
    if old is None or origin.notice not in {item.id for item in before(policy.notices, new)}:
        raise ShenbaoError("migrate-not-before", form=origin.ref, notice=new.id)
    if origin.notice != old.id:
        raise ShenbaoError("migrate-in-steps", form=origin.ref, notice=new.id, between=old.id)
    home = next((form for form in new.forms if form.id == origin.id), None)
    if home is None:
        known = many(form.id for form in new.forms)
        raise ShenbaoError("migrate-no-form", form=origin.ref, notice=new.id, known=known)
    return home
