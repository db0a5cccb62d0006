"""Sends a callback that comes before its payment is known, and finds it kept."""

import asyncio
import sys

from refund.v1.epay_pb2 import EPayEndRefundSuccessParm
from refund.v1.operations_pb2 import GetCallbackRequest
from refund_gateway import RefundError, amount, connect_async, decimal_of


async def main(address: str) -> None:
    async with connect_async(address, plaintext=True) as gateway:
        callback = EPayEndRefundSuccessParm(
            batchno="PY-B-2", trandeno="PY-PAY-2", refundmoney=amount("0.01")
        )
        try:
            await gateway.epay.EndSingleSuccess(callback, timeout=5)
        except RefundError as error:
            print("not applied yet:", error.reason)
        key = GetCallbackRequest(batchno="PY-B-2", trandeno="PY-PAY-2")
        answer = await gateway.operations.GetCallback(key)
        print("stored:", decimal_of(answer.callback.refundmoney))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"))
