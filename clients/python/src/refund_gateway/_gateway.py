"""The gateway's services on one channel, for threads and for asyncio."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Callable

import grpc
import grpc.aio

from refund.v1.douyin_pb2_grpc import DouyinRefundServiceStub
from refund.v1.epay_pb2_grpc import EPayRefundServiceStub
from refund.v1.operations_pb2_grpc import OperationsServiceStub
from refund.v1.order_pb2_grpc import OrderServiceStub
from refund.v1.order_refund_pb2_grpc import OrderRefundServiceStub
from refund.v1.partner_auth_pb2_grpc import PartnerAuthServiceStub
from refund.v1.taoxianda_pb2_grpc import TaoxiandaRefundServiceStub

from ._channel import OPTIONS, Metadata, Tls, token_metadata
from ._error import RefundGatewayError

if TYPE_CHECKING:  # those of asyncio differ in their types only
    from refund.v1.douyin_pb2_grpc import DouyinRefundServiceAsyncStub
    from refund.v1.epay_pb2_grpc import EPayRefundServiceAsyncStub
    from refund.v1.operations_pb2_grpc import OperationsServiceAsyncStub
    from refund.v1.order_pb2_grpc import OrderServiceAsyncStub
    from refund.v1.order_refund_pb2_grpc import OrderRefundServiceAsyncStub
    from refund.v1.partner_auth_pb2_grpc import PartnerAuthServiceAsyncStub
    from refund.v1.taoxianda_pb2_grpc import TaoxiandaRefundServiceAsyncStub

_STUBS: dict[str, Callable[[Any], object]] = {
    "orders": OrderServiceStub,
    "refunds": OrderRefundServiceStub,
    "epay": EPayRefundServiceStub,
    "douyin": DouyinRefundServiceStub,
    "taoxianda": TaoxiandaRefundServiceStub,
    "operations": OperationsServiceStub,
    "partner_auth": PartnerAuthServiceStub,
}


class Gateway:
    """The services, for threads. A call raises :class:`RefundGatewayError`."""

    orders: OrderServiceStub
    refunds: OrderRefundServiceStub
    epay: EPayRefundServiceStub
    douyin: DouyinRefundServiceStub
    taoxianda: TaoxiandaRefundServiceStub
    operations: OperationsServiceStub
    partner_auth: PartnerAuthServiceStub

    def __init__(self, channel: grpc.Channel) -> None:
        self._channel = channel
        for name, stub in _STUBS.items():
            setattr(self, name, stub(channel))

    def close(self) -> None:
        """Ends the connection, and the calls that are under way."""
        self._channel.close()

    def __enter__(self) -> Gateway:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncGateway:
    """The services, for asyncio. A call raises :class:`RefundGatewayError`."""

    orders: OrderServiceAsyncStub
    refunds: OrderRefundServiceAsyncStub
    epay: EPayRefundServiceAsyncStub
    douyin: DouyinRefundServiceAsyncStub
    taoxianda: TaoxiandaRefundServiceAsyncStub
    operations: OperationsServiceAsyncStub
    partner_auth: PartnerAuthServiceAsyncStub

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._channel = channel
        for name, stub in _STUBS.items():
            setattr(self, name, stub(channel))

    async def close(self) -> None:
        """Ends the connection, and the calls that are under way."""
        await self._channel.close()

    async def __aenter__(self) -> AsyncGateway:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def connect(
    address: str, *, tls: Tls | None = None, token: str | None = None, timeout: float = 10
) -> Gateway:
    """Reaches the gateway at ``host:port``; the connection comes with the first call.

    ``timeout`` is that of calls without one of their own, in seconds.
    """
    interceptor = _Interceptor(timeout, token_metadata(address, tls, token))
    if tls is None:
        channel = grpc.insecure_channel(address, OPTIONS)
    else:
        channel = grpc.secure_channel(address, tls.credentials(), OPTIONS)
    return Gateway(grpc.intercept_channel(channel, interceptor))


def connect_async(
    address: str, *, tls: Tls | None = None, token: str | None = None, timeout: float = 10
) -> AsyncGateway:
    """The same for asyncio, from within its loop."""
    interceptors = [_AsyncInterceptor(timeout, token_metadata(address, tls, token))]
    if tls is None:
        channel = grpc.aio.insecure_channel(address, OPTIONS, interceptors=interceptors)
    else:
        channel = grpc.aio.secure_channel(
            address, tls.credentials(), OPTIONS, interceptors=interceptors
        )
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
            raise RefundGatewayError(error) from error


# An exception of the interceptor itself would be left lying in its task.
@grpc.aio.UnaryUnaryCall.register
class _AsyncCall(_Wrapped):
    def __await__(self) -> Generator[Any, Any, Any]:
        try:
            return (yield from self._call.__await__())
        except grpc.aio.AioRpcError as error:
            raise RefundGatewayError(error) from error
