import assert from "node:assert/strict";
import { workerRequestsFor } from "../../kit/cost/worker-requests.ts";

const at = new Date("2026-11-30T00:00:00Z");

/**
 * https://developers.cloudflare.com/workers/platform/pricing/: 5 US dollars a month with 10 million requests and 30 million ms of
 * processor time, 0.30 for each further million requests, and 0.02 for each further million ms. A request takes 10 ms where nobody says
 * otherwise: docs/cost.md.
 */
describe("the requests of Workers that an amount pays for", () => {
  const amounts: Readonly<Record<string, number>> = {
    // The plan: 3 million requests take its 30 million ms.
    "5": 3_000_000,
    // And another million of them, of 10 million ms.
    "5.2": 4_000_000,
    // 5 + 10 x 0.30 + (20 x 10 - 30) x 0.02 = 11.40
    "11.4": 20_000_000,
    // 5 + (R - 10) x 0.30 + (10 R - 30) x 0.02 = 300
    "300": 597_200_000,
  };
  for (const [usd, requests] of Object.entries(amounts)) {
    it(`are ${requests.toLocaleString("en")} for ${usd} US dollars`, () => {
      assert.equal(workerRequestsFor(Number(usd), at), requests);
    });
  }

  it("are none where the plan costs more", () => {
    assert.equal(workerRequestsFor(4.99, at), undefined);
  });
});
