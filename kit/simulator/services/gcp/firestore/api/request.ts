import type { Properties, World } from "../../../../contract.ts";
import type { ApiCall } from "../../api/index.ts";
import type { DatabaseDocuments } from "../data/documents.ts";
import type { Transactions } from "../transactions.ts";
import type { DatabaseName } from "./access.ts";

/** What the methods work with. */
export interface Tools {
  readonly world: World;
  readonly documents: DatabaseDocuments;
  readonly transactions: Transactions;
}

/** A call, as far as it is read. */
export interface Request {
  readonly call: ApiCall;
  readonly database: DatabaseName;
  /** What stands behind `documents` in the path: collections and documents in turn. */
  readonly path: readonly string[];
  readonly body: Properties;
}

/** @returns what is answered as JSON. */
export type Method = (request: Request, tools: Tools) => unknown | Promise<unknown>;
