import type { Properties } from "../../../../contract.ts";
import { everything } from "../partitions.ts";
import type { Query } from "../sql/parse.ts";

/**
 * How a client puts the answers of several ranges together: not documented, and read off the official clients.
 * https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/cosmosdb/cosmos/src/request/ErrorResponse.ts
 */
export function planOf(query: Query): Properties {
  const { orderBy, isValue } = query;
  const nothing = { top: null, offset: null, limit: null, dCountInfo: null };
  const groups = { groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {} };
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      ...{ distinctType: "None", ...nothing, ...groups },
      orderBy: orderBy.map(({ isDescending }) => (isDescending ? "Descending" : "Ascending")),
      orderByExpressions: orderBy.map(({ source }) => source),
      rewrittenQuery: orderBy.length === 0 ? "" : rewritten(query),
      hasSelectValue: isValue,
      hasNonStreamingOrderBy: false,
    },
    queryRanges: [{ ...everything, isMinInclusive: true, isMaxInclusive: false }],
  };
}

/** The same query with what its answers are ordered by. The client replaces what stands in braces. */
function rewritten({ alias, orderBy, payload, whereSource }: Query): string {
  const items = orderBy.map(({ source }) => `{"item": ${source}}`).join(", ");
  const filter = "({documentdb-formattableorderbyquery-filter})";
  const where = whereSource === undefined ? filter : `(${whereSource}) AND ${filter}`;
  const orders = orderBy.map(({ source, isDescending }) => `${source} ${isDescending ? "DESC" : "ASC"}`).join(", ");
  return `SELECT ${alias}._rid, [${items}] AS orderByItems, ${payload} AS payload FROM ${alias} WHERE ${where} ORDER BY ${orders}`;
}
