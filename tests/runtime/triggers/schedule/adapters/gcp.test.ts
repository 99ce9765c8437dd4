import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as sendTo } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { functionSet } from "fourfold";
import { scheduled } from "fourfold/runtime";
import { serve } from "../../../../../kit/runtime/triggers/schedule/adapters/gcp.ts";
import { capture } from "../../../support/drivers.ts";

const set = functionSet("shop", {
  root: import.meta.url,
  functions: { cleanup: { handler: "./x.ts", schedule: { cron: "0 2 * * *" } } },
});

describe("the adapter for Cloud Scheduler", () => {
  // The framework reads bodies first: https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/server.ts
  it("counts the time of a run from its request's arrival, and not from when its body was read", async () => {
    const remaining: number[] = [];
    const handle = serve(
      scheduled(set, "cleanup", () => (context) => void remaining.push(context.remaining())),
      { timeout: 5, schedule: {} },
    );
    const server = createServer((request, response) => {
      request.resume().once("end", () => void handle(request, response));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = server.address() as AddressInfo;
      const headers = { "x-cloudscheduler-scheduletime": "2026-07-01T00:00:00Z" };
      const call = sendTo({ port, method: "POST", headers });
      call.write("{");
      await sleep(400);
      call.end("}");
      await capture(async () => {
        const [response] = await once(call, "response");
        response.resume();
      });
    } finally {
      server.close();
    }

    assert.equal(remaining.length, 1);
    assert.ok(Number(remaining[0]) <= 4_600, `${remaining[0]} ms were left of 5,000`);
  });
});
