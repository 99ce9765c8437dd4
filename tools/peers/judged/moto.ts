import type { Judgement } from "../verdict.ts";
import { metadata, sns, snsGuide, sqs } from "./pages.ts";

const peer = "moto";

const ofQueues: readonly Judgement[] = [
  {
    peer,
    about: [
      ...["SQS: control characters in a body", "SQS: U+FFFF in a body"],
      ...["SQS: an empty body", "SQS: a batch with an empty body", "SQS: a batch with letters that are not allowed"],
    ],
    right: "Fourfold",
    why: "A body has at least one character, and characters outside the allowed set are InvalidMessageContents.",
    source: sqs("SendMessage"),
  },
  {
    peer,
    about: ["SQS: an attribute without a value", "SQS: a batch with a wrong attribute"],
    right: "Fourfold",
    why: "Name, type and value must not be empty.",
    source: sqs("MessageAttributeValue"),
  },
  {
    peer,
    about: ["SQS: ten attributes, and eleven", "SQS: an attribute whose number is not one"],
    right: "Fourfold",
    why: "A message has at most 10 attributes, and a Number is a number.",
    source: metadata,
  },
  {
    peer,
    about: ["SQS: a delay below and over the range", "SQS: a deduplication id on a standard queue"],
    right: "Fourfold",
    why: "A delay is from 0 to 900 seconds; MessageDeduplicationId applies only to FIFO queues.",
    source: sqs("SendMessage"),
  },
  {
    peer,
    about: ["SQS: waits and visibility timeouts out of range"],
    right: "Fourfold",
    why: "A visibility timeout is from 0 to 43,200 seconds.",
    source: sqs("ReceiveMessage"),
  },
  {
    peer,
    about: ["SQS: SQS's own attributes of a dead letter"],
    right: "Fourfold",
    why: "DeadLetterQueueSourceArn is one of them.",
    source: sqs("ReceiveMessage"),
  },
  {
    peer,
    about: ["SQS: dead letters that are moved back", "SQS: the moves of a queue without any"],
    right: "Fourfold",
    why: "moto does not have message move tasks.",
    source: sqs("StartMessageMoveTask"),
  },
  {
    peer,
    about: ["SQS: a visibility for longer than is left of twelve hours"],
    right: "the peer",
    why: "Twelve hours count from the receive; that we let a message be held for longer is a known gap (docs/simulator.md).",
    source: sqs("ChangeMessageVisibility"),
  },
  {
    peer,
    about: ["SQS: a queue with a wait out of range"],
    right: "Fourfold",
    why: "A queue waits at most 20 seconds.",
    source: sqs("CreateQueue"),
  },
];

const ofPublishing: readonly Judgement[] = [
  {
    peer,
    about: ["SNS: a raw message with attributes", "SNS: a batch", "SNS: filter: bytes, which no value matches"],
    right: "Fourfold",
    why: "Attributes have bytes as well, which moto answers with 500 when a queue gets them raw.",
    source: snsGuide("sns-message-attributes"),
  },
  {
    peer,
    about: ["SNS: a raw message with ten attributes, and one with eleven, which is lost"],
    right: "Fourfold",
    why: "Raw messages with more than 10 attributes are discarded.",
    source: snsGuide("sns-large-payload-raw-message-delivery"),
  },
  {
    peer,
    about: ["SNS: an empty message", "SNS: a batch with an empty message"],
    right: "open",
    why: "The page gives no least length; AWS is known to answer that the message is empty.",
    source: sns("Publish"),
  },
  {
    peer,
    about: [
      ...["SNS: a subject with a line break, one that is empty, and one of 100 letters"],
      "SNS: a message for each protocol without a default",
    ],
    right: "Fourfold",
    why: "A subject has no line breaks; with MessageStructure json a default is needed.",
    source: sns("Publish"),
  },
  {
    peer,
    about: [
      "SNS: an attribute without a value",
      "SNS: an attribute of an unknown type",
      "SNS: a number that is not one",
    ],
    right: "open",
    why: "The page describes InvalidParameter and ParameterValueInvalid in the same words.",
    source: sns("Publish"),
  },
  {
    peer,
    about: [
      ...["SNS: a batch of none", "SNS: a batch with an id that is not allowed", "SNS: a batch over the largest size"],
      "SNS: a batch with a wrong attribute",
    ],
    right: "Fourfold",
    why: "The page has EmptyBatchRequest, InvalidBatchEntryId and BatchRequestTooLong, and each entry succeeds or fails by itself.",
    source: sns("PublishBatch"),
  },
];

const ofFilters: readonly Judgement[] = [
  {
    peer,
    about: [
      ...["SNS: filter: a start", "SNS: filter: an end", "SNS: filter: a number by its operator"],
      "SNS: filter: a range of numbers",
    ],
    right: "open",
    why: "The page has lists with exact values and with anything-but alone: moto lets no other operator match a value in a list, we do.",
    source: snsGuide("string-value-matching"),
  },
  {
    peer,
    about: [
      ...["SNS: filter: a value in capitals or not", "SNS: filter: anything but an end"],
      "SNS: filter: anything but some values",
    ],
    right: "Fourfold",
    why: "The page has both operators; anything-but matches a list that contains another value.",
    source: snsGuide("string-value-matching"),
  },
  {
    peer,
    about: ["SNS: filter: an attribute that is not there", "SNS: filter: a value, or the attribute is not there"],
    right: "Fourfold",
    why: "exists: false matches when the attribute is not there, but not when a message has none at all.",
    source: snsGuide("attribute-key-matching"),
  },
  {
    peer,
    about: [
      ...["SNS: filter: booleans and null in a list", "SNS: policy: not JSON"],
      ...["SNS: policy: an empty list, and no key", "SNS: policy: a start that is not a text"],
      "SNS: policy: numbers at and over the range",
    ],
    right: "Fourfold",
    why: "A policy is a JSON object with texts, numbers from -10⁹ to 10⁹, true, false and null.",
    source: snsGuide("subscription-filter-policy-constraints"),
  },
];

export const judgedOfMoto: readonly Judgement[] = [...ofQueues, ...ofPublishing, ...ofFilters];
