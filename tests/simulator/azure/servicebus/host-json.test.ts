import assert from "node:assert/strict";
import { parseHostJson } from "../../../../kit/simulator/hosts/azure-functions/host-json.ts";

const parse = (serviceBus?: object) => {
  const content = { version: "2.0", ...(serviceBus === undefined ? {} : { extensions: { serviceBus } }) };
  return parseHostJson(new Map([["host.json", new TextEncoder().encode(JSON.stringify(content))]])).serviceBus;
};

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings
describe("azure: what host.json says of Service Bus", () => {
  it("is sixteen messages at a time, locks for five minutes, and completing what succeeds, unless it says another thing", () => {
    assert.deepEqual(parse(), {
      ...{ maxConcurrentCalls: 16, maxAutoLockRenewalDuration: 300_000, autoCompleteMessages: true },
    });
    assert.deepEqual(
      parse({ maxConcurrentCalls: 4, maxAutoLockRenewalDuration: "1.00:00:10", autoCompleteMessages: false }),
      { maxConcurrentCalls: 4, maxAutoLockRenewalDuration: 86_410_000, autoCompleteMessages: false },
    );
  });

  it("is refused where it is not a number or a time", () => {
    assert.throws(() => parse({ maxConcurrentCalls: 0 }), /maxConcurrentCalls is not a number of at least 1/);
    assert.throws(
      () => parse({ maxAutoLockRenewalDuration: "five minutes" }),
      /maxAutoLockRenewalDuration "five minutes" is not a time such as/,
    );
  });
});
