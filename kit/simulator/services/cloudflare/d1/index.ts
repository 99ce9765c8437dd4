import type { World } from "../../../contract.ts";
import type { ApiService, CloudflareService } from "../api/index.ts";
import { databaseType } from "./database.ts";
import type { Databases } from "./databases.ts";
import { callers, operations } from "./operations.ts";
import { databaseRoutes } from "./routes.ts";

export { Databases, toDatabase } from "./databases.ts";

/** D1: databases of SQLite, which Workers reach by bindings, and programs by the API. */
export function d1Service(world: World, api: ApiService, databases: Databases): CloudflareService {
  return {
    name: "D1",
    types: [databaseType(api, databases)],
    routes: databaseRoutes(world, databases),
    operations,
    callers,
    stop: () => databases.host.stop(),
  };
}
