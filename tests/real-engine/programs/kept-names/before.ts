import type { ResourceTransform } from "@pulumi/pulumi";
import { createSite } from "../shared/everywhere.ts";

/** What was deployed before access logs had a prefix: a name that the provider has made of the resource's. */
const asBefore: ResourceTransform = ({ type, props, opts }) =>
  type === "aws:cloudwatch/logGroup:LogGroup"
    ? { props: { ...props, namePrefix: undefined }, opts: { ...opts, ignoreChanges: [] } }
    : undefined;

export const { urls } = createSite("aws", "hello", { transforms: [asBefore] });
