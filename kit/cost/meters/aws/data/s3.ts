import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { guarded, isSaid } from "../../guarded.ts";
import { sent } from "../network/egress.ts";

const source = "https://aws.amazon.com/s3/pricing/";

/** Whether rules move objects into classes of storage that have other prices. */
const moves = (rules: readonly Inputs[]): boolean =>
  rules.some((rule) => [...rule.list("transitions"), ...rule.list("noncurrentVersionTransitions")].length > 0);

/** Objects that are deleted cost nothing. */
const meters = guarded(
  {
    lifecycleRules: ({ inputs }, property) => moves(inputs.list(property)),
    replicationConfiguration: isSaid,
    accelerationStatus: ({ inputs }: Reading, property) => inputs.text(property) === "Enabled",
  },
  [
    { price: "aws.s3.storage", quantity: ({ use }) => use("storage") },
    { price: "aws.s3.writes", quantity: ({ use }) => use("writes") },
    { price: "aws.s3.reads", quantity: ({ use }) => use("reads") },
    sent,
  ],
);

export const buckets: readonly MeteredType[] = [
  { type: "aws:s3/bucket:Bucket", source, meters },
  { type: "aws:s3/bucketV2:BucketV2", source, meters },
];

/** Rules cost nothing themselves, unless they move objects. */
export const bucketLifecycle: MeteredType = {
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  source,
  meters: guarded({ rules: ({ inputs }, property) => moves(inputs.list(property)) }, []),
};
