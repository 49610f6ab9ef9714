// The packaged program with a real server, in an editor of which only what it touches is there.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Host } from "./host";

interface Extension {
  activate(context: { subscriptions: unknown[] }): Promise<void>;
  deactivate(): Promise<void>;
}

const PROGRAM = process.env["FAZHI_PROGRAM"];
const PATIENCE = 60_000;
const TEXT = "云岭镇会议纪要\n\n𠮷村开展检查、等12次,帐户清零。\n";

/** A fresh copy of the extension that meets this editor. */
function loaded(host: Host): Extension {
  const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown };
  const before = loader._load;
  const vscode: unknown = host.vscode();
  const path = join(__dirname, "..", "extension.js");
  delete require.cache[path];
  loader._load = (name, ...rest) => (name === "vscode" ? vscode : before(name, ...rest));
  try {
    return require(path) as Extension;
  } finally {
    loader._load = before;
  }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fazhi-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a program that is not there is told, and what to do", { timeout: PATIENCE }, async () => {
  await inFolder(async (folder) => {
    const host = new Host(folder, TEXT);
    host.settings["path"] = "${workspaceFolder}/nowhere";
    const extension = loaded(host);
    await extension.activate({ subscriptions: [] });
    await host.until(() => host.errors.some((line) => line.startsWith(`无法启动“${folder}/nowhere server”`)));
    assert.deepEqual([...host.registered.keys()], ["fazhi.restart", "fazhi.fixAll"]);
    await extension.deactivate();
  });
});

test("findings are shown, settings are followed, the server starts again", { skip: !PROGRAM, timeout: PATIENCE }, async () => {
  await inFolder(async (folder) => {
    const host = new Host(folder, TEXT);
    host.settings["path"] = PROGRAM;
    const extension = loaded(host);
    try {
      await extension.activate({ subscriptions: [] });
      const codes = (): unknown[] => (host.shown.at(-1) ?? []).map((found) => found.code);
      await host.until(() => codes().length === 2);
      assert.deepEqual(codes(), ["PUN023", "WRD007"]);
      const [comma] = host.shown.at(-1) ?? [];
      assert.deepEqual([comma?.range.start.line, comma?.range.start.character], [2, 7]);
      assert.match(comma?.message ?? "", /改法：删去“等”前的标点/);
      host.set("ignore", ["PUN"]);
      await host.until(() => codes().length === 1);
      assert.deepEqual(codes(), ["WRD007"]);
      const before = host.shown.length;
      await host.registered.get("fazhi.restart")?.();
      await host.until(() => host.shown.length > before);
      assert.deepEqual(codes(), ["WRD007"]);
      await host.registered.get("fazhi.fixAll")?.();
      assert.deepEqual(host.executed, [["editor.action.codeAction", { kind: "source.fixAll.fazhi", apply: "first" }]]);
    } finally {
      await extension.deactivate(); // else the server keeps this process alive after a failure
    }
    assert.deepEqual(host.errors, []);
  });
});
