import { createHash } from "node:crypto";
import { recordsAt, requiredText } from "../../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType } from "../../../../contract.ts";
import { oneOf, runsOnly, simulated } from "../../../rules.ts";
import { deletionPolicy, everywhere, projectOf, projectRules } from "../../project.ts";
import { indexToken } from "../../tokens.ts";
import { databaseOf, toDatabase } from "../names.ts";
import { collectionRule } from "./collection-rule.ts";

const reference =
  "https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.collectionGroups.indexes";

const field = (fieldPath: string, order = "ASCENDING") => ({ fieldPath, order });

const fieldsRule: Constraint = {
  property: "fields",
  rule: "must be 1 to 100 fields with an order, each once; a single one only `__name__`: every other field has such an index by itself",
  source: "https://cloud.google.com/firestore/quotas#indexes",
  accepts(_value, inputs) {
    const fields = recordsAt(inputs, "fields");
    const names = fields.map(({ fieldPath }) => fieldPath);
    const isOne = fields.length === 1 && names[0] !== "__name__";
    const areOnce = new Set(names).size === names.length;
    const areOrdered = fields.every(({ order }) => order === "ASCENDING" || order === "DESCENDING");
    return fields.length > 0 && fields.length <= 100 && !isOne && areOnce && areOrdered;
  },
  refused: [
    { fields: [] },
    { fields: [field("placedAt")] },
    { fields: [field("status"), field("status")] },
    { fields: [field("status"), field("placedAt", "UP")] },
    { fields: [{ fieldPath: "status" }, field("placedAt")] },
    { fields: Array.from({ length: 101 }, (_, index) => field(`f${index}`)) },
  ],
  accepted: [
    { fields: [field("__name__", "DESCENDING")] },
    { fields: Array.from({ length: 100 }, (_, index) => field(`f${index}`)) },
  ],
};

/** A composite index. https://cloud.google.com/firestore/docs/query-data/indexing */
export const indexType: ResourceType = {
  token: indexToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/firestore/index/",
  replaceOn: ["project", "database", "collection", "queryScope", "fields"],
  properties: {
    ...simulated("project", "database", "collection", "queryScope", "fields.fieldPath", "fields.order"),
    ...deletionPolicy,
  },
  constraints: [
    fieldsRule,
    collectionRule,
    oneOf("queryScope", ["COLLECTION", "COLLECTION_GROUP", "COLLECTION_RECURSIVE"], `${reference}#QueryScope`),
    ...projectRules,
  ],
  limits: [runsOnly("queryScope", ["COLLECTION"], "COLLECTION_GROUP")],
  example: { database: "shop", collection: "orders", fields: [field("status"), field("placedAt", "DESCENDING")] },
  refers: { database: toDatabase },
  id(request) {
    const collection = requiredText(request.inputs, "collection");
    const digest = createHash("sha256").update(JSON.stringify(request.inputs.fields)).digest("base64url");
    return `${databaseOf(request)}/collectionGroups/${collection}/indexes/${digest.slice(0, 16)}`;
  },
  unique: [everywhere],
  taken: () => new CloudError("ALREADY_EXISTS", "index already exists", 409),
  defaults: { apiScope: "ANY_API", database: "(default)", queryScope: "COLLECTION" },
  outputs: ({ id, inputs, scope }) => ({ name: id, project: projectOf(inputs, scope) }),
};
