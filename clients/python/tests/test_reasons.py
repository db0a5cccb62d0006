"""Every reason of the gateway's error table has a case, or a word why it has none."""

from __future__ import annotations

import re
from pathlib import Path

from conformance import CASES, Json

TOP = Path(__file__).parents[3]


def reasons_below(heading: str, document: Path) -> set[str]:
    section = document.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def expected_in(case: Json) -> set[str]:
    calls = [case, *case.get("given", []), *case.get("then", [])]
    outcomes = [call.get("expect", call) for call in calls]
    return {outcome.get("error", {}).get("reason", "") for outcome in outcomes}


def test_every_reason_has_a_case_or_a_word_why_not() -> None:
    in_cases = {reason for case in CASES for reason in expected_in(case)} - {""}
    without = reasons_below("Reasons without a case", TOP / "clients/conformance/README.md")
    assert not in_cases & without
    assert in_cases | without == reasons_below("Errors", TOP / "README.md")
