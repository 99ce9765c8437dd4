import type { Judgement } from "../verdict.ts";
import { commonErrors, sqs } from "./pages.ts";

const peer = "ElasticMQ";

export const judgedOfElasticmq: readonly Judgement[] = [
  {
    peer,
    about: [
      ...["SQS: an empty body", "SQS: an attribute without a value", "SQS: an attribute whose number is not one"],
      ...["SQS: ten attributes, and eleven", "SQS: waits and visibility timeouts out of range"],
      ...["SQS: ten messages at once, and numbers out of range", "SQS: a batch with an empty body"],
      "SQS: a batch with a wrong attribute",
    ],
    right: "Fourfold",
    why: "A parameter that is out of range or missing is InvalidParameterValue or MissingParameter; InvalidAttributeValue is about attributes of queues.",
    source: commonErrors,
  },
  {
    peer,
    about: [
      ...["SQS: control characters in a body", "SQS: U+FFFF in a body"],
      "SQS: a batch with letters that are not allowed",
    ],
    right: "Fourfold",
    why: "Characters outside the allowed set are InvalidMessageContents.",
    source: sqs("SendMessage"),
  },
  {
    peer,
    about: ["SQS: attributes by the start of their names"],
    right: "Fourfold",
    why: "All attributes whose names start alike can be asked for, as with bar.*",
    source: sqs("ReceiveMessage"),
  },
  {
    peer,
    about: [
      ...["SQS: a body of the largest size, and one byte more", "SQS: a queue with a message size out of range"],
      "SQS: the attributes of a queue that were given",
    ],
    right: "Fourfold",
    why: "A queue has MaximumMessageSize, from 1,024 bytes, and MessageRetentionPeriod; ElasticMQ has neither.",
    source: sqs("SetQueueAttributes"),
  },
  {
    peer,
    about: ["SQS: a message that is deleted, twice", "SQS: a receipt handle of an earlier receive, at a delete"],
    right: "Fourfold",
    why: "With an old receipt handle the request succeeds.",
    source: sqs("DeleteMessage"),
  },
  {
    peer,
    about: [
      ...[
        "SQS: a batch of none",
        "SQS: a batch with an id that is not allowed",
        "SQS: a batch with an id of 81 letters",
      ],
      "SQS: a batch over the largest size",
    ],
    right: "Fourfold",
    why: "The page has EmptyBatchRequest, InvalidBatchEntryId and BatchRequestTooLong; an id has at most 80 letters, digits, hyphens and underscores.",
    source: sqs("SendMessageBatch"),
  },
  {
    peer,
    about: ["SQS: a batch of deletions of none"],
    right: "Fourfold",
    why: "The page has EmptyBatchRequest.",
    source: sqs("DeleteMessageBatch"),
  },
  {
    peer,
    about: ["SQS: a batch of visibilities, one with a wrong handle and one out of range"],
    right: "Fourfold",
    why: "A visibility timeout is from 0 to 43,200 seconds.",
    source: sqs("ChangeMessageVisibility"),
  },
  {
    peer,
    about: ["SQS: a queue that is emptied, and once more too soon"],
    right: "Fourfold",
    why: "The page has PurgeQueueInProgress for a second purge within 60 seconds.",
    source: sqs("PurgeQueue"),
  },
  {
    peer,
    about: ["SQS: an attribute of a queue that has an unknown name"],
    right: "Fourfold",
    why: "The page has InvalidAttributeName.",
    source: sqs("GetQueueAttributes"),
  },
];
