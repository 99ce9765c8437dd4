import type { Judgement } from "../verdict.ts";
import { commonErrors, metadata, sqs } from "./pages.ts";

/** Answers that moto and ElasticMQ share, and that differ from ours. */
const both: readonly Omit<Judgement, "peer">[] = [
  {
    about: ["SQS: a body whose size counts in bytes", "SQS: attributes that count to the size"],
    right: "Fourfold",
    why: "MaximumMessageSize is a limit of bytes, and all parts of an attribute are part of the message's size.",
    source: sqs("MessageAttributeValue"),
  },
  {
    about: ["SQS: an attribute with a reserved name", "SQS: an attribute with a space in its name"],
    right: "Fourfold",
    why: "A name has letters, digits, underscores, hyphens and periods, and does not start with AWS. or Amazon.",
    source: metadata,
  },
  {
    about: ["SQS: a visibility out of range"],
    right: "Fourfold",
    why: "A visibility timeout is from 0 to 43,200 seconds.",
    source: sqs("ChangeMessageVisibility"),
  },
  {
    about: ["SQS: a queue in order"],
    right: "the peer",
    why: "There are FIFO queues, which the simulator refuses; that is a known gap (docs/simulator.md).",
    source: sqs("CreateQueue"),
  },
  {
    about: ["SQS: a queue with a visibility timeout out of range", "SQS: a queue with a retention below the range"],
    right: "Fourfold",
    why: "The page gives the ranges of both.",
    source: sqs("CreateQueue"),
  },
  {
    about: ["SQS: the visibility of a message that is back"],
    right: "open",
    why: "The page has MessageNotInflight, which moto could not get AWS to answer (getmoto/moto#4655).",
    source: sqs("ChangeMessageVisibility"),
  },
  {
    about: ["SQS: an empty receipt handle"],
    right: "open",
    why: "MissingParameter and ReceiptHandleIsInvalid both describe it.",
    source: commonErrors,
  },
  {
    about: ["SQS: a move from a queue that is not for dead letters"],
    right: "Fourfold",
    why: "Only queues that are the dead-letter queue of another one can be moved from; moto does not have the operation, and ElasticMQ answers 500.",
    source: sqs("StartMessageMoveTask"),
  },
];

export const judgedOfBoth: readonly Judgement[] = (["moto", "ElasticMQ"] as const).flatMap((peer) =>
  both.map((one) => ({ ...one, peer })),
);
