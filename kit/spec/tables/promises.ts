import type { PerCloud } from "../clouds.ts";

/** What a cloud does, in words, and the vendor's page that says so. */
export type Promised = readonly [what: string, source: string];

const dynamo = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const firestore = "https://cloud.google.com/firestore/docs";
const cosmos = "https://learn.microsoft.com/azure/cosmos-db";
const d1 = "https://developers.cloudflare.com/d1";

/** How each cloud keeps what tables promise. docs/tables.md is generated from it. */
export const tablePromises = {
  "Items are in": {
    aws: ["a table of DynamoDB, paid by request", `${dynamo}/on-demand-capacity-mode.html`],
    gcp: ["a collection of a Firestore database, one for all tables of a set", `${firestore}/manage-databases`],
    azure: ["a container of a serverless Cosmos DB account, one for all tables of a set", `${cosmos}/serverless`],
    cloudflare: ["a D1 database for each table", `${d1}/`],
  },
  "`get` and `query`": {
    aws: ["see every write before (`ConsistentRead`)", `${dynamo}/HowItWorks.ReadConsistency.html`],
    gcp: ["see every write before", `${firestore}/concepts/data-model`],
    azure: ["see every write before (an account with strong consistency)", `${cosmos}/consistency-levels`],
    cloudflare: ["see every write before (the primary answers)", `${d1}/best-practices/read-replication/`],
  },
  "`queryIndex`": {
    aws: ["may be moments behind", `${dynamo}/GSI.html`],
    gcp: ["sees every write before", `${firestore}/query-data/index-overview`],
    azure: ["sees every write before; asks each physical partition", `${cosmos}/index-policy`],
    cloudflare: ["sees every write before", `${d1}/best-practices/use-indexes/`],
  },
  "A counter that would go beyond its range": {
    aws: ["is refused by a condition", `${dynamo}/Expressions.ConditionExpressions.html`],
    gcp: [
      "is refused when it has, and set back at once: others may read it meanwhile",
      `${firestore}/reference/rest/v1/Write#FieldTransform`,
    ],
    azure: ["is refused by a condition", `${cosmos}/partial-document-update`],
    cloudflare: ["is refused by a condition", "https://www.sqlite.org/lang_upsert.html"],
  },
  "Expired items are removed": {
    aws: ["within a few days", `${dynamo}/ttl-expired-items.html`],
    gcp: ["within 24 hours, as a rule", `${firestore}/ttl`],
    azure: ["a day later, when the account has capacity to spare", `${cosmos}/nosql/time-to-live`],
    cloudflare: ["with later writes to the table", `${d1}/`],
  },
  "Can be restored to any time of": {
    aws: ["the last 35 days, as another table", `${dynamo}/Point-in-time-recovery.html`],
    gcp: ["the last 7 days, as another database", `${firestore}/pitr`],
    azure: ["the last 7 days, as another account", `${cosmos}/continuous-backup-restore-introduction`],
    cloudflare: ["the last 30 days, in place", `${d1}/reference/time-travel/`],
  },
  '`protection: "protect"` is kept by': {
    aws: ["the engine and deletion protection of the table", `${dynamo}/WorkingWithTables.Basics.html`],
    gcp: ["the engine and delete protection of the database", `${firestore}/manage-databases#delete_protection`],
    azure: ["the engine and a lock on the account's database", `${cosmos}/resource-locks`],
    cloudflare: ["the engine", "https://www.pulumi.com/docs/iac/concepts/options/protect/"],
  },
} as const satisfies Readonly<Record<string, PerCloud<Promised>>>;
