import { createGateway, decimal, OrderState, RefundError, SignalOutcome, toDecimalString } from "refund-gateway-client";

// Connect. One gateway object serves the whole program.
const gateway = createGateway(process.argv[2] ?? "127.0.0.1:50051", { plaintext: true });

// An order with its payment, as the feed of orders tells it.
const price = decimal("120.50");
await gateway.orders.upsertOrders({
  orders: [{
    orderid: "TS-1001",
    state: OrderState.PAID,
    version: 1n,
    payments: [{ trandeno: "TS-PAY-1", paid: price }],
    tickets: [{ ticketid: "TS-TICKET-1", price }],
  }],
});

// Apply for its refund.
const refund = await gateway.orderRefund.refund({ orderid: "TS-1001", refundallticket: "1" });
console.log("applied for", toDecimalString(refund.amount), "under", refund.batchno);

// Send the payment platform's callback.
const key = { batchno: refund.batchno, trandeno: "TS-PAY-1" };
const answer = await gateway.epay.endSingleSuccess({ ...key, refundmoney: decimal("120.50") });
console.log("callback:", SignalOutcome[answer.outcome], OrderState[answer.orderState]);

// Read it back.
const { callback } = await gateway.operations.getCallback(key);
console.log("stored:", toDecimalString(callback?.refundmoney));

// The same key with another amount is a conflict; the first stays in force.
try {
  await gateway.epay.endSingleSuccess({ ...key, refundmoney: decimal("120.49") });
} catch (error) {
  if (!(error instanceof RefundError) || error.reason !== "CALLBACK_CONFLICT") throw error;
  console.log("refused:", error.reason, error.errcode, error.messageZh);
}

// A notice from Douyin. Numbers of 64 bits are bigints.
const douyin = await gateway.douyin.updateThirdRefundInfo({
  orderId: "TS-DOUYIN-1",
  noticeList: [{ certificateId: "TS-CERT-1", applyTime: 1767225600n, auditTime: 1767229200n, auditResult: 1 }],
});
for (const { certificateId, outcome } of douyin.results) {
  console.log("douyin:", certificateId, SignalOutcome[outcome]);
}

// A notice from Taoxianda. Its amounts are text, and this one is in fen.
const taoxianda = await gateway.taoxianda.informRefundSuccess({
  shopId: "TS-SHOP-1",
  refundFulfillSubOrders: [{
    subBizOrderId: "TS-SUB-1",
    refundGoodsId: "TS-RETURN-1",
    actualRefundQuantity: "1.5",
    refundAmount: "1250",
    refundType: 1n,
  }],
});
for (const { subBizOrderId, outcome } of taoxianda.results) {
  console.log("taoxianda:", subBizOrderId, SignalOutcome[outcome]);
}

gateway.close();
