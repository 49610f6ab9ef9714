"""All kinds in one explicit table; a rule's ``kind`` names one of them."""

from __future__ import annotations

from checker.kind import Kind
from checker.kinds import (
    implausible_money,
    outdated_reference,
    pattern,
    punctuation_width,
    repeated_passage,
    required_mention,
    required_part,
    required_title,
)

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        implausible_money,
        outdated_reference,
        pattern,
        punctuation_width,
        repeated_passage,
        required_mention,
        required_part,
        required_title,
    )
}
