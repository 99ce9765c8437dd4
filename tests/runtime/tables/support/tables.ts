import { settleTable, type TableLayout, type TableOptions } from "fourfold";
import { readsOf } from "../../../../kit/runtime/tables/reads.ts";
import type { TableStore } from "../../../../kit/runtime/tables/store.ts";
import { writesOf } from "../../../../kit/runtime/tables/writes.ts";

/** Everything that a handler may be handed for a table. */
export type AnyTable = ReturnType<typeof readsOf> & ReturnType<typeof writesOf>;

/** Makes an empty table of its own on the cloud that is tried. */
export type OpenStore = (layout: TableLayout) => Promise<TableStore>;

/** What a handler is handed for a table that it may read and write. */
export function tableOf(layout: TableLayout, store: TableStore): AnyTable {
  const table = { layout, store, current: () => undefined };
  return { ...readsOf(table), ...writesOf(table) };
}

/** The tables that every store is tried with. */
export const layouts = {
  users: { key: "id", indexes: { byEmail: "email" }, counters: ["logins"] },
  orders: {
    key: ["userId", "id"],
    indexes: { byStatus: ["status", "placedAt"], byCoupon: "coupon" },
    counters: ["attempts", "views"],
    expires: "expiresAt",
  },
  plain: { key: ["list", "name"] },
} as const satisfies Readonly<Record<string, TableOptions>>;

export type LayoutName = keyof typeof layouts;

export const layoutOf = (name: LayoutName): TableLayout => settleTable(layouts[name], `Table "${name}"`);
