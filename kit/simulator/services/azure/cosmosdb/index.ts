import type { World } from "../../../contract.ts";
import { Documents } from "../../../engines/documents.ts";
import type { ApiService, AzureService } from "../api/index.ts";
import { endOf } from "./items.ts";
import { callers, operations } from "./operations.ts";
import { accountType } from "./resources/account.ts";
import { containerType } from "./resources/container.ts";
import { databaseType } from "./resources/database.ts";
import { invokes } from "./resources/entities.ts";
import { assignmentType, definitionType } from "./resources/roles.ts";
import { cosmosApi } from "./rest/api.ts";
import { collectionOf, containerOf } from "./rest/call.ts";

/** Accounts of Cosmos DB for NoSQL with databases, containers, items and roles. */
export function cosmosDbService(world: World, endpoint: Pick<ApiService, "open">): AzureService {
  const documents = new Documents({
    clock: world.clock,
    store: world.store,
    removal(collection) {
      const container = containerOf(world, collection);
      return container && ((document) => endOf(container, document));
    },
  });
  return {
    name: "Cosmos DB",
    types: [
      accountType(endpoint),
      databaseType,
      containerType((container) => documents.drop(collectionOf(container))),
      definitionType,
      assignmentType,
    ],
    invokes,
    operations,
    callers,
    api: cosmosApi({ world, documents }),
  };
}
