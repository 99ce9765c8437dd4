import { itemsInPartition, pageSize } from "../drivers/operations/table.ts";
import { versionsOf } from "../machine.ts";

/** What a reader of each of these benchmarks must know. */
export const sameWork: readonly string[] = [
  `Each client works in a partition of its own of the same table, on one of its ${itemsInPartition} items after the other; \`query\` reads a page of ${pageSize} of them. The simulator answers in a process of its own on the same machine.`,
  "Ours also checks each item, gives it a version, reads one item more than a page has to know whether there are others, leaves out what has expired, and counts beside the item, which a `put` leaves as it is. Reads of both are consistent.",
  "The clients are called as their documentation says, with what makes them faster: Firestore's over REST, whose gRPC the simulator does not speak; DynamoDB's without the document client. Cosmos DB's has no way not to be sent what it has written.",
  versionsOf("@aws-sdk/client-dynamodb", "@google-cloud/firestore", "@azure/cosmos"),
];
