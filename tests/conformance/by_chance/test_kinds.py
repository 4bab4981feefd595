"""Rules of a kind come out alike in the page and in the command, at their own boundaries too.

``SHENBAO_SUBMISSIONS`` asks for more spoiled submissions, ``SHENBAO_SEED`` for others.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.by_chance.mutations import Sample, spoiled
from conformance.by_chance.test_differential import COUNT, SEED, by_the_command, in_the_page
from support.invented import ruled

from shenbao.audit.kind_trials import home_of, varied
from shenbao.policy.load.folder import load_notices
from shenbao.policy.shorthand.kinds.compiled import asks
from shenbao.policy.shorthand.kinds.registry import KINDS


def trials(sample: Sample) -> Iterator[tuple[str, bool, Any]]:
    """Yield each trial of each rule: the rule, whether it holds, the data."""
    (notice,) = sample.notices
    lists = {item.name: item for item in notice.lists}
    for ask in asks(home_of(notice, sample.home, lists)):
        for trial in KINDS[ask.rule["kind"]].trials(ask, sample.data):
            yield str(ask.rule["id"]), trial.holds, varied(sample.data, trial)


def test_boundaries_and_spoiled_submissions_come_out_alike(tmp_path: Path) -> None:
    ruled.write(tmp_path)
    notices = load_notices(tmp_path)
    data = {key: value for key, value in ruled.SUBMISSION.items() if key != "$schema"}
    sample = Sample(notices, notices[0].form("k"), data)
    tried = list(trials(sample))
    dice = random.Random(SEED)  # noqa: S311 - the same submissions every time
    handed_in = [item for _, _, item in tried]
    handed_in += [spoiled(handed_in[number % len(handed_in)], dice) for number in range(COUNT)]

    pages = in_the_page([(sample, item) for item in handed_in], tmp_path)

    for item, found in zip(handed_in, pages, strict=True):
        page = Counter(
            (one["rule"], one["pointer"], one["severity"], one["verdict"], one["clauses"])
            for one in found
        )
        assert page == by_the_command(sample, item), json.dumps(item, ensure_ascii=False)
    for (rule, holds, _), found in zip(tried, pages, strict=False):
        assert holds == (rule not in {one["rule"] for one in found})
    assert len(tried) > 3 * len(ruled.snippets())
