/** Typed client of the refund gateway. The README holds a first program. */
export { Code } from "@connectrpc/connect";
export { timestampDate } from "@bufbuild/protobuf/wkt";
export { decimal, toDecimalString, type DecimalNumber } from "./decimal.js";
export { RefundError, type Violation } from "./error.js";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.js";
export * from "./gen/refund/v1/common_pb.js";
export * from "./gen/refund/v1/douyin_pb.js";
export * from "./gen/refund/v1/epay_pb.js";
export * from "./gen/refund/v1/operations_pb.js";
export * from "./gen/refund/v1/order_pb.js";
export * from "./gen/refund/v1/order_refund_pb.js";
export * from "./gen/refund/v1/partner_auth_pb.js";
export * from "./gen/refund/v1/taoxianda_pb.js";
