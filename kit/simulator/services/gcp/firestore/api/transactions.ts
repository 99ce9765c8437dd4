import { recordAt, textAt } from "../../../../contract/read.ts";
import { requireDatabase } from "./access.ts";
import type { Method } from "./request.ts";

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/beginTransaction */
export const beginTransaction: Method = ({ call, database, body }, { world, transactions }) => {
  const found = requireDatabase(database, ["datastore.databases.get"], call, world);
  return { transaction: transactions.begin(found, recordAt(body, "options").readOnly !== undefined) };
};

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/rollback */
export const rollback: Method = ({ call, database, body }, { world, transactions }) => {
  const found = requireDatabase(database, ["datastore.databases.get"], call, world);
  transactions.end(textAt(body, "transaction") ?? "", found.id);
  return {};
};
