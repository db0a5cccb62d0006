/** The code of the README besides the quick start: compiled, and never run. */
import Big from "big.js";
import { createGateway, decimal, toDecimalString, type Payment } from "refund-gateway-client";

declare const batchno: string;
declare const trandeno: string;
declare const payment: Payment;

const gateway = createGateway("gateway.example.com:50051", {
  ca: "/etc/refund-gateway/ca.pem",
  token: process.env.REFUND_GATEWAY_TOKEN,
});

const left = new Big(toDecimalString(payment.paid)).minus(toDecimalString(payment.refunded));
await gateway.epay.endSingleSuccess({ batchno, trandeno, refundmoney: decimal(left) });
