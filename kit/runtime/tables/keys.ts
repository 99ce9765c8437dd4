import type { TableLayout } from "../../spec/index.ts";
import type { RecordKey } from "./store.ts";

/** The same text for the same key, and for no other. */
export const keyText = ({ partition, sort }: RecordKey): string => JSON.stringify([partition, sort]);

/** The key of an item that nobody needs, for questions that are about the table. */
export const anyKey = ({ key: [, sort] }: TableLayout): RecordKey => ({
  ...{ partition: "check", ...(sort === undefined ? {} : { sort: "check" }) },
});
