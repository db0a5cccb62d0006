"""Asks for an order over TLS, as whoever the token says."""

import os
import sys

from refund.v1.order_pb2 import GetOrderRequest
from refund_gateway import RefundError, connect


def main(address: str, ca: str) -> None:
    token = os.environ["REFUND_GATEWAY_TOKEN"]
    with connect(address, ca=ca, token=token, timeout=5) as gateway:
        try:
            order = gateway.orders.GetOrder(GetOrderRequest(orderid="PY-3001")).order
            print("version", order.version)
        except RefundError as error:
            if error.reason != "ORDER_NOT_FOUND":
                raise
            print(error.metadata["orderid"], error.message_zh)


if __name__ == "__main__":
    main(*sys.argv[1:])
