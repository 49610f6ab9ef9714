import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { expanded, preferences, program, unstarted } from "../src/settings";

test("the program is the one that is set, else the one on the path", () => {
  assert.equal(program("", undefined), "fazhi");
  assert.equal(program("  ", "/town"), "fazhi");
  assert.equal(program("/opt/fazhi", "/town"), "/opt/fazhi");
  assert.equal(program("${workspaceFolder}/.venv/bin/fazhi", "/town"), "/town/.venv/bin/fazhi");
});

test("the home folder is put in at the start of a path only", () => {
  assert.equal(expanded("~/bin/fazhi", undefined), join(homedir(), "bin/fazhi"));
  assert.equal(expanded("/a/~/b", undefined), "/a/~/b");
  assert.equal(expanded("~other/b", undefined), "~other/b");
});

test("without a folder its name is left as it is written", () => {
  assert.equal(expanded("${workspaceFolder}/fazhi.toml", undefined), "${workspaceFolder}/fazhi.toml");
});

test("the server is told what is set, and nothing where nothing is", () => {
  const set: Record<string, unknown> = { preset: "draft", ignore: ["PUN"], configuration: "${workspaceFolder}/a.toml" };
  const found = preferences(<T>(name: string, otherwise: T) => (name in set ? (set[name] as T) : otherwise), "/town");
  assert.deepEqual(found, {
    preset: "draft",
    profile: "",
    select: [],
    ignore: ["PUN"],
    minConfidence: "",
    configuration: "/town/a.toml",
  });
});

test("somebody whose server does not start is told which program it was and what to do", () => {
  const line = unstarted("/opt/fazhi", "spawn ENOENT");
  assert.match(line, /\/opt\/fazhi server/);
  assert.match(line, /spawn ENOENT/);
  assert.match(line, /fazhi\.path/);
});
