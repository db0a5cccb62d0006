import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http2";
import { test, type TestContext } from "node:test";
import { ConnectError } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { Code, createGateway, OrderService, RefundError, type Gateway, type GatewayOptions } from "refund-gateway-client";
import { addressOf, fixture, startGateway, startSilence, TLS_FLAGS } from "./server.js";

/** What a stand-in for the gateway was asked, and how it answers. */
interface Standin {
  readonly gateway: Gateway;
  /** The time left that each attempt was told. */
  readonly attempts: string[];
}

type Answer = (attempt: number) => "orders" | "hang up" | Code;

const GET = { orderid: "A1" };

test("a gateway that is unavailable is called four times", async (context) => {
  const { gateway, attempts } = await startStandin(context, () => Code.Unavailable);
  await assert.rejects(gateway.orders.getOrder(GET), isRefundError(Code.Unavailable));
  assert.equal(attempts.length, 4);
});

test("a gateway that is available again answers", async (context) => {
  const { gateway, attempts } = await startStandin(context, (attempt) => (attempt < 3 ? Code.Unavailable : "orders"));
  assert.equal((await gateway.orders.getOrder(GET)).order?.orderid, "A1");
  assert.equal(attempts.length, 3);
});

test("a connection that is lost is made anew", async (context) => {
  const { gateway, attempts } = await startStandin(context, (attempt) => (attempt < 2 ? "hang up" : "orders"));
  assert.equal((await gateway.orders.getOrder(GET)).order?.orderid, "A1");
  assert.equal(attempts.length, 2);
});

test("a connection that is lost each time is told as unavailable", async (context) => {
  const { gateway } = await startStandin(context, () => "hang up");
  await assert.rejects(gateway.orders.getOrder(GET), isRefundError(Code.Unavailable));
});

test("what trying again cannot help is not tried again", async (context) => {
  for (const code of [Code.Aborted, Code.Canceled, Code.Internal, Code.ResourceExhausted]) {
    const { gateway, attempts } = await startStandin(context, () => code);
    await assert.rejects(gateway.orders.getOrder(GET), isRefundError(code));
    assert.equal(attempts.length, 1);
  }
});

test("each attempt is told the time that is left of the default", async (context) => {
  const { gateway, attempts } = await startStandin(context, () => Code.Unavailable, { timeoutMs: 5000 });
  await assert.rejects(gateway.orders.getOrder(GET));
  const left = attempts.map((timeout) => Number(/^(\d+)m$/.exec(timeout)?.[1]));
  assert.ok(left.every((it, index) => it > 0 && it <= (left[index - 1] ?? 5001) - 1), attempts.join());
});

test("the deadline ends the attempts", async (context) => {
  const { gateway, attempts } = await startStandin(context, () => Code.Unavailable);
  await assert.rejects(gateway.orders.getOrder(GET, { timeoutMs: 200 }), RefundError);
  assert.ok(attempts.length < 4);
});

test("the caller ends a call, and the pause between two attempts", async (context) => {
  const silence = await startSilence();
  context.after(() => silence.close());
  const { gateway } = await startStandin(context, () => Code.Unavailable);
  for (const it of [createGateway(addressOf(silence), { plaintext: true }), gateway]) {
    const call = it.orders.getOrder(GET, { signal: AbortSignal.timeout(50) });
    await assert.rejects(call, RefundError);
    it.close();
  }
});

test("closing ends the calls under way and those that follow", async (context) => {
  const silence = await startSilence();
  context.after(() => silence.close());
  const gateway = createGateway(addressOf(silence), { plaintext: true });
  const connected = once(silence, "connection");
  const call = assert.rejects(gateway.orders.getOrder(GET), isRefundError(Code.Canceled));
  await connected;
  gateway.close();
  await call;
  await assert.rejects(gateway.orders.getOrder(GET), isRefundError(Code.Canceled));
});

test("a token is sent without TLS to the same machine only", async (context) => {
  for (const address of ["127.0.0.1:1", "127.8.8.8:1", "localhost:1", "[::1]:1"]) {
    createGateway(address, { plaintext: true, token: "secret" });
  }
  for (const address of ["10.0.0.1:1", "localhost.example:1", "128.0.0.1:1", "[::2]:1"]) {
    assert.throws(() => createGateway(address, { plaintext: true, token: "secret" }), TypeError);
  }
  const tokens: (string | undefined)[] = [];
  const { gateway } = await startStandin(context, () => "orders", { token: "secret" }, tokens);
  await gateway.orders.getOrder(GET);
  assert.deepEqual(tokens, ["Bearer secret"]);
});

test("a client certificate proves who calls", async (context) => {
  const server = await startGateway("127.0.0.1:0", [...TLS_FLAGS, "--tls-client-ca", fixture("ca.pem")]);
  context.after(() => server.stop());
  const anonymous = { ca: fixture("ca.pem") };
  const known = { ...anonymous, certificate: fixture("client.pem"), key: fixture("client.key") };
  for (const [options, code] of [[anonymous, Code.Unauthenticated], [known, Code.NotFound]] as const) {
    const gateway = createGateway(server.address, options);
    await assert.rejects(gateway.orders.getOrder(GET), isRefundError(code));
    gateway.close();
  }
});

test("options that contradict each other are refused", () => {
  assert.throws(() => createGateway("127.0.0.1:1", { plaintext: true, ca: "ca.pem" }), TypeError);
  assert.throws(() => createGateway("127.0.0.1:1", { ca: "/nowhere/ca.pem" }), /ENOENT/);
});

test("an address is a host and a port", () => {
  for (const address of ["", "localhost", "http://localhost:1", "localhost:1/path", "user@localhost:1", "localhost:99999"]) {
    assert.throws(() => createGateway(address), TypeError, address);
  }
});

async function startStandin(
  context: TestContext, answer: Answer, options: GatewayOptions = {}, tokens: (string | undefined)[] = [],
): Promise<Standin> {
  const attempts: string[] = [];
  const adapter = connectNodeAdapter({
    routes: (router) => {
      router.service(OrderService, {
        getOrder({ orderid }) {
          const code = answer(attempts.length);
          if (typeof code === "number") throw new ConnectError("as the test says", code);
          return { order: { orderid } };
        },
      });
    },
  });
  const server = createServer((request, response) => {
    attempts.push(String(request.headers["grpc-timeout"]));
    tokens.push(request.headers.authorization);
    if (answer(attempts.length) === "hang up") request.stream.session?.destroy();
    else adapter(request, response);
  });
  context.after(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const gateway = createGateway(addressOf(server), { plaintext: true, ...options });
  context.after(() => gateway.close());
  return { gateway, attempts };
}

function isRefundError(code: Code): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof RefundError, String(error));
    assert.equal(Code[error.code], Code[code]);
    return true;
  };
}
