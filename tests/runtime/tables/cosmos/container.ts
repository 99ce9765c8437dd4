import type { TableLayout } from "fourfold";
import type { RecordWrite } from "../../../../kit/runtime/tables/store.ts";
import { ReadableCosmosTable } from "../../../../kit/runtime/tables/stores/cosmos/readable.ts";
import { serveCloud } from "../../support/cloud.ts";

export interface Answered {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

const container = "/dbs/tables/colls/orders";

/** A container that gives one answer after the other, and what it was asked, without its path. */
export async function containerWith(...answers: readonly Answered[]) {
  const left = [...answers];
  const cloud = await serveCloud(() => {
    const { status = 200, headers = {}, body = {} } = left.shift() ?? { status: 500 };
    return { status, headers, body: JSON.stringify(body) };
  });
  return {
    get asked() {
      return cloud.calls.map(({ method, path, headers, body }) => {
        return { line: `${method} ${path.replace(container, "")}`, headers, body: JSON.parse(body || "{}") };
      });
    },
    address: `${cloud.url}${container}`,
    open: (layout: TableLayout) => new ReadableCosmosTable(`${cloud.url}${container}`, layout),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

export const layout: TableLayout = {
  key: ["userId", "id"],
  indexes: { byStatus: ["status", "placedAt"], byCoupon: ["coupon"] },
  counters: ["views"],
  expires: "expiresAt",
};
export const key = { partition: "ü", sort: "1" };
export const item = { userId: "ü", id: "1" };
export const write: RecordWrite = { key, put: item, stamp: "s" };
