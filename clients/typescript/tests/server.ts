/** Starts the gateway that the tests call. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface GatewayProcess {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a gateway on a copy of the database of the cases, and waits until it serves. */
export async function startGateway(listen = "127.0.0.1:0", flags: readonly string[] = []): Promise<GatewayProcess> {
  const directory = mkdtempSync(join(tmpdir(), "refund-gateway-"));
  cpSync(fixture("database"), directory, { recursive: true });
  const database = `sqlite://${join(directory, "db")}`;
  const child = spawn(
    environment("REFUND_GATEWAY"),
    ["serve", "--database-url", database, "--grpc-listen", listen, "--http-listen", "127.0.0.1:0", ...flags],
    // The log of a gateway that does not start says why.
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, REFUND_GATEWAY_LOG_FILTER: "warn" } },
  );
  // A test that breaks off leaves none behind.
  process.once("exit", () => child.kill());
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
    rmSync(directory, { recursive: true });
  }
  return { address: await greeted(child), stop };
}

async function greeted(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface(child.stdout)) {
    const address = /^ {2}gRPC\s+(\S+)$/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error("the gateway did not start");
}

/** Something that accepts connections and never answers. */
export async function startSilence(): Promise<Server> {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** The address that a server listens on. */
export function addressOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nobody listens. */
export async function freeAddress(): Promise<string> {
  const server = await startSilence();
  const address = addressOf(server);
  await new Promise((closed) => server.close(closed));
  return address;
}

/** A file of what the tests are given. */
export function fixture(file: string): string {
  return join(environment("REFUND_GATEWAY_FIXTURES"), file);
}

/** What a gateway with TLS is started with. */
export const TLS_FLAGS = ["--tls-cert", fixture("server.pem"), "--tls-key", fixture("server.key")];

function environment(name: "REFUND_GATEWAY" | "REFUND_GATEWAY_FIXTURES"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; see clients/conformance/README.md`);
  return value;
}
