"""From a new notice to its pages, and from a file of an old format."""

from __future__ import annotations

import time
from pathlib import Path

import docx
import pytest
from support.programs import saved_by_libreoffice

from shenbao.app.notices.new.notice import NewRequest, new, read
from shenbao.app.notices.site import SiteRequest, build
from shenbao.authoring.scaffold.answers import Answers, ProgrammeAnswer
from shenbao.core.errors import ShenbaoError

NOTICE = Path(__file__).parent / "fixtures" / "call.txt"


def test_the_pages_are_there_in_a_minute(tmp_path: Path) -> None:
    """In seconds of this process and those it starts: the machine may do other things, too."""
    began = time.process_time()
    tracks = (ProgrammeAnswer(title="适用技术", tracks=("成人", "儿童")),)
    answers = Answers(id="call-2025", programmes=tracks, deadline="2025-03-20")
    made = new(NewRequest(answers=answers, root=tmp_path, source=read(NOTICE)))
    result = build(SiteRequest(root=tmp_path), lambda _: None)
    assert time.process_time() - began < 60
    text = "".join(page.read_text("utf-8") for page in result.out.rglob("notices/call-2025/*.html"))
    assert "关于征集2025年度基层适用技术的通知" in text
    assert "适用技术" in text
    assert "待确认" in text
    assert made.folder.is_dir()


def test_an_old_word_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("一、范围", "（一）每家单位限报2项。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "notice.docx"))
    made = saved_by_libreoffice([tmp_path / "notice.docx"], "doc", tmp_path)
    (old,) = made.glob("*.doc")
    with pytest.raises(ShenbaoError) as caught:
        read(old)
    assert "--convert-old" in caught.value.text()
    found = read(old, convert_old=True)
    assert [clause.number for clause in found.given.clauses] == ["一、（一）"]
    assert [item.value for item in found.candidates if item.kind == "quota"] == ["<=2项"]
    assert next(item.message for item in found.remarks) == "file-converted"
