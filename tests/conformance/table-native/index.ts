import assert from "node:assert/strict";
import type { PerCloud } from "fourfold";
import { newKey } from "../../../kit/conformance/tables/target.ts";
import type { DeployedTables } from "../table-deployment.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { NativeTable } from "./contract.ts";
import { gcp } from "./gcp.ts";

const clouds: PerCloud<NativeTable> = { aws, gcp, azure, cloudflare };

const hour = 3_600;

/** What the cloud has of items, whoever asks it: its console, an export, another program. */
export function describeNative(targetOf: () => DeployedTables): void {
  it("keeps an item as the cloud's own values, which the vendor's client reads", async () => {
    const target = targetOf();
    const { read, expected, beside } = clouds[target.cloud];
    const item = {
      ...{ userId: newKey(), id: "2026-11-29#1", status: "placed", placedAt: "2026-11-29T17:00:00.000Z" },
      ...{ count: 3, total: 12.5, paid: true, note: null, text: "", tags: ["a", "ä", 1], none: [] },
      ...{ address: { city: "Köln", lines: [{ text: "Straße 1" }] }, expiresAt: Math.floor(Date.now() / 1_000) + hour },
    };

    await target.tables.orders.put(item);

    const found = await read(item, target);
    const own = Object.fromEntries(Object.entries(found).filter(([name]) => !beside.includes(name)));
    assert.deepEqual(own, expected(item));
    assert.deepEqual(
      beside.filter((name) => found[name] === undefined),
      [],
    );
  });
}
