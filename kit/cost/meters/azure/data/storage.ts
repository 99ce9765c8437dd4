import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, MeteredType, Reading } from "../../contract.ts";
import { leadsTo, oneOf, only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

const accountType = "azure-native:storage:StorageAccount";
const blobType = "azure-native:storage:Blob";

/** What is in an account is paid for as that one says. */
const guards: Guards = {
  accountName: leadsTo(accountType, "an account", {
    "sku.name": oneOf("Standard_LRS"),
    kind: oneOf("StorageV2"),
    accessTier: only("Hot"),
  }),
};

const place = ({ from }: Reading): Inputs | undefined => from("accountName", accountType);

const blobs = ({ users }: Reading): number => users(blobType, "containerName").length;
const isPrivate = ({ inputs }: Reading): boolean => inputs.text("publicAccess", "None") === "None";

/** What a container is for decides who reads it. */
type Purpose = "code" | "packages" | "data";

/**
 * An app on Flex Consumption takes its code from a container, with each instance that starts. A private container that the program fills
 * itself has packages, each written and taken once.
 */
function purposeOf(reading: Reading): Purpose {
  if (reading.users("azure-native:web:WebApp", "functionAppConfig").length > 0) return "code";
  return isPrivate(reading) && blobs(reading) > 0 ? "packages" : "data";
}

const writes: Readonly<Record<Purpose, (reading: Reading) => number>> = {
  code: () => 1,
  packages: blobs,
  data: ({ use }) => use("writes"),
};

const reads: Readonly<Record<Purpose, (reading: Reading) => number>> = {
  code: ({ use }) => use("requests") * use("coldStarts"),
  packages: blobs,
  data: ({ use }) => use("reads"),
};

/** Deleting blobs is free: https://learn.microsoft.com/azure/storage/blobs/map-rest-apis-transaction-categories */
export const blobContainer: MeteredType = {
  type: "azure-native:storage:BlobContainer",
  source: "https://azure.microsoft.com/pricing/details/storage/blobs/",
  place,
  guards,
  meters: [
    { price: "azure.blob.hot.storage", quantity: ({ use }) => use("storage") },
    { price: "azure.blob.hot.writes", quantity: (reading) => writes[purposeOf(reading)](reading) },
    { price: "azure.blob.hot.reads", quantity: (reading) => reads[purposeOf(reading)](reading) },
    // What is public is read from the internet.
    onlyWhere((reading) => !isPrivate(reading), { price: "azure.egress", quantity: ({ use }) => use("egress") }),
  ],
};

/** A message is put once, and taken with each attempt, and deleted: at most 64 KB, so that each is one operation. */
export const storageQueue: MeteredType = {
  type: "azure-native:storage:Queue",
  source: "https://azure.microsoft.com/pricing/details/storage/queues/",
  place,
  guards,
  meters: [
    { price: "azure.queue.storage", quantity: ({ use }) => use("storage") },
    { price: "azure.queue.operations", quantity: ({ use }) => use("messages") * (2 + use("attempts")) },
  ],
};

export const storageTable: MeteredType = {
  type: "azure-native:storage:Table",
  source: "https://azure.microsoft.com/pricing/details/storage/tables/",
  place,
  guards,
  meters: [
    { price: "azure.table.storage", quantity: ({ use }) => use("storage") },
    {
      price: "azure.table.operations",
      quantity: ({ use }) => use("reads") + use("writes") + use("deletes"),
    },
  ],
};
