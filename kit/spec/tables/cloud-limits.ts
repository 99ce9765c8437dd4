import type { PerCloud } from "../clouds.ts";
import { tableLimits } from "./limits.ts";

/** What a cloud takes itself. */
export interface CloudLimit {
  /** `false`: the page names none. */
  readonly most: number | false;
  /** What the page says, where it is more than the number. @default the number */
  readonly text?: string;
  readonly source: string;
}

/** A limit of tables, which is the same on every cloud, beside those of what keeps them. */
export interface TableLimit {
  readonly most: number;
  /** @default the number */
  readonly text?: string;
  readonly clouds: PerCloud<CloudLimit>;
}

const dynamo = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html";
const firestore = "https://cloud.google.com/firestore/quotas";
const firestoreValues = "https://cloud.google.com/firestore/docs/reference/rest/Shared.Types/ArrayValue#Value";
const cosmos = "https://learn.microsoft.com/azure/cosmos-db/concepts-limits";
const d1 = "https://developers.cloudflare.com/d1/platform/limits/";
const d1Values = "https://developers.cloudflare.com/d1/worker-api/#type-conversion";

const { item, key, depth, number, counter, indexes, transact, getMany } = tableLimits;
/** As JavaScript has them. */
const double = { most: Number.MAX_VALUE, text: "64-bit floating point" } as const;

/** What limits the data of tables. docs/tables.md is generated from it, and a test compares the numbers. */
export const tableCloudLimits = {
  "Bytes of an item": {
    most: item,
    clouds: {
      aws: { most: 409_600, text: "400 KB", source: `${dynamo}#limits-items` },
      gcp: { most: 1_048_576, source: `${firestore}#collections_documents_and_fields` },
      azure: { most: 2_097_152, text: "2 MB", source: `${cosmos}#per-item-limits` },
      cloudflare: { most: 2_000_000, source: d1 },
    },
  },
  "Bytes of a value in a key or an index": {
    most: key,
    clouds: {
      aws: { most: 1_024, text: "1,024 where it sorts, else 2,048", source: `${dynamo}#limits-partition-sort-keys` },
      gcp: { most: 1_500, source: `${firestore}#indexes` },
      azure: { most: 511, text: "1,023 of an id, which has them in hexadecimal", source: `${cosmos}#per-item-limits` },
      cloudflare: { most: 2_000_000, source: d1 },
    },
  },
  "Levels of objects and lists": {
    most: depth,
    clouds: {
      aws: { most: 32, source: `${dynamo}#limits-attributes` },
      gcp: { most: 20, source: `${firestore}#collections_documents_and_fields` },
      azure: { most: 128, source: `${cosmos}#per-item-limits` },
      cloudflare: { most: false, source: d1 },
    },
  },
  "A number": {
    most: number.max,
    text: `0, or ${number.min} to ${number.max}, with either sign`,
    clouds: {
      aws: { most: 9.999e125, text: "1E-130 to 9.999…E+125, 38 digits", source: `${dynamo}#limits-data-types` },
      gcp: { ...double, source: firestoreValues },
      azure: { ...double, source: `${cosmos}#per-item-limits` },
      cloudflare: { ...double, source: d1Values },
    },
  },
  "A counter": {
    most: counter,
    text: "2^53 - 1 above 0 or below",
    clouds: {
      aws: { most: 1e37, text: "38 digits", source: `${dynamo}#limits-data-types` },
      gcp: { most: 2 ** 63 - 1, text: "2^63 - 1", source: firestoreValues },
      azure: { most: counter, text: "what 64-bit floating point has exactly", source: `${cosmos}#per-item-limits` },
      cloudflare: { most: counter, text: "what JavaScript has exactly", source: d1Values },
    },
  },
  "Indexes of a table": {
    most: indexes,
    clouds: {
      aws: {
        most: 20,
        source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
      },
      gcp: { most: 1_000, text: "1,000 of a database", source: `${firestore}#indexes` },
      azure: { most: false, source: "https://learn.microsoft.com/azure/cosmos-db/index-policy" },
      cloudflare: { most: 48, text: "100 columns, of which one takes two at most", source: d1 },
    },
  },
  "Items of a transaction": {
    most: transact.items,
    clouds: {
      aws: {
        most: 50,
        text: "100 actions, of which a deletion takes two",
        source: `${dynamo}#limits-dynamodb-transactions`,
      },
      gcp: { most: false, source: `${firestore}#writes_and_transactions` },
      azure: {
        most: 25,
        text: "100 operations, of which a deletion takes four",
        source: `${cosmos}#per-request-limits`,
      },
      cloudflare: { most: false, source: d1 },
    },
  },
  "Bytes of a transaction": {
    most: transact.bytes,
    clouds: {
      aws: { most: 4_194_304, text: "4 MB", source: `${dynamo}#limits-dynamodb-transactions` },
      gcp: { most: 10_485_760, text: "10 MiB", source: `${firestore}#writes_and_transactions` },
      azure: { most: 2_097_152, text: "2 MB", source: `${cosmos}#per-request-limits` },
      cloudflare: { most: false, source: d1 },
    },
  },
  "Keys of `getMany`": {
    most: getMany,
    clouds: {
      aws: { most: 100, source: `${dynamo}#limits-api` },
      gcp: { most: false, source: firestore },
      azure: { most: false, source: `${cosmos}#per-request-limits` },
      cloudflare: { most: false, source: d1 },
    },
  },
} as const satisfies Readonly<Record<string, TableLimit>>;

const firestoreTypes = "https://cloud.google.com/firestore/docs/concepts/data-types";
const dynamoTypes =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html";
const json = "https://www.rfc-editor.org/rfc/rfc8259";

/** Why something is refused, and the page that says so, if it is not a rule of tables themselves. */
export type TableRefusal = readonly [why: string, source?: string];

/** What no item has, whatever its size is, and why. docs/tables.md is generated from it. */
export const tableRefusals = {
  "a list directly in a list": ["Firestore has none", firestoreTypes],
  "half of a surrogate pair in a text": ["DynamoDB and Firestore keep texts as UTF-8", dynamoTypes],
  "numbers that are not finite": ["JSON has none", `${json}#section-6`],
  "dates, and other objects that are not plain": ["JSON has none: write them as texts", `${json}#section-3`],
  "properties without a name, or with one `__like_this__`": [
    "Firestore keeps such names for itself",
    `${firestore}#collections_documents_and_fields`,
  ],
  "`_version` and `_expires` at the top": ["tables need them for themselves"],
  "`null` or an empty text in a key or an index": [
    "DynamoDB takes neither there",
    `${dynamo}#limits-partition-sort-keys`,
  ],
  "U+0000 in a key or an index": ["SQLite ends texts there", "https://www.sqlite.org/nulinstr.html"],
} as const satisfies Readonly<Record<string, TableRefusal>>;
