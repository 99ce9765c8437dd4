import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../contract.ts";

const accountType = "azure-native:storage:StorageAccount";
const blobType = "azure-native:storage:Blob";

/** What the book's prices are for, by the property of an account, with what it is if nobody says. */
const known: readonly (readonly [property: string, fallback: string, value: string])[] = [
  ["sku.name", "", "Standard_LRS"],
  ["kind", "", "StorageV2"],
  ["accessTier", "Hot", "Hot"],
];

/** @throws UnreadableInput when its account is not in the program, or is of a kind that the book has no prices for */
function checkAccount({ from }: Reading): void {
  const account = from("accountName", accountType);
  if (account === undefined) throw new UnreadableInput("accountName", "is not that of an account in the program");
  for (const [property, fallback, value] of known) {
    const said = account.text(property, fallback);
    if (said !== value)
      throw new UnreadableInput(
        "accountName",
        `is that of an account whose ${property} is "${said}", for which the book has no price`,
      );
  }
}

const priced =
  (id: string): Meter["price"] =>
  (reading) => {
    checkAccount(reading);
    return id;
  };

const place = ({ from }: Reading): Inputs | undefined => from("accountName", accountType);

/** What a container is for decides who reads it. */
type Purpose = "code" | "packages" | "data";

/**
 * An app on Flex Consumption takes its code from a container, with each instance that starts. A private container that the program fills
 * itself has packages, each written and taken once.
 */
function purposeOf({ inputs, users }: Reading): Purpose {
  if (users("azure-native:web:WebApp", "functionAppConfig").length > 0) return "code";
  const isPrivate = inputs.text("publicAccess", "None") === "None";
  return isPrivate && users(blobType, "containerName").length > 0 ? "packages" : "data";
}

const blobs = ({ users }: Reading): number => users(blobType, "containerName").length;

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
  meters: [
    { price: priced("azure.blob.hot.storage"), quantity: ({ use }) => use("storage") },
    { price: priced("azure.blob.hot.writes"), quantity: (reading) => writes[purposeOf(reading)](reading) },
    { price: priced("azure.blob.hot.reads"), quantity: (reading) => reads[purposeOf(reading)](reading) },
    {
      // What is public is read from the internet.
      price: ({ inputs }) => (inputs.text("publicAccess", "None") === "None" ? undefined : "azure.egress"),
      quantity: ({ use }) => use("egress"),
    },
  ],
};

/** A message is put once, and taken with each attempt, and deleted: at most 64 KB, so that each is one operation. */
export const storageQueue: MeteredType = {
  type: "azure-native:storage:Queue",
  source: "https://azure.microsoft.com/pricing/details/storage/queues/",
  place,
  meters: [
    { price: priced("azure.queue.storage"), quantity: ({ use }) => use("storage") },
    { price: priced("azure.queue.operations"), quantity: ({ use }) => use("messages") * (2 + use("attempts")) },
  ],
};

export const storageTable: MeteredType = {
  type: "azure-native:storage:Table",
  source: "https://azure.microsoft.com/pricing/details/storage/tables/",
  place,
  meters: [
    { price: priced("azure.table.storage"), quantity: ({ use }) => use("storage") },
    {
      price: priced("azure.table.operations"),
      quantity: ({ use }) => use("reads") + use("writes") + use("deletes"),
    },
  ],
};
