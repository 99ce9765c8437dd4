import assert from "node:assert/strict";
import * as v from "valibot";
import type { Check } from "./check.ts";
import { authorization, bodyOf, eventually, send } from "./support.ts";

const Report = v.object({
  state: v.string(),
  day: v.string(),
  sales: v.optional(v.object({ orders: v.number(), revenue: v.number() })),
});

/** Reports, which are made later. */
export const reportChecks: readonly Check[] = [
  {
    name: "makes a report of a day, and says meanwhile how far it is",
    as: "staff",
    async check(request, token) {
      const accepted = await request("/reports", send("POST", { day: "2020-02-29" }, token));
      const at = accepted.headers.get("location");
      await bodyOf(accepted, 202, Report);
      assert.ok(at);
      await eventually(async () => {
        const report = await bodyOf(await request(at, { headers: authorization(token) }), 200, Report);
        assert.deepEqual(report, { state: "done", day: "2020-02-29", sales: { orders: 0, revenue: 0 } });
      });
    },
  },
];
