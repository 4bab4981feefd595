"""What the page of rules says of rules of a kind and of quotas, beside their expressions."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence

import pytest
from rich.console import Console
from support.invented import ruled

from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice
from shenbao.policy.usage.index import trace
from shenbao.reports.policy.explanation import print_traces
from shenbao.site.render.pages import site_pages

QUOTAS = ruled.snippets(ruled.ROOT / "docs" / "administer" / "quotas.md")


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Notice:
    """The invented notice with the rules and quotas of both pages."""
    return load_notice(ruled.write(tmp_path_factory.mktemp("kinds"), None, QUOTAS))


@pytest.fixture(scope="module")
def rows(notice: Notice) -> list[str]:
    """The rows of its page of rules, without markup."""
    path = f"notices/{ruled.NAME}/rules.md"
    (page,) = (item for item in site_pages([notice], docs=None) if item.path == path)
    text = html.unescape(page.content.decode("utf-8"))
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in text.split("<tr")]


def row(rows: Sequence[str], identity: str) -> str:
    """Return the row of a rule or quota."""
    return next(text for text in rows if f" {identity} " in text)


def test_words_of_the_author_do_not_hide_the_numbers(rows: Sequence[str]) -> None:
    said = row(rows, "K-02")
    assert "重点课题的配套经费不合规定，请核对" in said
    assert "重点课题：基本信息·matching应在8万元至10万元之间" in said
    assert "青年课题：基本信息·matching应不超过3万元" in said


def test_the_words_of_the_kind_stand_once(rows: Sequence[str]) -> None:
    assert row(rows, "K-08").count("预算·labour应不超过基本信息·funding的15%") == 1


def test_a_quota_says_whose_applications_count_and_where_its_numbers_are(
    rows: Sequence[str],
) -> None:
    assert "要收齐各单位的申报才能算" in row(rows, "Q-05")
    assert "要收齐" not in row(rows, "Q-04")
    assert "名额取自 示例名单numbers" in row(rows, "Q-03")
    assert "三级医院的重点课题有…项，限报2项" in row(rows, "Q-01")


def test_an_explanation_says_it_too(notice: Notice) -> None:
    assert "也就是：重点课题：基本信息·matching应在8万元至10万元之间" in explained(notice, "K-02")
    assert "也就是" not in explained(notice, "K-08")


def explained(notice: Notice, identity: str) -> str:
    """Return what is printed of a rule."""
    stream = io.StringIO()
    print_traces(trace([notice], identity), Console(width=400, file=stream), "zh-CN")
    return stream.getvalue()
