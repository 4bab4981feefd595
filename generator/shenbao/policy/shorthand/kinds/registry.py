"""The kinds of rules by name."""

from __future__ import annotations

from collections.abc import Mapping

from shenbao.policy.shorthand.kinds import amounts, choices, comparisons, days, presence
from shenbao.policy.shorthand.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    "age-at-most": days.AGE_AT_MOST,
    "age-at-least": days.AGE_AT_LEAST,
    "day-between": days.DAY_BETWEEN,
    "fixed-period": days.FIXED_PERIOD,
    "amount-between": amounts.AMOUNT_BETWEEN,
    "share-at-most": amounts.SHARE_AT_MOST,
    "share-at-least": amounts.SHARE_AT_LEAST,
    "sums-equal": amounts.SUMS_EQUAL,
    "level-at-least": choices.LEVEL_AT_LEAST,
    "code-in": choices.CODE_IN,
    "on-list": choices.ON_LIST,
    "not-on-list": choices.NOT_ON_LIST,
    "matches-table": choices.MATCHES_TABLE,
    "required-when": presence.REQUIRED_WHEN,
    "must-be-yes": presence.MUST_BE_YES,
    "not-both": presence.NOT_BOTH,
    "one-of": presence.ONE_OF,
    "rows-at-least": presence.ROWS_AT_LEAST,
    "rows-distinct": comparisons.ROWS_DISTINCT,
    "same-as": comparisons.SAME_AS,
    "distinct-from": comparisons.DISTINCT_FROM,
    "not-more-than": comparisons.NOT_MORE_THAN,
    "not-less-than": comparisons.NOT_LESS_THAN,
}
