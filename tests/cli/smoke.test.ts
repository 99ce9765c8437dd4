import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSmoke, runSmoke } from "../../kit/cli/checks/smoke.ts";
import type { SmokeCheck } from "../../kit/testing/smoke-check.ts";

describe("smoke checks", () => {
  let folder: string;
  let server: Server;
  let base: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-smoke-"));
    server = createServer((request, response) => response.end(request.url));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    base = `http://127.0.0.1:${address.port}/`;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("run against the address they are given, and say which failed and why", async () => {
    const checks: SmokeCheck[] = [
      { name: "echoes", check: async (request) => assert.equal(await (await request("/a?b=1")).text(), "/a?b=1") },
      { name: "fails", check: () => Promise.reject(new Error("expected 200, got 404")) },
    ];

    const result = await runSmoke(checks, base);

    assert.deepEqual(result, { passed: 1, failures: [{ name: "fails", reason: "expected 200, got 404" }] });
  });

  it("fail on every check when nothing answers, and say what the connection's error was", async () => {
    const { passed, failures } = await runSmoke(
      [{ name: "any", check: (request) => request("/").then(() => {}) }],
      "http://127.0.0.1:1",
    );

    assert.equal(passed, 0);
    assert.match(failures[0]?.reason ?? "", /ECONNREFUSED|bad port/);
  });

  it("are none where a project names no module", async () => {
    assert.deepEqual(await loadSmoke(undefined), []);
  });

  for (const [name, content] of Object.entries({
    "a missing module": undefined,
    "another export": "export const smoke = [1]",
  })) {
    it(`are refused with the way out for ${name}`, async () => {
      const file = join(folder, "smoke.js");
      if (content !== undefined) writeFileSync(file, content);

      await assert.rejects(loadSmoke(file), { code: "ERR_CONFIG", message: /smoke/ });
    });
  }
});
