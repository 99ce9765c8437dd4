import type { StoredDocument } from "../../../engines/documents.ts";
import type { Content, Table } from "./tables.ts";

const day = 24 * 60 * 60 * 1_000;

/**
 * How long an item is still there after it has expired, in milliseconds. DynamoDB says only "within a few days", and that programs
 * have to filter: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
const late = 2 * day;

/** An item that had expired for longer than five years when it was written is never deleted: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const longestPast = 5 * 365 * day;

/** When an item is deleted because it has expired, or a transaction is forgotten. */
export function removalOf(
  table: Table | undefined,
  { content: { item, transaction }, modified }: StoredDocument<Content>,
): number | undefined {
  if (transaction !== undefined) return transaction.until;
  const value = table?.expiry === undefined ? undefined : item?.[table.expiry];
  if (value === undefined || !("N" in value)) return undefined;
  const expires = Number(value.N) * 1_000;
  return expires < modified - longestPast ? undefined : expires + late;
}
