/** The cases that every client passes, each a test of its own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, createGateway, RefundError, type GatewayOptions } from "refund-gateway-client";
import { readCases, runCase, type Case } from "./cases.js";
import { addressOf, fixture, freeAddress, startGateway, startSilence, TLS_FLAGS, type GatewayProcess } from "./server.js";

/** The servers that all cases of a kind share. */
let servers: Record<"plain" | "limited" | "tls", GatewayProcess>;

before(async () => {
  const limits = readFileSync(fixture("limits"), "utf8").trim().split("\n");
  const [plain, limited, tls] = await Promise.all([
    startGateway(),
    startGateway("127.0.0.1:0", limits),
    startGateway("127.0.0.1:0", [...TLS_FLAGS, "--tokens-file", fixture("tokens.toml")]),
  ]);
  servers = { plain, limited, tls };
});

after(() => Promise.all(Object.values(servers).map((it) => it.stop())));

for (const { file, cases } of readCases()) {
  describe(file, () => {
    for (const it of cases) test(it.name, () => KINDS[it.kind ?? "call"](it));
  });
}

const KINDS: Readonly<Record<NonNullable<Case["kind"]>, (it: Case) => Promise<void>>> = {
  call: (it) => runAt(servers.plain.address, { plaintext: true }, it),
  limits: (it) => runAt(servers.limited.address, { plaintext: true }, it),

  async tls(it) {
    assert.ok(it.options);
    const ca = it.options.ca ? fixture("ca.pem") : undefined;
    await runAt(servers.tls.address, { ca, token: token(it.options.token) }, it);
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
    await runAt(addressOf(silence), { plaintext: true }, it).finally(() => silence.close());
  },
};

async function runAt(address: string, options: GatewayOptions, it: Case): Promise<void> {
  const gateway = createGateway(address, options);
  await runCase(gateway, it).finally(() => gateway.close());
}

function token(which: string): string | undefined {
  if (which === "none") return undefined;
  return which === "wrong" ? which : readFileSync(fixture(which === "good" ? "token" : `token-${which}`), "utf8").trim();
}
