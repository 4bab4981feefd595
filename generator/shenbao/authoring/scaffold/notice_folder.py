"""All files of a new notice, by their paths in its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shenbao.authoring.scaffold.answers import Answers
from shenbao.authoring.scaffold.form import FORM, examples, form
from shenbao.authoring.scaffold.given_source import GivenSource
from shenbao.authoring.scaffold.notice_document import clauses_text, notice, source_file
from shenbao.core.artifacts import Artifact


def notice_folder(answers: Answers, source: GivenSource | None = None) -> Iterator[Artifact]:
    """Yield the files; they are sound as they are, and every fact of them is answered or absent."""
    yield _json("notice.json", notice(answers, source))
    yield Artifact.text("clauses.md", clauses_text(answers, source))
    yield _json(f"forms/{FORM}.schema.json", form(answers))
    for path, content in examples(answers).items():
        yield _json(f"examples/{path}", content)
    if source is not None:
        yield Artifact(source_file(answers), source.content)


def _json(path: str, content: Mapping[str, Any]) -> Artifact:
    return Artifact.text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
