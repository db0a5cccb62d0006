/** The README is followed to the letter, in a new project. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { startGateway } from "./server.js";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(PACKAGE, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({ language, text: text ?? "" }));

test("the quick start is the example", () => {
  assert.equal(block("ts", 0), readFileSync(join(PACKAGE, "examples/quick-start.ts"), "utf8"));
});

test("a new project made from the README alone runs the quick start, as TypeScript and as JavaScript", async (context) => {
  const directory = mkdtempSync(join(tmpdir(), "refund-gateway-readme-"));
  context.after(() => rmSync(directory, { recursive: true }));
  const server = await startGateway();
  context.after(() => server.stop());

  // ./test has run the first block, which builds the package.
  sh(directory, block("sh", 1).replaceAll("../refund-gateway/clients/typescript/", PACKAGE));
  const project = join(directory, "refunds");
  const run = `node quick-start.js ${server.address}`;
  const expected = withoutTime(block("text", 0));

  writeFileSync(join(project, "quick-start.ts"), block("ts", 0));
  const printed = sh(project, block("sh", 2).replace("node quick-start.js", run));
  assert.equal(withoutTime(printed), expected);

  writeFileSync(join(project, "quick-start.js"), block("ts", 0));
  assert.equal(withoutTime(sh(project, run)), expected.replaceAll("APPLIED", "DUPLICATE"));
});

test("the other code is compiled", () => {
  const compiled = readFileSync(join(PACKAGE, "tests/readme-code.ts"), "utf8");
  const others = blocks.filter(({ language }) => language === "ts").slice(1);
  assert.notEqual(others.length, 0);
  for (const { text } of others) assert.ok(compiled.includes(text), text);
});

function block(language: string, index: number): string {
  const found = blocks.filter((it) => it.language === language)[index];
  assert.ok(found, `the README has no ${language} block ${index}`);
  return found.text;
}

function sh(directory: string, commands: string): string {
  return execFileSync("bash", ["-euo", "pipefail", "-c", commands], { cwd: directory, encoding: "utf8" });
}

/** The time of a batch number differs from run to run. */
function withoutTime(text: string): string {
  return text.replace(/\d{14,}/g, "…");
}
