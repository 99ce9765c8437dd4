import assert from "node:assert/strict";
import type { HttpException } from "../behaviour.ts";

const source = "https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/server.ts";

/**
 * The Functions Framework reads bodies and paths before a function is called, and answers by itself what it cannot read.
 * No supported way leads around that, so on Google Cloud these answers do not have our shape.
 */
export function answeredByFramework(reason: string, status: number, ...request: readonly string[]): HttpException {
  return {
    reason,
    source,
    requests: 1,
    async run({ raw }) {
      const answer = await raw(...request);

      assert.equal(answer.status, status);
    },
  };
}
