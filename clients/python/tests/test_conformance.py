"""Every case, with the client for threads and with that for asyncio."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from conformance import CASES, AsyncClient, Client, Json, Run
from refund_gateway import RefundError
from server import TLS, TLS_SETTINGS, Server, free_port

pytestmark = pytest.mark.parametrize("kind_of_client", [Client, AsyncClient], scope="module")


def of_kind(kind: str) -> pytest.MarkDecorator:
    cases = [case for case in CASES if case.get("kind", "call") == kind]
    assert cases
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


@pytest.fixture(scope="module")
def client(kind_of_client: type[Client]) -> Iterator[Client]:
    server = Server()
    client = kind_of_client(f"127.0.0.1:{server.port}", plaintext=True)
    yield client
    client.close()
    server.close()


@pytest.fixture(scope="module")
def tls_server(kind_of_client: type[Client]) -> Iterator[Server]:
    server = Server(*TLS_SETTINGS)
    yield server
    server.close()


@of_kind("call")
def test_call(client: Client, case: Json) -> None:
    Run(client).case(case)


@of_kind("tls")
def test_tls(kind_of_client: type[Client], tls_server: Server, case: Json) -> None:
    options = case["options"]
    ca = TLS / "ca.pem" if options["ca"] else None
    token = {
        "good": (TLS / "token").read_text().strip(),
        "limited": (TLS / "token-limited").read_text().strip(),
        "wrong": "a guess",
        "none": None,
    }[options["token"]]
    client = kind_of_client(f"localhost:{tls_server.port}", ca=ca, token=token)
    try:
        if options["ca"]:
            Run(client).case(case)
        else:
            fails_for_want_of_a_connection(client, case)
    finally:
        client.close()


@of_kind("deadline")
def test_deadline(kind_of_client: type[Client], case: Json) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = kind_of_client(f"127.0.0.1:{listener.getsockname()[1]}", plaintext=True)
        Run(client).case(case)
        client.close()


@of_kind("away")
def test_away(kind_of_client: type[Client], case: Json) -> None:
    port = free_port()
    client = kind_of_client(f"127.0.0.1:{port}", plaintext=True)
    fails_for_want_of_a_connection(client, case)
    server = Server(port=port)
    call = {name: value for name, value in case["call"].items() if name != "deadline_ms"}
    Run(client).case({**case, "call": call})
    client.close()
    server.close()


@of_kind("retry")
def test_retry(kind_of_client: type[Client], case: Json) -> None:
    port = free_port()
    servers: list[Server] = []

    def start() -> None:
        time.sleep(0.5)
        servers.append(Server(port=port))

    starting = threading.Thread(target=start)
    starting.start()
    client = kind_of_client(f"127.0.0.1:{port}", plaintext=True)
    Run(client).case(case)
    client.close()
    starting.join()
    servers[0].close()


def fails_for_want_of_a_connection(client: Client, case: Json) -> None:
    with pytest.raises(RefundError) as raised:
        Run(client).call(case["call"])
    assert raised.value.code.name in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
    assert raised.value.reason == ""
