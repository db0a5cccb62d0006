/** Runs the cases of clients/conformance, whose README tells their form. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRegistry, fromJson, toJson, type DescMethod, type JsonValue, type Message } from "@bufbuild/protobuf";
import type { CallOptions } from "@connectrpc/connect";
import * as client from "refund-gateway-client";
import { Code, RefundError, type Gateway } from "refund-gateway-client";

interface Call {
  readonly rpc: string;
  readonly request: JsonValue;
  readonly metadata?: Record<string, string>;
  readonly deadline_ms?: number;
  readonly save?: Record<string, string>;
  readonly response?: JsonValue;
  readonly error?: ExpectedError;
}

interface ExpectedError {
  readonly code: string;
  readonly reason?: string;
  readonly errcode?: number;
  readonly message_zh?: string;
  readonly violations?: readonly string[];
  readonly retry_after?: boolean;
}

export interface Case {
  readonly name: string;
  readonly kind?: "call" | "limits" | "tls" | "away" | "retry" | "deadline";
  readonly options?: { readonly ca: boolean; readonly token: string };
  readonly given?: readonly Call[];
  readonly call: Call;
  readonly expect: Pick<Call, "response" | "error">;
  readonly then?: readonly Call[];
}

/** Every case, with the file that holds it. */
export function readCases(): { file: string; cases: readonly Case[] }[] {
  const directory = new URL("../../../conformance/", import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ file, cases: JSON.parse(readFileSync(new URL(file, directory), "utf8")).cases }));
}

/** Runs a case against a gateway. */
export async function runCase(gateway: Gateway, { given = [], call, expect, then = [] }: Case): Promise<void> {
  const saved = new Map<string, string>();
  for (const it of [...given, { ...call, ...expect }, ...then]) await run(gateway, it, saved);
}

async function run(gateway: Gateway, call: Call, saved: Map<string, string>): Promise<void> {
  const { error: expected } = call;
  if (expected) {
    await assert.rejects(send(gateway, call, saved), (error) => {
      assert.ok(error instanceof RefundError, String(error));
      assertTells(error, expected);
      return true;
    });
    return;
  }
  const response = await send(gateway, call, saved);
  assertHolds(response, insert(call.response ?? {}, saved), call.rpc);
  for (const [name, path] of Object.entries(call.save ?? {})) {
    saved.set(name, String(path.split(/[.[\]]+/).filter(Boolean).reduce(member, response)));
  }
}

/** Every member that is expected has to be equal. */
function assertTells(error: RefundError, expected: ExpectedError): void {
  const actual: Required<ExpectedError> = {
    code: grpcName(error.code),
    reason: error.reason ?? "",
    errcode: error.errcode ?? 0,
    message_zh: error.messageZh ?? "",
    violations: error.violations.map(({ field }) => field),
    retry_after: error.retryAfterMs !== undefined,
  };
  assert.deepEqual(actual, { ...actual, ...expected });
}

/** Connect spells a status as `AlreadyExists`, gRPC as `ALREADY_EXISTS`. */
function grpcName(code: Code): string {
  return code === Code.Canceled ? "CANCELLED" : Code[code].replace(/\B[A-Z]/g, "_$&").toUpperCase();
}

const registry = createRegistry(
  ...Object.values(client).filter((it) => typeof it === "object" && "kind" in it && it.kind === "file"),
);

/** The client of each service, by the service's name in the contract. */
const CLIENTS: Readonly<Record<string, Exclude<keyof Gateway, "close">>> = {
  "refund.v1.DouyinRefundService": "douyin",
  "refund.v1.EPayRefundService": "epay",
  "refund.v1.OperationsService": "operations",
  "refund.v1.OrderService": "orders",
  "refund.v1.OrderRefundService": "orderRefund",
  "refund.v1.PartnerAuthService": "partnerAuth",
  "refund.v1.TaoxiandaRefundService": "taoxianda",
};

type Rpc = (request: Message, options: CallOptions) => Promise<Message>;

async function send(gateway: Gateway, call: Call, saved: ReadonlyMap<string, string>): Promise<JsonValue> {
  const [serviceName = "", methodName] = call.rpc.split("/");
  const method = registry.getService(serviceName)?.methods.find((it) => it.name === methodName);
  const name = CLIENTS[serviceName];
  assert.ok(method && name, `no client of ${call.rpc}`);
  const rpcs = gateway[name] as unknown as Record<string, Rpc>;
  const options: CallOptions = {
    ...(call.deadline_ms !== undefined && { timeoutMs: call.deadline_ms }),
    ...(call.metadata && { headers: call.metadata }),
  };
  const request = fromJson(method.input, insert(call.request, saved));
  const response = await rpcs[method.localName]?.(request, options);
  assert.ok(response, `no rpc ${call.rpc}`);
  return json(method, response);
}

function json(method: DescMethod, response: Message): JsonValue {
  return toJson(method.output, response, { useProtoFieldName: true, alwaysEmitImplicit: true });
}

/** Puts saved values in the place of `${name}`. */
function insert(value: JsonValue, saved: ReadonlyMap<string, string>): JsonValue {
  const text = JSON.stringify(value).replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const found = saved.get(name);
    assert.ok(found !== undefined, `nothing was saved as ${name}`);
    return JSON.stringify(found).slice(1, -1);
  });
  return JSON.parse(text) as JsonValue;
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return Object(value)[name];
}

/** Objects may hold more than expected; lists may not. */
function assertHolds(actual: JsonValue | undefined, expected: JsonValue, path: string): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${path} is no list`);
    assert.equal(actual.length, expected.length, `length of ${path}`);
    expected.forEach((item, index) => assertHolds(actual[index], item, `${path}[${index}]`));
  } else if (typeof expected === "object" && expected !== null) {
    for (const [name, value] of Object.entries(expected)) assertHolds(member(actual, name), value, `${path}.${name}`);
  } else {
    assert.equal(actual, expected, path);
  }
}
