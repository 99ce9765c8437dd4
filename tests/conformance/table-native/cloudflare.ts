import { apiOf, callApi } from "../../simulator/cloudflare/account.ts";
import type { NativeTable } from "./contract.ts";

type Rows = readonly { readonly results: readonly Readonly<Record<string, unknown>>[] }[];

/** By SQL that looks into the JSON: https://developers.cloudflare.com/d1/sql-api/query-json/ */
const sql = `SELECT partition, sort, item, stamp, item ->> '$.total' AS total, json_type(item, '$.paid') AS paid
  FROM items WHERE item ->> '$.status' = 'placed' AND partition = ?`;

/** https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/query/ */
export const cloudflare: NativeTable = {
  async read({ userId }, target) {
    const path = `/d1/database/${target.attributesOf("orders").id}/query`;
    const { result } = await callApi<Rows>(await apiOf(target), path, { sql, params: [userId] });
    const row = result[0]?.results[0] ?? {};
    return { ...row, item: JSON.parse(String(row.item)) };
  },
  expected: (item) => ({ partition: item.userId, sort: item.id, item, total: 12.5, paid: "true" }),
  beside: ["stamp"],
};
