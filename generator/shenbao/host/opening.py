"""A filled file of any medium for a form that is open in the browser: what the page takes over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.app.forms.form import content, read_one
from shenbao.app.policy_source import Policy, UnreadError
from shenbao.core.messages import say
from shenbao.policy.model import Form, FormOrTable
from shenbao.policy.model.editions import before
from shenbao.policy.names import owner

if TYPE_CHECKING:
    from shenbao.core.findings import Finding
    from shenbao.core.submission import Submission

_TOLD = 30
"""So many lines are told; one more counts the rest."""


def opened(path: Path, form: str, policy: Policy, language: str) -> Mapping[str, Any]:
    """Return ``text``, a submission as the page saves it, and ``told``, lines for a reader.

    A file of the edition before is carried over to ``form``; one of any other form stays what it
    is, and the page asks what to do with it. Raises UnreadError where nothing was read,
    ShenbaoError for a form that no notice has.
    """
    home = policy.home(form, form)
    submission = _read(path, home, policy)
    origin = policy.home(submission.schema or home.ref, submission.file)
    lines = [_line(item, language) for item in (*submission.findings, *submission.notes)]
    if _is_older(origin, home, policy):
        text, told = _carried(path, home, policy, language)
        lines += told
    else:
        text = content(policy, origin, submission.data, "json", fillable=False)
    if len(lines) > _TOLD:
        rest = say("report-more", {"count": str(len(lines) - _TOLD)}, language)
        lines = [*lines[:_TOLD], rest]
    return {"text": text.decode(), "told": lines}


def _read(path: Path, home: FormOrTable, policy: Policy) -> Submission:
    """Return what a file says; one that fits several tables is read as the one that is open."""
    try:
        return read_one(policy, path, None)
    except UnreadError as error:
        if home.ref not in error.submission.rivals:
            raise
        return read_one(policy, path, home.ref)


def _is_older(origin: FormOrTable, home: FormOrTable, policy: Policy) -> bool:
    """Say whether ``home`` is what ``origin`` became in a later edition."""
    editions = before(policy.notices, owner(policy.notices, home))
    same = isinstance(origin, Form) and isinstance(home, Form) and origin.id == home.id
    return same and origin.notice in {item.id for item in editions}


def _carried(
    path: Path, home: FormOrTable, policy: Policy, language: str
) -> tuple[bytes, Iterator[str]]:
    from shenbao.app.forms.migrate import MigrationRequest, migrate
    from shenbao.app.forms.unplaced import lines_of

    done = migrate(MigrationRequest(source=path, to=home.notice), policy)
    counts = {"carried": done.carried, "changed": len(done.changed), "left": len(done.left)}

    def told() -> Iterator[str]:
        yield say("migrate-done", {"old": done.old, "form": done.form, **counts}, language)
        yield say("migrate-attested", None, language)
        if done.left:
            yield say("migrate-left", None, language)
            yield from (line.strip() for line in lines_of(done.left, language, named=False))

    return done.content, told()


def _line(item: Finding, language: str) -> str:
    from shenbao.reports.finding_text import label, message

    sentence, place = message(item, language), label(item, language)
    if not place or place in sentence:
        return sentence
    return say("report-at", {"place": place, "sentence": sentence}, language)
