/** The connection to the gateway, and a typed client of each of its services. */
import { readFileSync } from "node:fs";
import { createClient, type Client, type Interceptor } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { DouyinRefundService } from "./gen/refund/v1/douyin_pb.js";
import { EPayRefundService } from "./gen/refund/v1/epay_pb.js";
import { OperationsService } from "./gen/refund/v1/operations_pb.js";
import { OrderService } from "./gen/refund/v1/order_pb.js";
import { OrderRefundService } from "./gen/refund/v1/order_refund_pb.js";
import { PartnerAuthService } from "./gen/refund/v1/partner_auth_pb.js";
import { TaoxiandaRefundService } from "./gen/refund/v1/taoxianda_pb.js";
import { persistent } from "./retry.js";

/** How to connect. By default TLS with the authorities that Node.js trusts. */
export interface GatewayOptions {
  /** Do without TLS: for a gateway on the same machine or in a service mesh. */
  plaintext?: boolean | undefined;
  /** PEM file of the authorities to trust instead of those of Node.js. */
  ca?: string | undefined;
  /** PEM file of the certificate that proves who calls, with `key`. */
  certificate?: string | undefined;
  /** PEM file of the private key of `certificate`. */
  key?: string | undefined;
  /** Bearer token that proves who calls. Only over TLS or to the same machine. */
  token?: string | undefined;
  /** Longest time for a call that sets none of its own; 10 seconds by default. */
  timeoutMs?: number | undefined;
}

/** A client of each service. Calls that fail throw `RefundError`. */
export interface Gateway {
  readonly douyin: Client<typeof DouyinRefundService>;
  readonly epay: Client<typeof EPayRefundService>;
  readonly operations: Client<typeof OperationsService>;
  readonly orders: Client<typeof OrderService>;
  readonly orderRefund: Client<typeof OrderRefundService>;
  readonly partnerAuth: Client<typeof PartnerAuthService>;
  readonly taoxianda: Client<typeof TaoxiandaRefundService>;
  /** Ends the connection and the calls under way. An idle one keeps no process alive. */
  close(): void;
}

/**
 * The gateway at an address (`host:port`). Returns at once: the first call
 * connects. One connection serves the whole program.
 */
export function createGateway(address: string, options: GatewayOptions = {}): Gateway {
  const { plaintext = false, ca, certificate, key, token, timeoutMs = 10_000 } = options;
  const url = urlOf(address, plaintext);
  if (plaintext && (ca ?? certificate ?? key) !== undefined) {
    throw new TypeError("plaintext together with a certificate");
  }
  if (plaintext && token !== undefined && !isLoopback(url.hostname)) {
    throw new TypeError(`the token would be sent to ${address} without TLS`);
  }

  const keepalive = { pingIntervalMs: 30_000, pingTimeoutMs: 5_000 };
  const session = new Http2SessionManager(url.href, keepalive, {
    ...(ca !== undefined && { ca: readFileSync(ca) }),
    ...(certificate !== undefined && { cert: readFileSync(certificate) }),
    ...(key !== undefined && { key: readFileSync(key) }),
  });
  let open = true;
  const transport = persistent(
    createGrpcTransport({
      baseUrl: url.href,
      sessionManager: session,
      interceptors: token === undefined ? [] : [bearer(token)],
    }),
    timeoutMs,
    () => open,
  );
  return {
    douyin: createClient(DouyinRefundService, transport),
    epay: createClient(EPayRefundService, transport),
    operations: createClient(OperationsService, transport),
    orders: createClient(OrderService, transport),
    orderRefund: createClient(OrderRefundService, transport),
    partnerAuth: createClient(PartnerAuthService, transport),
    taoxianda: createClient(TaoxiandaRefundService, transport),
    close() {
      open = false;
      session.abort();
    },
  };
}

function urlOf(address: string, plaintext: boolean): URL {
  const url = `${plaintext ? "http" : "https"}://${address}`;
  if (!/^[^/@?#\s]+:\d+$/.test(address) || !URL.canParse(url)) {
    throw new TypeError(`not "host:port": ${JSON.stringify(address)}`);
  }
  return new URL(url);
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function bearer(token: string): Interceptor {
  return (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
}
