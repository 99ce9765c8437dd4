import { dynamodb } from "@pulumi/aws";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface AwsTableNodes {
  readonly table: dynamodb.Table;
}

export interface AwsTableTransform {
  /** The table. @default unchanged */
  readonly table?: Transform<dynamodb.TableArgs>;
}

type Plan = TablePlan<AwsTableTransform>;

/** The properties that keys and indexes are made of; of others DynamoDB needs to know nothing. */
function attributesOf({ layout: { key, indexes } }: Plan): dynamodb.TableArgs["attributes"] {
  const names = [key, ...Object.values(indexes)].flat().filter((name) => name !== undefined);
  return [...new Set(names)].map((name) => ({ name, type: "S" }));
}

/**
 * By `hashKey` and `rangeKey`, and not `keySchemas`, with which the removal of one index rebuilds all:
 * https://github.com/hashicorp/terraform-provider-aws/issues/46602
 */
function indexesOf({ layout: { indexes } }: Plan): dynamodb.TableArgs["globalSecondaryIndexes"] {
  return Object.entries(indexes).map(([name, [hashKey, rangeKey]]) => ({
    ...{ name, hashKey, projectionType: "ALL" },
    ...(rangeKey === undefined ? {} : { rangeKey }),
  }));
}

function argsOf(plan: Plan): dynamodb.TableArgs {
  const { layout, key, protection, tags } = plan;
  const [, sort] = layout.key;
  return {
    billingMode: "PAY_PER_REQUEST",
    hashKey: key.apply(([partition]) => partition),
    ...(sort === undefined ? {} : { rangeKey: sort }),
    attributes: attributesOf(plan),
    globalSecondaryIndexes: indexesOf(plan),
    ...(layout.expires === undefined ? {} : { ttl: { attributeName: layout.expires, enabled: true } }),
    // 35 days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
    pointInTimeRecovery: { enabled: protection !== "destroy" },
    deletionProtectionEnabled: protection === "protect",
    tags,
  };
}

/** A table of DynamoDB that is paid by request: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html */
export const build: TableBuilder<AwsTableNodes, AwsTableTransform> = (self, plan) => {
  const { name, protection, transform } = plan;
  const table = new dynamodb.Table(
    ...transformed(transform.table, `${name}-table`, argsOf(plan), kept(self, protection)),
  );
  return { id: table.arn, attributes: { name: table.name, arn: table.arn }, nodes: { table } };
};
