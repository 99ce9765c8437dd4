import type { Comparison } from "../drivers/contract.ts";
import { type Row, toComparison } from "../drivers/rows.ts";

const rival = (name: string) => new URL(`rivals/${name}.ts`, import.meta.url);

const nodeRows: readonly Row[] = [
  { cloud: "aws", kind: "table", service: "DynamoDB", client: "@aws-sdk/client-dynamodb", rival: rival("dynamodb") },
  {
    ...{ cloud: "gcp", kind: "table", service: "Firestore" },
    ...{ client: "@google-cloud/firestore over REST", rival: rival("firestore") },
  },
  { cloud: "azure", kind: "table", service: "Cosmos DB", client: "@azure/cosmos", rival: rival("cosmos") },
];

const workerRow: Row = {
  ...{ cloud: "cloudflare", kind: "table", service: "D1" },
  ...{ client: "statements by hand", rival: rival("d1") },
};

/** Those where a process of their own calls: its processor time is known, and its clock counts less than milliseconds. */
export const onNode: readonly Comparison[] = nodeRows.map(toComparison);

export const comparisons: readonly Comparison[] = [...onNode, toComparison(workerRow)];
