"""Every case, with the client for threads and with that for asyncio."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from conformance import CASES, AsyncClient, Client, Json, Run
from refund_gateway import RefundError
from server import FIXTURES, LIMITS, TLS_SETTINGS, Server, free_port

pytestmark = pytest.mark.parametrize("kind_of_client", [Client, AsyncClient], scope="module")


def of_kind(kind: str) -> pytest.MarkDecorator:
    cases = [case for case in CASES if case.get("kind", "call") == kind]
    assert cases
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


@pytest.fixture(scope="module")
def client(kind_of_client: type[Client]) -> Iterator[Client]:
    with (
        closing(Server()) as server,
        closing(kind_of_client(f"127.0.0.1:{server.port}", plaintext=True)) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def limited_client(kind_of_client: type[Client]) -> Iterator[Client]:
    with (
        closing(Server(*LIMITS)) as server,
        closing(kind_of_client(f"127.0.0.1:{server.port}", plaintext=True)) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def tls_server(kind_of_client: type[Client]) -> Iterator[Server]:
    with closing(Server(*TLS_SETTINGS)) as server:
        yield server


@of_kind("call")
def test_call(client: Client, case: Json) -> None:
    Run(client).case(case)


@of_kind("limits")
def test_limits(limited_client: Client, case: Json) -> None:
    Run(limited_client).case(case)


@of_kind("tls")
def test_tls(kind_of_client: type[Client], tls_server: Server, case: Json) -> None:
    options = case["options"]
    ca = FIXTURES / "ca.pem" if options["ca"] else None
    token = {
        "good": (FIXTURES / "token").read_text().strip(),
        "limited": (FIXTURES / "token-limited").read_text().strip(),
        "wrong": "a guess",
        "none": None,
    }[options["token"]]
    address = f"localhost:{tls_server.port}"
    with closing(kind_of_client(address, ca=ca, token=token)) as client:
        if options["ca"]:
            Run(client).case(case)
        else:
            fails_for_want_of_a_connection(client, case)


@of_kind("deadline")
def test_deadline(kind_of_client: type[Client], case: Json) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with closing(kind_of_client(address, plaintext=True)) as client:
            Run(client).case(case)


@of_kind("away")
def test_away(kind_of_client: type[Client], case: Json) -> None:
    port = free_port()
    with closing(kind_of_client(f"127.0.0.1:{port}", plaintext=True)) as client:
        fails_for_want_of_a_connection(client, case)
        call = {name: value for name, value in case["call"].items() if name != "deadline_ms"}
        with closing(Server(port=port)):
            Run(client).case({**case, "call": call})


@of_kind("retry")
def test_retry(kind_of_client: type[Client], case: Json) -> None:
    port = free_port()

    def start() -> Server:
        time.sleep(0.5)
        return Server(port=port)

    with ThreadPoolExecutor() as threads:
        starting = threads.submit(start)
        try:
            with closing(kind_of_client(f"127.0.0.1:{port}", plaintext=True)) as client:
                Run(client).case(case)
        finally:
            starting.result().close()


def fails_for_want_of_a_connection(client: Client, case: Json) -> None:
    with pytest.raises(RefundError) as raised:
        Run(client).call(case["call"])
    assert raised.value.code.name in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
    assert raised.value.reason == ""
