import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Meter, MeteredType, Reading } from "../../contract.ts";
import { empty, only, unsaid } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { pieces } from "../../units.ts";

const isProvisioned = ({ inputs }: Reading): boolean => inputs.text("billingMode", "PROVISIONED") === "PROVISIONED";
const isOnDemand = (reading: Reading): boolean => !isProvisioned(reading);

/** The table and its indexes, which each take what is written: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html */
const copies = ({ inputs }: Reading): number =>
  1 + inputs.list("globalSecondaryIndexes").length + inputs.list("localSecondaryIndexes").length;

/** Writes and deletes count 1 KB each: https://aws.amazon.com/dynamodb/pricing/on-demand/ */
const writes = (reading: Reading): number =>
  (reading.use("writes") + reading.use("deletes")) * pieces(reading.use("itemSize"), 1) * copies(reading);

/** Reads count 4 KB each. Those that need not be consistent take half as much, which nobody can see here. */
const reads = ({ use }: Reading): number => use("reads") * pieces(use("itemSize"), 4);

/** What is reserved for the table and its global indexes, by the hour. */
const capacity = ({ inputs }: Reading, property: "readCapacity" | "writeCapacity"): number =>
  hoursPerMonth *
  [inputs, ...inputs.list("globalSecondaryIndexes")].reduce((total, each) => total + each.number(property, 0), 0);

const meters: readonly Meter[] = [
  onlyWhere(isOnDemand, { price: "aws.dynamodb.writes", quantity: writes }),
  onlyWhere(isOnDemand, { price: "aws.dynamodb.reads", quantity: reads }),
  onlyWhere(isProvisioned, {
    price: "aws.dynamodb.provisioned.writes",
    quantity: (reading) => capacity(reading, "writeCapacity"),
  }),
  onlyWhere(isProvisioned, {
    price: "aws.dynamodb.provisioned.reads",
    quantity: (reading) => capacity(reading, "readCapacity"),
  }),
  { price: "aws.dynamodb.storage", quantity: (reading) => reading.use("storage") * copies(reading) },
  {
    // By the size of the table and its local indexes: https://aws.amazon.com/dynamodb/pricing/on-demand/
    price: ({ inputs }) => (inputs.flag("pointInTimeRecovery.enabled") ? "aws.dynamodb.pitr" : undefined),
    quantity: ({ inputs, use }) => use("storage") * (1 + inputs.list("localSecondaryIndexes").length),
  },
];

/** Deletions by `ttl`, and what Lambda reads of streams, are free. */
export const table: MeteredType = {
  type: "aws:dynamodb/table:Table",
  source: "https://aws.amazon.com/dynamodb/pricing/",
  guards: { replicas: empty, warmThroughput: unsaid, tableClass: only("STANDARD") },
  meters,
};
