import { recordAt } from "../../../../contract/read.ts";
import { CloudError, type ResourceType, type Unique } from "../../../../contract.ts";
import { simulated } from "../../../rules.ts";
import { duration } from "../../durations.ts";
import { deletionPolicy, everywhere, projectOf, projectRules } from "../../project.ts";
import { fieldToken } from "../../tokens.ts";
import { databaseOf, toDatabase } from "../names.ts";
import { collectionRule } from "./collection-rule.ts";

const reference =
  "https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.collectionGroups.fields";

/** "You can only mark one field per collection group as a TTL field": https://cloud.google.com/firestore/docs/ttl */
const oneTtlField: Unique = {
  key: ({ inputs, scope }) =>
    inputs.ttlConfig === undefined ? undefined : `${databaseOf({ inputs, scope })}/${String(inputs.collection)}`,
  taken: ({ inputs }) =>
    new CloudError(
      "FAILED_PRECONDITION",
      `The collection group ${String(inputs.collection)} already has a field with a TTL policy.`,
      400,
    ),
};

/** How one field of a collection group is indexed, and whether documents end by it. https://cloud.google.com/firestore/docs/query-data/index-overview#single-field_index_exemptions */
export const fieldType: ResourceType = {
  token: fieldToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/firestore/field/",
  replaceOn: ["project", "database", "collection", "field"],
  properties: {
    ...simulated(
      "project",
      "database",
      "collection",
      "field",
      "indexConfig.indexes.order",
      "ttlConfig.expirationOffset",
    ),
    ...deletionPolicy,
  },
  constraints: [
    collectionRule,
    {
      property: "indexConfig.indexes.order",
      rule: "must be ASCENDING or DESCENDING",
      source: `${reference}#IndexConfig`,
      accepts: (value) => value === "ASCENDING" || value === "DESCENDING",
      refused: { indexConfig: { indexes: [{ order: "UP" }] } },
      accepted: { indexConfig: { indexes: [{ order: "ASCENDING" }, { order: "DESCENDING" }] } },
    },
    duration("ttlConfig.expirationOffset", 1, 2_147_483_647, `${reference}#TtlConfig`, [
      { ttlConfig: { expirationOffset: "0s" } },
      { ttlConfig: { expirationOffset: "2147483648s" } },
    ]),
    ...projectRules,
  ],
  example: { database: "shop", collection: "orders", field: "note", indexConfig: {} },
  refers: { database: toDatabase },
  id: (request) =>
    [databaseOf(request), "collectionGroups", request.inputs.collection, "fields", request.inputs.field].join("/"),
  unique: [everywhere, oneTtlField],
  defaults: { database: "(default)" },
  outputs: ({ id, inputs, scope }) => ({
    name: id,
    project: projectOf(inputs, scope),
    ...(inputs.ttlConfig === undefined ? {} : { ttlConfig: { ...recordAt(inputs, "ttlConfig"), state: "ACTIVE" } }),
  }),
};
