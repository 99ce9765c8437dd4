import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { output, secret } from "@pulumi/pulumi";
import { announceSet } from "../../components/support/announce.ts";

const foundation = { kind: "foundation", cloud: "aws", id: "base", attributes: {} } as const;

describe("what listeners in the program's process hear of a set", () => {
  it("are its arguments, with nothing of what is secret or known only later", () => {
    const heard: unknown[] = [];
    const listen = (message: unknown): void => void heard.push(message);
    subscribe("fourfold:set", listen);
    try {
      announceSet("shop", {
        ...{ cloud: "aws", foundation: output(foundation), set: "shop", root: "file:///shop.ts", routes: {} },
        functions: { api: { handler: "./api.ts", environment: { KEY: secret("hidden"), MODE: "fast" } } },
        secrets: { signing: { value: secret("hidden") } },
      });
    } finally {
      unsubscribe("fourfold:set", listen);
    }

    assert.deepEqual(heard, [
      {
        name: "shop",
        args: {
          ...{ cloud: "aws", foundation: "null", set: "shop", root: "file:///shop.ts", routes: {} },
          functions: { api: { handler: "./api.ts", environment: { KEY: "null", MODE: "fast" } } },
          secrets: { signing: { value: "null" } },
        },
      },
    ]);
  });
});
