import type { Inputs } from "../../../resources/inputs.ts";
import type { Guard, MeteredType } from "../../contract.ts";
import { notWhere, only, unsaid } from "../../guards.ts";
import { sent } from "../network/egress.ts";

const source = "https://aws.amazon.com/s3/pricing/";

/** Whether rules move objects into classes of storage that have other prices. */
const moves = (rules: readonly Inputs[]): boolean =>
  rules.some((rule) => [...rule.list("transitions"), ...rule.list("noncurrentVersionTransitions")].length > 0);

const movesNothing: Guard = notWhere(
  ({ inputs }, property) => moves(inputs.list(property)),
  "moves objects to other classes",
);

/** Objects that are deleted cost nothing. */
const bucketOf = (type: string): MeteredType => ({
  type,
  source,
  guards: {
    lifecycleRules: movesNothing,
    replicationConfiguration: unsaid,
    accelerationStatus: only("Suspended"),
  },
  meters: [
    { price: "aws.s3.storage", quantity: ({ use }) => use("storage") },
    { price: "aws.s3.writes", quantity: ({ use }) => use("writes") },
    { price: "aws.s3.reads", quantity: ({ use }) => use("reads") },
    sent,
  ],
});

export const buckets: readonly MeteredType[] = [bucketOf("aws:s3/bucket:Bucket"), bucketOf("aws:s3/bucketV2:BucketV2")];

/** Rules cost nothing themselves, unless they move objects. */
export const bucketLifecycle: MeteredType = {
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  source,
  guards: { rules: movesNothing },
  meters: [],
};
