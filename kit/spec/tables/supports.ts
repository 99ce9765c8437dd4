import { adapted, type Feature, native } from "../support.ts";

/** What tables can ask for, and what each cloud makes of it. */
export const tableSupports = {
  table: {
    title: "Table",
    clouds: {
      aws: native("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html"),
      gcp: native("https://cloud.google.com/firestore/docs/data-model"),
      azure: native("https://learn.microsoft.com/azure/cosmos-db/nosql/"),
      cloudflare: native("https://developers.cloudflare.com/d1/"),
    },
  },
  tableGrants: {
    title: "Reading or writing one table, and nothing else",
    clouds: {
      aws: native(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-specific-table-indexes.html",
      ),
      gcp: adapted(
        "a function that may read one table of its set may read all of them, one that may write may write all of them, and gets items by their keys, too",
        "https://cloud.google.com/firestore/docs/security/iam",
      ),
      azure: native("https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security"),
      cloudflare: adapted(
        "a function that may read a table may write it, too",
        "https://developers.cloudflare.com/d1/worker-api/",
      ),
    },
  },
  strangersTable: {
    title: "Reading a table that Fourfold has not made",
    clouds: {
      aws: native("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html"),
      gcp: adapted(
        "the id of each document is its key, which is one property",
        "https://cloud.google.com/firestore/docs/data-model#documents",
      ),
      azure: adapted(
        "items are found by their partition key and `id`, and an index may need a composite index, which its owner adds",
        "https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes",
      ),
      cloudflare: adapted(
        "a function that reads it may write it, too, and whatever else is in its database",
        "https://developers.cloudflare.com/d1/worker-api/",
      ),
    },
  },
} as const satisfies Readonly<Record<string, Feature>>;
