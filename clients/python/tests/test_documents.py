"""The examples run, and the README shows them as they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from server import FIXTURES, TLS_SETTINGS, Server

PACKAGE = Path(__file__).parents[1]
EXAMPLES = {
    "quick_start.py": """\
applied for 120.50 yuan under BATCH
callback: SIGNAL_OUTCOME_APPLIED
stored: 120.5 CALLBACK_STATE_APPLIED
refused: ALREADY_EXISTS 4002 同一批次号和交易单号的退款金额不一致，以首次为准
douyin: SIGNAL_OUTCOME_APPLIED
taoxianda: SIGNAL_OUTCOME_APPLIED
""",
    "with_asyncio.py": """\
not applied yet: PAYMENT_NOT_FOUND
stored: 0.01
""",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with closing(Server()) as server:
        yield f"127.0.0.1:{server.port}"


def run(example: str, *arguments: str, **environment: str) -> str:
    command = [sys.executable, "-W", "error", str(PACKAGE / "examples" / example), *arguments]
    said = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env=os.environ | environment
    ).stdout
    return re.sub(r"\b\d{32}\b", "BATCH", said)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(address: str, example: str) -> None:
    assert run(example, address) == EXAMPLES[example]


def test_example_with_tls() -> None:
    token = (FIXTURES / "token").read_text().strip()
    with closing(Server(*TLS_SETTINGS)) as server:
        arguments = f"localhost:{server.port}", str(FIXTURES / "ca.pem")
        said = run("with_tls.py", *arguments, REFUND_GATEWAY_TOKEN=token)
    assert said == "PY-3001 订单不存在\n"


def test_the_readme_shows_the_examples() -> None:
    readme = (PACKAGE / "README.md").read_text("utf-8")
    shown = re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    assert shown == [
        (PACKAGE / "examples" / example).read_text("utf-8")
        for example in (*EXAMPLES, "with_tls.py")
    ]
    assert EXAMPLES["quick_start.py"] in readme.replace("20260101080000123456789012345678", "BATCH")
