import type { World } from "../../../contract.ts";
import type { GoogleService } from "../api/index.ts";
import { firestoreApi } from "./api/index.ts";
import { DatabaseDocuments } from "./data/documents.ts";
import { callers, operations } from "./operations.ts";
import { Transactions } from "./transactions.ts";
import { indexType } from "./types/composite-index.ts";
import { databaseType } from "./types/database.ts";
import { fieldType } from "./types/field.ts";

/** Firestore: databases of documents, and how their fields are indexed. */
export function firestoreService(world: World): GoogleService {
  const documents = new DatabaseDocuments(world);
  return {
    name: "Firestore",
    types: [databaseType(documents), indexType, fieldType],
    operations,
    callers,
    api: firestoreApi({ world, documents, transactions: new Transactions(world.clock) }),
  };
}
