"""Sends each kind of refund signal once."""

import sys
from decimal import Decimal

from refund.v1 import common_pb2, operations_pb2, order_pb2
from refund.v1.douyin_pb2 import DouyinInfoSyncParm, NoticeListParm
from refund.v1.epay_pb2 import EPayEndRefundSuccessParm
from refund.v1.operations_pb2 import GetCallbackRequest
from refund.v1.order_pb2 import Order, Payment, Ticket, UpsertOrdersRequest
from refund.v1.order_refund_pb2 import RefundParm
from refund.v1.taoxianda_pb2 import InformRefundSuccessRequest, RefundSuccessSubOrderRequest
from refund_gateway import RefundError, amount, connect, decimal_of


def main(address: str) -> None:
    # Connect. One connection serves all threads of a program.
    with connect(address, plaintext=True) as gateway:
        # An order with its payment, as the feed of orders tells it.
        order = Order(
            orderid="PY-1001",
            state=order_pb2.ORDER_STATE_PAID,
            version=1,
            payments=[Payment(trandeno="PY-PAY-1", paid=amount(Decimal("120.50")))],
            tickets=[Ticket(ticketid="PY-T-1", price=amount("120.50"))],
        )
        gateway.orders.UpsertOrders(UpsertOrdersRequest(orders=[order]))

        # Apply for its refund.
        refund = gateway.order_refund.Refund(RefundParm(orderid="PY-1001", refundallticket="1"))
        refunded = decimal_of(refund.amount)
        print(f"applied for {refunded:.2f} yuan under {refund.batchno}")

        # Send the payment platform's callback.
        callback = EPayEndRefundSuccessParm(
            batchno=refund.batchno, trandeno="PY-PAY-1", refundmoney=amount(refunded)
        )
        answer = gateway.epay.EndSingleSuccess(callback)
        print("callback:", common_pb2.SignalOutcome.Name(answer.outcome))

        # Read it back.
        key = GetCallbackRequest(batchno=refund.batchno, trandeno="PY-PAY-1")
        stored = gateway.operations.GetCallback(key).callback
        state = operations_pb2.CallbackState.Name(stored.state)
        print("stored:", decimal_of(stored.refundmoney), state)

        # The same key with another amount is a conflict; the first stays in force.
        callback.refundmoney.CopyFrom(amount(refunded - Decimal("0.01")))
        try:
            gateway.epay.EndSingleSuccess(callback)
        except RefundError as error:
            if error.reason != "CALLBACK_CONFLICT":
                raise
            print("refused:", error.code.name, error.errcode, error.message_zh)

        # A notice from Douyin.
        notice = NoticeListParm(
            certificate_id="PY-C-1", apply_time=1767225600, audit_time=1767229200, audit_result=1
        )
        douyin = gateway.douyin.UpdateThirdRefundInfo(
            DouyinInfoSyncParm(order_id="PY-DY-1", notice_list=[notice])
        )
        print("douyin:", common_pb2.SignalOutcome.Name(douyin.results[0].outcome))

        # A notice from Taoxianda. Its amounts are text, here in fen.
        sub_order = RefundSuccessSubOrderRequest(
            sub_biz_order_id="PY-SUB-1",
            refund_goods_id="PY-RG-1",
            actual_refund_quantity="1.5",
            refund_amount="1250",
            refund_type=1,
        )
        taoxianda = gateway.taoxianda.InformRefundSuccess(
            InformRefundSuccessRequest(shop_id="PY-SHOP", refund_fulfill_sub_orders=[sub_order])
        )
        print("taoxianda:", common_pb2.SignalOutcome.Name(taoxianda.results[0].outcome))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051")
