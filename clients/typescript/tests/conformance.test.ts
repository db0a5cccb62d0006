/** The cases that every client passes, each a test of its own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, createGateway, RefundError, type Gateway } from "refund-gateway-client";
import { readCases, runCase, type Case } from "./cases.js";
import { addressOf, freeAddress, inTls, startGateway, startSilence, TLS_FLAGS, type GatewayProcess } from "./server.js";

let server: GatewayProcess;
let gateway: Gateway;
let tlsServer: GatewayProcess;

before(async () => {
  server = await startGateway();
  gateway = createGateway(server.address, { plaintext: true });
  tlsServer = await startGateway("127.0.0.1:0", [...TLS_FLAGS, "--tokens-file", inTls("tokens.toml")]);
});

after(async () => {
  gateway.close();
  await server.stop();
  await tlsServer.stop();
});

for (const { file, cases } of readCases()) {
  describe(file, () => {
    for (const it of cases) test(it.name, () => KINDS[it.kind ?? "call"](it));
  });
}

const KINDS: Readonly<Record<NonNullable<Case["kind"]>, (it: Case) => Promise<void>>> = {
  call: (it) => runCase(gateway, it),

  async tls(it) {
    assert.ok(it.options);
    const overTls = createGateway(tlsServer.address, {
      caFile: it.options.ca ? inTls("ca.pem") : undefined,
      token: token(it.options.token),
    });
    await runCase(overTls, it).finally(() => overTls.close());
  },

  async away(it) {
    const address = await freeAddress();
    const patient = createGateway(address, { plaintext: true });
    await assert.rejects(runCase(patient, it), (error) => {
      assert.ok(error instanceof RefundError);
      // The last attempt may still be under way when the time has passed.
      return error.code === Code.Unavailable || error.code === Code.DeadlineExceeded;
    });
    const late = await startGateway(address);
    const { deadline_ms: _, ...call } = it.call;
    await runCase(patient, { ...it, call }).finally(() => late.stop());
  },

  async retry(it) {
    const address = await freeAddress();
    const patient = createGateway(address, { plaintext: true });
    const call = runCase(patient, it);
    await sleep(500);
    const late = await startGateway(address);
    await call.finally(() => late.stop());
  },

  async deadline(it) {
    const silence = await startSilence();
    const waiting = createGateway(addressOf(silence), { plaintext: true });
    await runCase(waiting, it).finally(() => {
      waiting.close();
      silence.close();
    });
  },
};

function token(which: string): string | undefined {
  if (which === "none") return undefined;
  return which === "wrong" ? which : readFileSync(inTls(which === "good" ? "token" : `token-${which}`), "utf8").trim();
}
