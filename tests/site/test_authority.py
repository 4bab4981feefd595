"""Whose site it is: what is shown, and what is refused of a file, a logo, a colour, a form."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.errors import PolicyError
from shenbao.media.html.write import html_form
from shenbao.policy.model import Notice
from shenbao.site.authority import NOBODY, read_authority
from shenbao.site.builder.build import build_site

ROOT = Path(__file__).resolve().parents[2]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def png(width: int, height: int) -> bytes:
    """A picture of these sides, as far as its head says."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + crc


def write(folder: Path, said: Any, files: dict[str, bytes]) -> None:
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    (folder / "schemas" / "authority.json").write_text(text, "utf-8")
    for name, content in files.items():
        (folder / "schemas" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "schemas" / name).write_bytes(content)


def logo(name: str) -> dict[str, Any]:
    return {"name": "甲", "logo": name}


@pytest.mark.parametrize(
    ("said", "files", "message"),
    [
        ({"name": ""}, {}, "dialect-keyword"),
        ({"title": "甲"}, {}, "dialect-missing-key"),
        ({"name": "甲", "color": "#000000"}, {}, "dialect-unknown-keyword-near"),
        ({"name": "甲", "colour": "green"}, {}, "dialect-keyword"),
        ({"name": "甲", "colour": "#f0c000"}, {}, "authority-pale"),
        ({"name": "甲", "title": "<script>alert(1)</script>"}, {}, "dialect-keyword"),
        (logo("a.svg"), {}, "authority-no-file"),
        (logo("../a.svg"), {}, "dialect-keyword"),
        (logo("a.svg"), {"a.svg": b"<svg"}, "authority-no-svg"),
        (logo("a.svg"), {"a.svg": b"<html/>"}, "authority-no-svg"),
        (logo("a.svg"), {"a.svg": SVG.replace(b"<path", b"<script/><path")}, "authority-active"),
        (logo("a.svg"), {"a.svg": SVG.replace(b"d=", b"onload=")}, "authority-active"),
        (
            logo("a.svg"),
            {"a.svg": SVG.replace(b"d=", b'fill="url(https://x.example/a)" d=')},
            "authority-active",
        ),
        (logo("a.svg"), {"a.svg": b"<svg/>"}, "authority-no-svg"),
        (logo("a.svg"), {"a.svg": b"<!DOCTYPE svg>" + SVG}, "authority-no-svg"),
        (logo("a.svg"), {"a.svg": b'<?xml-stylesheet href="a.css"?>' + SVG}, "authority-active"),
        *(
            (logo("a.svg"), {"a.svg": SVG.replace(b"<path", part + b"<path")}, "authority-active")
            for part in (
                b'<img xmlns="http://www.w3.org/1999/xhtml" srcset="a 1x, //x.example/b 2x"/>',
                b'<set attributeName="onload" to="alert(1)"/>',
                b'<g style="fill: u\\72l(//x.example)"/>',
                b"<g style=\"background: image-set('//x.example' 1x)\"/>",
            )
        ),
        (logo("a.png"), {"a.png": SVG}, "authority-no-png"),
        (logo("a.png"), {"a.png": png(8, 8)}, "authority-size"),
        (logo("a.png"), {"a.png": png(100_000, 30)}, "authority-size"),
        (logo("a.png"), {"a.png": png(64, 64) + b"0" * 200_000}, "authority-large"),
        ({"name": "甲", "officialForms": {"demo-2024/none": "a.docx"}}, {}, "authority-no-form"),
        ({"name": "甲", "officialForms": {"FORM": "a.exe"}}, {}, "authority-form-kind"),
        ({"name": "甲", "officialForms": {"FORM": "../a.docx"}}, {}, "authority-form-kind"),
        ({"name": "甲", "officialForms": {"FORM": "附件#1.docx"}}, {}, "authority-form-sign"),
        ({"name": "甲", "officialForms": {"FORM": "a:b.docx"}}, {}, "authority-form-sign"),
        ({"name": "甲", "officialForms": {"FORM": "a.docx"}}, {}, "authority-no-file"),
        (
            {"name": "甲", "officialForms": {"FORM": "a.docx"}},
            {"official/a.docx": b"MZ\x90\x00"},
            "authority-form-content",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_place(
    demo: Notice, tmp_path: Path, said: Any, files: dict[str, bytes], message: str
) -> None:
    text = json.dumps(said, ensure_ascii=False).replace("FORM", demo.forms[0].ref)
    write(tmp_path, text, files)
    with pytest.raises(PolicyError) as caught:
        read_authority(tmp_path, [demo])
    (problem,) = caught.value.problems
    assert problem.message == message
    assert problem.file == "schemas/authority.json"


def test_without_the_file_it_is_nobody_s(demo: Notice, tmp_path: Path) -> None:
    assert read_authority(tmp_path, [demo]) == NOBODY


def test_the_site_shows_whose_it_is(demo: Notice, tmp_path: Path) -> None:
    """Name, contact, logo and colour on every page, the official form before ours."""
    said = {
        "name": "某市 <卫生> 健康委",
        "title": "某市申报指南",
        "contact": [{"label": "电话", "text": "12320 & 转 1"}],
        "colour": "#7a1f1f",
        "logo": "logo.svg",
        "officialForms": {demo.forms[0].ref: "申请书 正式.docx"},
    }
    write(tmp_path, said, {"logo.svg": SVG, "official/申请书 正式.docx": b"PK\x03\x04"})
    authority = read_authority(tmp_path, [demo])
    site = build_site(
        tmp_path,
        [demo],
        [html_form(demo, demo.forms[0], look=authority.look)],
        staging=tmp_path / "build" / "site-src",
        out=tmp_path / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=lambda _: None,
        authority=authority,
    ).out
    for name in ("index.html", f"notices/{demo.id}/index.html"):
        page = (site / name).read_text("utf-8")
        assert "某市 &lt;卫生&gt; 健康委" in page
        assert "12320 &amp; 转 1" in page
        assert "某市申报指南</title>" in page
        assert "--md-primary-fg-color:#7a1f1f" in page
        assert "assets/authority/logo.svg" in page
        assert "引号内为原文短句" in page
    assert (site / "assets/authority/logo.svg").read_bytes() == SVG
    downloads = (site / "downloads.html").read_text("utf-8")
    assert "正式版</span>" in downloads
    official = site / "notices" / demo.id / "official" / "申请书 正式.docx"
    assert official.read_bytes() == b"PK\x03\x04"
    assert "--band: #7a1f1f" in (site / "404.html").read_text("utf-8")
    form = site / "notices" / demo.id / "forms" / f"{demo.forms[0].id}.html"
    assert "--band: #7a1f1f" in form.read_text("utf-8")


def test_what_drawing_programs_note_for_themselves_is_no_harm(tmp_path: Path) -> None:
    own = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.example/"'
        b' xmlns:r="http://rdf.example/" i:export-filename="C:\\a.png"><metadata>'
        b'<r:type r:resource="http://purl.example/StillImage"/></metadata><path d="M0 0"/></svg>'
    )
    write(tmp_path, logo("a.svg"), {"a.svg": own})
    assert read_authority(tmp_path, ()).logo is not None
