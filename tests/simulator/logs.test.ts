import assert from "node:assert/strict";
import type { LogLine } from "../../kit/simulator/contract.ts";
import { createLogs } from "../../kit/simulator/logs.ts";

const line = (text: string, cloud: LogLine["cloud"] = "aws", group = "/aws/lambda/a"): LogLine => ({
  ...{ cloud, group, text },
  time: 0,
});

describe("logs", () => {
  it("keeps the last lines, the oldest first", () => {
    const logs = createLogs(3);

    for (let number = 1; number <= 10; number++) logs.append(line(String(number)));

    assert.deepEqual(
      logs.recent().map(({ text }) => text),
      ["8", "9", "10"],
    );
  });

  it("finds the lines of a cloud and a group", () => {
    const logs = createLogs();
    logs.append(line("1"));
    logs.append(line("2", "gcp"));
    logs.append(line("3", "aws", "/aws/lambda/b"));

    assert.deepEqual(logs.recent({ cloud: "aws" }), [line("1"), line("3", "aws", "/aws/lambda/b")]);
    assert.deepEqual(logs.recent({ cloud: "aws", group: "/aws/lambda/b" }), [line("3", "aws", "/aws/lambda/b")]);
  });

  it("hands new lines on until nobody follows", () => {
    const logs = createLogs();
    const seen: string[] = [];
    logs.append(line("before"));

    const unfollow = logs.follow(({ text }) => seen.push(text));
    logs.append(line("during"));
    unfollow();
    logs.append(line("after"));

    assert.deepEqual(seen, ["during"]);
  });
});
