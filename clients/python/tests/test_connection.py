"""Who is shown a token and a certificate, how long and how often is tried, and what
errors say."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import Any

import grpc
import pytest
from google.protobuf import any_pb2, duration_pb2
from google.rpc import error_details_pb2, status_pb2  # type: ignore[import-untyped]

from refund.v1.order_pb2 import GetOrderRequest, GetOrderResponse
from refund.v1.order_pb2_grpc import OrderServiceServicer, add_OrderServiceServicer_to_server
from refund_gateway import RefundError, connect
from server import FIXTURES, TLS_SETTINGS, Server

REQUEST = GetOrderRequest(orderid="nobody's")


@pytest.mark.parametrize("address", ["refunds.internal:50051", "10.0.0.1:50051", "dns:///x:1"])
def test_a_token_goes_nowhere_in_the_clear(address: str) -> None:
    with pytest.raises(ValueError, match="over TLS or loopback only"):
        connect(address, plaintext=True, token="secret")


@pytest.mark.parametrize("address", ["localhost:50051", "127.0.0.1:50051", "[::1]:50051"])
def test_on_this_machine_a_token_may(address: str) -> None:
    connect(address, plaintext=True, token="secret").close()


def test_a_client_certificate_is_shown() -> None:
    ca, certificate, key = (FIXTURES / name for name in ("ca.pem", "client.pem", "client.key"))
    with (
        closing(Server(*TLS_SETTINGS, f"--tls-client-ca={ca}")) as server,
        connect(f"localhost:{server.port}", ca=ca, certificate=certificate, key=key) as gateway,
        pytest.raises(RefundError) as raised,
    ):
        gateway.orders.GetOrder(REQUEST)
    assert raised.value.reason == "ORDER_NOT_FOUND"


def test_a_future_fails_with_the_same_error() -> None:
    with (
        closing(Server()) as server,
        connect(f"localhost:{server.port}", plaintext=True) as gateway,
        pytest.raises(RefundError) as raised,
    ):
        gateway.orders.GetOrder.future(REQUEST).result()
    assert raised.value.reason == "ORDER_NOT_FOUND"
    assert raised.value.metadata["orderid"] == "nobody's"


class FlakyOrders(OrderServiceServicer):
    """Cannot be reached at first."""

    def __init__(self) -> None:
        self.calls = 0

    def UpsertOrders(self, request: Any, context: Any) -> Any:  # noqa: N802
        raise NotImplementedError

    def GetOrder(self, request: GetOrderRequest, context: Any) -> GetOrderResponse:  # noqa: N802
        self.calls += 1
        if self.calls < 4:
            context.abort(grpc.StatusCode.UNAVAILABLE, "try again later")
        return GetOrderResponse()


def test_what_cannot_be_reached_is_tried_four_times() -> None:
    orders = FlakyOrders()
    server = grpc.server(ThreadPoolExecutor(1))
    add_OrderServiceServicer_to_server(orders, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with connect(f"127.0.0.1:{port}", plaintext=True) as gateway:
        gateway.orders.GetOrder(REQUEST)
    server.stop(None).wait()
    assert orders.calls == 4


def test_a_call_without_a_deadline_gets_that_of_the_connection() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        connect(f"127.0.0.1:{silent.getsockname()[1]}", plaintext=True, timeout=0.2) as gateway,
        pytest.raises(RefundError) as raised,
    ):
        gateway.orders.GetOrder(REQUEST)
    assert raised.value.code is grpc.StatusCode.DEADLINE_EXCEEDED


class Failure:
    """A failed call whose details are these."""

    def __init__(self, details: bytes) -> None:
        self._details = details

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.UNAVAILABLE

    def details(self) -> str:
        return "try again later"

    def trailing_metadata(self) -> tuple[tuple[str, bytes], ...]:
        return (("grpc-status-details-bin", self._details),)


def test_when_to_try_again_is_told() -> None:
    retry = error_details_pb2.RetryInfo(retry_delay=duration_pb2.Duration(nanos=500_000_000))
    detail = any_pb2.Any()
    detail.Pack(retry)
    status = status_pb2.Status(details=[detail])
    error = RefundError(Failure(status.SerializeToString()))
    assert error.retry_after == timedelta(milliseconds=500)


def test_details_of_somebody_else_are_left_alone() -> None:
    error = RefundError(Failure(b"\xff"))
    assert (error.code, error.reason) == (grpc.StatusCode.UNAVAILABLE, "")
    assert str(error) == "UNAVAILABLE: try again later"
