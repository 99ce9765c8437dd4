import type { ResourceTransform } from "@pulumi/pulumi";
import { createSite } from "../shared/everywhere.ts";

/** A company's rule, in one place: whatever can be tagged says who pays. */
const pay: ResourceTransform = ({ type, props, opts }) =>
  /^aws:(?:iam\/role:|cloudwatch|lambda\/function:)/.test(type)
    ? { props: { ...props, tags: { ...props.tags, payer: "shop" } }, opts }
    : undefined;

export const { urls } = createSite("aws", "hello", {
  transforms: [pay],
  transform: {
    functions: {
      greet: {
        aws: { function: { memorySize: 1024 }, logs: (args) => void Object.assign(args, { retentionInDays: 3 }) },
      },
    },
    gateway: { aws: { accessLogs: { retentionInDays: 5 } } },
  },
});
