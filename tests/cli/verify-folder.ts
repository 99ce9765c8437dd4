import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageVersion } from "../../kit/conformance/http/output.ts";
import { type Finished, repository, startCommand } from "../support/command.ts";

export const bin = join(repository, "kit/cli/fourfold.js");

/** One target of the conformance app, and the output of a stack that has it. */
export const target = { cloud: "aws", kind: "buffered", set: "conformance-buffered", url: "http://127.0.0.1:1" };
export const app = { fourfold: "conformance/1", version: packageVersion(), targets: [target] };

/** A folder that each test of a suite has for itself, to run `fourfold verify` in. */
export class VerifyFolder {
  path = "";

  constructor() {
    beforeEach(() => {
      this.path = mkdtempSync(join(tmpdir(), "fourfold-verify-"));
    });
    afterEach(() => rmSync(this.path, { recursive: true }));
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return startCommand(process.execPath, [bin, "verify", ...args], { cwd: this.path, env }).finished;
  }
}

export function assertRefused({ code, stderr }: Finished, message: RegExp): void {
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /\n {4}at /);
  assert.equal(code, 1);
}
