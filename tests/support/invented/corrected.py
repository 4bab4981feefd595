"""The invented notice after an extension and a correction: three documents of one notice."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parents[2] / "notices" / "schemas" / "demo-2024"

TEXTS = {
    "demo.txt": (
        "关于申报2024年度示例项目的通知（虚构）\n一、示例项目\n1.示例目标\n\n2.专题①与专题②\n\n"
        "3.经费为10-20万元，合作单位不少于2家，不超过40周岁（1984年6月1日以后出生）\n\n"
        "4.每个专题限报1项\n\n二、限期送达\n"
    ),
    "correction.txt": "更正（虚构）\n经费为10-20万元更正为经费为10-30万元\n",
    "extension.txt": "延期通知（虚构）\n\n申报截止时间延长至2024年5月15日16时\n",
}
CLAUSES = """
## 更正

{#c-funding-corrected number="更正" lines="2" doc="correction" corrects="c-funding"}
经费更正为10万元至30万元。
> 经费为10-30万元

## 延期通知

{#c-extended number="延期" lines="3" doc="extension"}
申报截止时间延长到5月15日16时。
> 申报截止时间延长至2024年5月15日16时
"""


def corrected(root: Path) -> Path:
    """Make a policy folder with the notice and its documents below ``root``; return it."""
    folder = root / "schemas" / "demo-2024"
    shutil.copytree(DEMO, folder)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    edit(folder, _change)
    file = folder / "clauses.md"
    file.write_text(file.read_text(encoding="utf-8") + CLAUSES, encoding="utf-8")
    return root


def edit(folder: Path, change: Any) -> None:
    """Change the ``notice.json`` of a notice's folder."""
    file = folder / "notice.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")


def _change(document: dict[str, Any]) -> None:
    del document["source"]
    document["edition"]["version"] = "2024.3"
    document["sources"] = [
        _document("notice", "demo.txt", kind="notice"),
        _document(
            "correction",
            "correction.txt",
            kind="correction",
            title="关于更正2024年度示例项目经费的通知（虚构）",
            issued="2024-04-18",
            edition="2024.2",
        ),
        _document(
            "extension",
            "extension.txt",
            kind="extension",
            title="关于延长2024年度示例项目申报时间的通知（虚构）",
            issued="2024-04-25",
            edition="2024.3",
        ),
    ]
    apply = document["deadlines"][0]
    apply["extended_from"] = [{"at": apply["at"], "x-source": ["c-extended"]}]
    apply["at"] = "2024-05-15T16:00:00+08:00"
    apply["x-source"].append("c-extended")


def _document(identity: str, file: str, **more: str) -> dict[str, str]:
    digest = hashlib.sha256(TEXTS[file].encode("utf-8")).hexdigest()
    return {"id": identity, **more, "file": file, "sha256": digest}
