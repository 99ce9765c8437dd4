import type { TableLayout } from "fourfold";
import type { Cloud } from "../../support/cloud.ts";
import { containerOf } from "./container.ts";
import type { LookUp } from "./look-up.ts";

/** How a cloud has tables of other programs. */
interface ForeignTables {
  /** How it names one, with what else a link needs to know. */
  readonly name: RegExp;
  readonly example: string;
  /** The part of the name that says what the table is called there. */
  readonly called: string;
  /** What the key has to be, where it cannot be any. @default the cloud takes what is described */
  readonly key?: {
    readonly isRight: (names: TableLayout["key"]) => boolean;
    readonly what: string;
    readonly fix: string;
  };
  /** Asks the cloud for what the name does not say. @default links need to know no more */
  readonly lookUp?: LookUp;
}

export const foreignTables: { readonly [C in Cloud]: ForeignTables } = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html#amazondynamodb-resources-for-iam-policies
  aws: {
    name: /^(?<arn>arn:[^:]+:dynamodb:[^:]+:\d+:table\/(?<name>[\w.-]+))$/,
    example: "arn:aws:dynamodb:eu-central-1:123456789012:table/people",
    called: "name",
  },
  // https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents
  gcp: {
    name: /^(?<path>projects\/(?<project>[^/]+)\/databases\/[^/]+)\/documents\/(?<collection>[^/]+)$/,
    example: "projects/acme-crm/databases/(default)/documents/people",
    called: "collection",
    key: {
      isRight: ([, sort]) => sort === undefined,
      what: "by the ids of its documents, and its key has two properties",
      fix: 'Give it the property of a key that is each document\'s id: `key: "id"`.',
    },
  },
  // https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/get-sql-container
  azure: {
    name: /^(?<accountId>\/subscriptions\/[^/]+\/resourceGroups\/(?<resourceGroup>[^/]+)\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/(?<account>[^/]+))\/sqlDatabases\/(?<database>[^/]+)\/containers\/(?<container>[^/]+)$/i,
    example:
      "/subscriptions/…/resourceGroups/crm/providers/Microsoft.DocumentDB/databaseAccounts/acme-crm/sqlDatabases/crm/containers/people",
    called: "container",
    // https://learn.microsoft.com/azure/cosmos-db/partitioning#logical-partitions
    key: {
      isRight: (names) => names.at(-1) === "id",
      what: 'by its partition key and the "id" of its items, and its key has other properties',
      fix: 'Give it `key: "id"` where that is its partition key, or else `key: ["<its partition key>", "id"]`.',
    },
    lookUp: containerOf,
  },
  // https://developers.cloudflare.com/d1/get-started/
  cloudflare: {
    name: /^[0-9a-f]{32}\/(?<id>[0-9a-f-]{36})\/(?<table>.+)$/,
    example: "0123456789abcdef0123456789abcdef/5f2c1d3e-0b4a-4c6d-8e7f-9a0b1c2d3e4f/people",
    called: "table",
  },
};
