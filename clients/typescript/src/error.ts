/** How a failed call is told. */
import type { Code, ConnectError } from "@connectrpc/connect";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  LocalizedMessageSchema,
  RetryInfoSchema,
} from "./gen/google/rpc/error_details_pb.js";

/** A field of the request, and the rule that it breaks. */
export interface Violation {
  readonly field: string;
  readonly rule: string;
}

/**
 * A call that failed. `message` is in English, for logs. What only the gateway
 * knows is absent where the call did not reach it.
 */
export class RefundError extends Error {
  override readonly name = "RefundError";
  /** The gRPC status. */
  readonly code: Code;
  /** Why, from the gateway's table of errors; never changes. */
  readonly reason: string | undefined;
  /** The legacy Web API's code for the reason. */
  readonly errcode: number | undefined;
  /** What a person may be shown, in Chinese. */
  readonly messageZh: string | undefined;
  /** The fields that break a rule, in the order of the request. */
  readonly violations: readonly Violation[];
  /** After how long another call may succeed. */
  readonly retryAfterMs: number | undefined;
  /** What else the gateway says, by name: the keys of what the error is about. */
  readonly metadata: Readonly<Record<string, string>>;

  constructor(cause: ConnectError) {
    super(cause.rawMessage, { cause });
    const [info] = cause.findDetails(ErrorInfoSchema);
    const [localized] = cause.findDetails(LocalizedMessageSchema);
    const [badRequest] = cause.findDetails(BadRequestSchema);
    const delay = cause.findDetails(RetryInfoSchema)[0]?.retryDelay;
    this.code = cause.code;
    this.reason = info?.reason;
    this.metadata = info?.metadata ?? {};
    this.errcode = this.metadata["errcode"] === undefined ? undefined : Number(this.metadata["errcode"]);
    this.messageZh = localized?.message;
    this.violations = (badRequest?.fieldViolations ?? []).map(({ field, description }) => ({
      field,
      rule: description,
    }));
    this.retryAfterMs = delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6;
  }
}
