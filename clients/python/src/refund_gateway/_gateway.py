"""The gateway's services on one channel, for threads and for asyncio."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any

import grpc
import grpc.aio

from refund.v1 import (
    douyin_pb2_grpc,
    epay_pb2_grpc,
    operations_pb2_grpc,
    order_pb2_grpc,
    order_refund_pb2_grpc,
    partner_auth_pb2_grpc,
    taoxianda_pb2_grpc,
)

from ._channel import OPTIONS, File, Metadata, tls, token_metadata
from ._error import RefundError


class Gateway(AbstractContextManager["Gateway"]):
    """The services, for threads. A call raises :class:`RefundError`."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self.orders = order_pb2_grpc.OrderServiceStub(channel)
        self.order_refund = order_refund_pb2_grpc.OrderRefundServiceStub(channel)
        self.epay = epay_pb2_grpc.EPayRefundServiceStub(channel)
        self.douyin = douyin_pb2_grpc.DouyinRefundServiceStub(channel)
        self.taoxianda = taoxianda_pb2_grpc.TaoxiandaRefundServiceStub(channel)
        self.operations = operations_pb2_grpc.OperationsServiceStub(channel)
        self.partner_auth = partner_auth_pb2_grpc.PartnerAuthServiceStub(channel)

    def close(self) -> None:
        """Ends the connection, and the calls that are under way."""
        self._channel.close()

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncGateway(AbstractAsyncContextManager["AsyncGateway"]):
    """The services, for asyncio. A call raises :class:`RefundError`."""

    orders: order_pb2_grpc.OrderServiceAsyncStub
    order_refund: order_refund_pb2_grpc.OrderRefundServiceAsyncStub
    epay: epay_pb2_grpc.EPayRefundServiceAsyncStub
    douyin: douyin_pb2_grpc.DouyinRefundServiceAsyncStub
    taoxianda: taoxianda_pb2_grpc.TaoxiandaRefundServiceAsyncStub
    operations: operations_pb2_grpc.OperationsServiceAsyncStub
    partner_auth: partner_auth_pb2_grpc.PartnerAuthServiceAsyncStub

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._channel = channel
        # The stubs are the same; to type checkers they are not.
        vars(self).update(vars(Gateway(channel)))

    async def close(self) -> None:
        """Ends the connection, and the calls that are under way."""
        await self._channel.close()

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def connect(
    address: str,
    *,
    plaintext: bool = False,
    ca: File | None = None,
    certificate: File | None = None,
    key: File | None = None,
    token: str | None = None,
    timeout: float = 10,
) -> Gateway:
    """Reaches the gateway at ``host:port``; the connection comes with the first call.

    ``ca`` are the authorities that the server's certificate may come from, those of
    the system without; ``certificate`` and ``key`` are shown to the server. All are
    PEM files. ``plaintext`` does without TLS. ``token`` proves who calls. ``timeout``
    is that of calls without one of their own, in seconds.
    """
    interceptor = _Interceptor(timeout, token_metadata(address, plaintext, token))
    if plaintext:
        channel = grpc.insecure_channel(address, OPTIONS)
    else:
        channel = grpc.secure_channel(address, tls(ca, certificate, key), OPTIONS)
    return Gateway(grpc.intercept_channel(channel, interceptor))


def connect_async(
    address: str,
    *,
    plaintext: bool = False,
    ca: File | None = None,
    certificate: File | None = None,
    key: File | None = None,
    token: str | None = None,
    timeout: float = 10,
) -> AsyncGateway:
    """The same for asyncio, from within its loop."""
    interceptors = [_AsyncInterceptor(timeout, token_metadata(address, plaintext, token))]
    if plaintext:
        channel = grpc.aio.insecure_channel(address, OPTIONS, interceptors=interceptors)
    else:
        credentials = tls(ca, certificate, key)
        channel = grpc.aio.secure_channel(address, credentials, OPTIONS, interceptors=interceptors)
    return AsyncGateway(channel)


class _Defaults:
    """Adds what a call leaves to the connection."""

    def __init__(self, timeout: float, metadata: Metadata) -> None:
        self._timeout = timeout
        self._metadata = metadata

    def complete(self, details: Any) -> Any:
        timeout = self._timeout if details.timeout is None else details.timeout
        metadata = (*(details.metadata or ()), *self._metadata)
        return details._replace(timeout=timeout, metadata=metadata)


class _Interceptor(_Defaults, grpc.UnaryUnaryClientInterceptor):
    def intercept_unary_unary(self, continuation: Any, details: Any, request: Any) -> Any:
        return _Call(continuation(self.complete(details), request))


class _AsyncInterceptor(_Defaults, grpc.aio.UnaryUnaryClientInterceptor):
    async def intercept_unary_unary(self, continuation: Any, details: Any, request: Any) -> Any:
        return _AsyncCall(await continuation(self.complete(details), request))


class _Wrapped:
    """A call in all but its result, which raises our error."""

    def __init__(self, call: Any) -> None:
        self._call = call

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


class _Call(_Wrapped):
    def result(self, timeout: float | None = None) -> Any:
        try:
            return self._call.result(timeout)
        except grpc.RpcError as error:
            raise RefundError(error) from error


# An exception of the interceptor itself would be left lying in its task.
@grpc.aio.UnaryUnaryCall.register
class _AsyncCall(_Wrapped):
    def __await__(self) -> Generator[Any, Any, Any]:
        try:
            return (yield from self._call.__await__())
        except grpc.aio.AioRpcError as error:
            raise RefundError(error) from error
