import assert from "node:assert/strict";
import { formatLogLine, functionOf } from "../../kit/cli/terminal/log-line.ts";

const time = Date.UTC(2026, 10, 28, 20, 28, 26, 419);
const line = (text: string) => ({ cloud: "azure-native", group: "shop-logs", time, text }) as const;
const own = (more: object): string =>
  JSON.stringify({ level: "info", message: "request", set: "shop", function: "api", requestId: "r1", ...more });

describe("a log line for people", () => {
  it("says when, where, which function, what, and the fields that come with it", () => {
    const shown = formatLogLine(
      line(own({ coldStart: true, fields: { path: "/a b", status: 200, user: { id: "u" } } })),
    );

    assert.equal(
      shown,
      '20:28:26.419  azure       shop/api  info   request  path="/a b"  status=200  user.id=u  (cold start)  r1',
    );
  });

  it("shows the stack of an error below its message", () => {
    const error = { name: "TypeError", message: "no", stack: "TypeError: no\n    at pay (functions/pay.ts:3:9)" };

    const shown = formatLogLine(line(own({ level: "error", message: "failed", fields: { error } })));

    assert.deepEqual(shown.split("\n").slice(1), ["    TypeError: no", "        at pay (functions/pay.ts:3:9)"]);
  });

  it("shows the platform's own lines in one line, under their group", () => {
    const text = JSON.stringify({
      type: "platform.report",
      record: { requestId: "r1", metrics: { durationMs: 30.5 } },
    });

    const shown = formatLogLine(line(text));

    assert.match(shown, /shop-logs {2}platform\.report {2}requestId=r1 {2}metrics\.durationMs=30\.5$/);
  });

  for (const text of ["plain text\n", '{"json": "of another shape"}', "{ not JSON"]) {
    it(`leaves as it is what is not structured: ${JSON.stringify(text)}`, () => {
      assert.ok(formatLogLine(line(text)).endsWith(`  shop-logs  ${text.trimEnd()}`));
    });
  }

  it("names the function that wrote it, if one did", () => {
    assert.equal(functionOf(line(own({}))), "api");
    assert.equal(functionOf(line("plain")), undefined);
  });
});
