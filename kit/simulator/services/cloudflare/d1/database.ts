import { randomUUID } from "node:crypto";
import { requiredText } from "../../../contract/read.ts";
import { CloudError, type ResourceType } from "../../../contract.ts";
import { inert, oneOf, simulated } from "../../rules.ts";
import type { ApiService } from "../api/index.ts";
import { idRule, timeOf } from "../ids.ts";
import { databaseToken } from "../tokens.ts";
import type { Databases } from "./databases.ts";

const locations = "https://developers.cloudflare.com/d1/configuration/data-location/";

/** What the API answers of every database, whether it was asked for or not. */
const noReplication = { readReplication: { mode: "disabled" } } as const;

/** https://developers.cloudflare.com/api/resources/d1/subresources/database/ */
export function databaseType(api: ApiService, databases: Databases): ResourceType {
  return {
    token: databaseToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/d1database/",
    // https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/d1_database/schema.go
    replaceOn: ["accountId", "name", "primaryLocationHint", "jurisdiction"],
    properties: {
      ...simulated("accountId", "name"),
      ...inert("The simulator has one place, and one copy of each database.", "primaryLocationHint", "jurisdiction"),
      ...inert("The simulator has one copy of each database.", "readReplication.mode"),
    },
    constraints: [
      idRule("accountId"),
      oneOf("primaryLocationHint", ["wnam", "enam", "weur", "eeur", "apac", "oc"], locations),
      oneOf("jurisdiction", ["eu", "fedramp", "us"], locations),
      oneOf(
        "readReplication.mode",
        ["auto", "disabled"],
        "https://developers.cloudflare.com/d1/best-practices/read-replication/",
      ),
    ],
    example: { accountId: "0123456789abcdef0123456789abcdef", name: "orders", ...noReplication },
    once: { createdAt: (_request, world) => timeOf(world) },
    id: () => randomUUID(),
    // `<account_id>/<database_id>`: https://www.pulumi.com/registry/packages/cloudflare/api-docs/d1database/#import
    imported: (told) => told.slice(told.lastIndexOf("/") + 1),
    unique: [
      {
        key: ({ inputs }) => `${requiredText(inputs, "accountId")}/${requiredText(inputs, "name")}`,
        // https://github.com/cloudflare/workers-sdk/pull/2143
        taken: () => new CloudError("7502", "A database with that name already exists", 400),
      },
    ],
    // A refresh finds it where a program leaves it out, and the next deployment would send that it is not there any more:
    // https://github.com/cloudflare/terraform-provider-cloudflare/pull/7243
    refreshed: noReplication,
    check({ inputs, old }) {
      // https://github.com/cloudflare/terraform-provider-cloudflare/issues/6309
      if (old === undefined || inputs.readReplication !== undefined) return;
      throw new CloudError("7400", "Invalid property: read_replication => Expected object, received null", 400);
    },
    defaults: { ...noReplication, version: "production", fileSize: 0, numTables: 0 },
    outputs: ({ id }) => ({ uuid: id }),
    async apply() {
      await api.open();
    },
    remove: ({ id }) => databases.host.remove(id),
  };
}
