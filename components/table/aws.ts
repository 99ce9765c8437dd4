import { Table, type TableArgs } from "@pulumi/aws/dynamodb/table.js";
import { mergeOptions } from "@pulumi/pulumi";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface AwsTableNodes {
  readonly table: Table;
}

export interface AwsTableTransform {
  /** The table. @default unchanged */
  readonly table?: Transform<TableArgs>;
}

type Plan = TablePlan<AwsTableTransform>;

/** The properties that keys and indexes are made of; of others DynamoDB needs to know nothing. */
function attributesOf({ layout: { key, indexes } }: Plan): TableArgs["attributes"] {
  const names = [key, ...Object.values(indexes)].flat().filter((name) => name !== undefined);
  return [...new Set(names)].map((name) => ({ name, type: "S" }));
}

/**
 * By `hashKey` and `rangeKey`, and not `keySchemas`, with which the removal of one index rebuilds all:
 * https://github.com/hashicorp/terraform-provider-aws/issues/46602
 */
function indexesOf({ layout: { indexes } }: Plan): TableArgs["globalSecondaryIndexes"] {
  return Object.entries(indexes).map(([name, [hashKey, rangeKey]]) => ({
    ...{ name, hashKey, projectionType: "ALL" },
    ...(rangeKey === undefined ? {} : { rangeKey }),
  }));
}

/**
 * That items stay. Whoever turns expiry off has to name the property that it is on, which only the state knows: so the name there is kept.
 * Without `ttl` the provider would leave expiry on.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html,
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go (ttl)
 */
const off: NonNullable<TableArgs["ttl"]> = { enabled: false };
const keepsName = { ignoreChanges: ["ttl.attributeName"] };

function argsOf(plan: Plan): TableArgs {
  const { layout, deployed, protection, tags } = plan;
  const [, sort] = layout.key;
  return {
    billingMode: "PAY_PER_REQUEST",
    hashKey: deployed.key.apply(([partition]) => partition),
    ...(sort === undefined ? {} : { rangeKey: sort }),
    attributes: attributesOf(plan),
    globalSecondaryIndexes: indexesOf(plan),
    ttl: layout.expires === undefined ? off : { attributeName: deployed.expires.apply(String), enabled: true },
    // 35 days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
    pointInTimeRecovery: { enabled: protection !== "destroy" },
    deletionProtectionEnabled: protection === "protect",
    tags,
  };
}

/** A table of DynamoDB that is paid by request: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html */
export const build: TableBuilder<AwsTableNodes, AwsTableTransform> = (self, plan) => {
  const { name, protection, transform } = plan;
  const [own, args, options] = transformed(transform.table, `${name}-table`, argsOf(plan), kept(self, protection));
  const table = new Table(own, args, args.ttl === off ? mergeOptions(options, keepsName) : options);
  return { id: table.arn, attributes: { name: table.name, arn: table.arn }, nodes: { table } };
};
