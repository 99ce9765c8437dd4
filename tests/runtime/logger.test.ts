import assert from "node:assert/strict";
import type { LogFields } from "fourfold/runtime";
import { createLogger } from "../../kit/runtime/logger.ts";

function lineOf(message: string, fields?: LogFields) {
  const lines: [level: string, line: string][] = [];
  createLogger({ requestId: "r-1" }, (level, line) => void lines.push([level, line])).info(message, fields);
  const [[level, line] = ["", ""]] = lines;
  return { level, line, entry: JSON.parse(line) };
}

describe("a logger", () => {
  it("writes one line of JSON with time, level, message, labels and fields", () => {
    const { line, entry } = lineOf("two\nlines", { count: 1 });

    const { time, ...rest } = entry;
    assert.doesNotMatch(line, /\n/);
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 5_000);
    assert.deepEqual(rest, { level: "info", message: "two\nlines", requestId: "r-1", fields: { count: 1 } });
  });

  it("writes every level, and the cloud's word for it", () => {
    const lines: string[] = [];
    const severity = { debug: "DEBUG", info: "INFO", warn: "WARNING", error: "ERROR" };
    const log = createLogger({}, (level, line) => void lines.push(`${level} ${JSON.parse(line).severity}`), severity);

    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");

    assert.deepEqual(lines, ["debug DEBUG", "info INFO", "warn WARNING", "error ERROR"]);
  });

  it("writes errors with code, stack and causes, wherever they are in the fields", () => {
    const cause = new Error("disk full");
    const error = Object.assign(new TypeError("not saved", { cause }), { code: "E_SAVE" });

    const { fields } = lineOf("failed", { error, nested: { errors: [cause] } }).entry;

    assert.partialDeepStrictEqual(fields.error, { name: "TypeError", message: "not saved", code: "E_SAVE" });
    assert.match(fields.error.stack, /logger\.test/);
    assert.equal(fields.error.cause.message, "disk full");
    assert.equal(fields.nested.errors[0].message, "disk full");
  });

  it("writes the message also where the fields cannot be written", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;

    const { message, fields } = lineOf("odd", circle).entry;

    assert.equal(message, "odd");
    assert.match(fields.unwritable, /circular/i);
  });

  it("survives an error that is its own cause, and numbers beyond JSON", () => {
    const error = new Error("round");
    error.cause = error;

    const { fields } = lineOf("odd", { error, big: 2n ** 64n }).entry;

    assert.equal(fields.error.message, "round");
    assert.equal(fields.big, "18446744073709551616");
  });
});
