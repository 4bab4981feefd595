"""What the policy says of an id: a rule, field, clause, list, form, table or reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shenbao.app.policy_source import Policy
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from shenbao.policy.usage.values import Trace


def explain(wanted: str, policy: Policy) -> tuple[Trace, ...]:
    """Return what is known of an id, one value for each place that has it, older editions last.

    Raises ShenbaoError, which names similar ids, where there is none.
    """
    from shenbao.policy.model.editions import newest_first
    from shenbao.policy.usage.index import suggestions, trace

    found = trace(newest_first(policy.notices), wanted)
    if not found:
        near = suggestions(policy.notices, wanted)
        raise ShenbaoError("cli-unknown-id", found=wanted, near=many(near), similar=len(near))
    return found
