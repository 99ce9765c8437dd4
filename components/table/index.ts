import { createRequire } from "node:module";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { FourfoldError, type Handle, type PerCloud, requireSupport, settleTable } from "fourfold";
import { sharedBy } from "../database/shared.ts";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { type Attributes, attributesOf, handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import type { TableArgs } from "./args.ts";
import type { AwsTableNodes, AwsTableTransform } from "./aws.ts";
import type { AzureTableNodes, AzureTableTransform } from "./azure.ts";
import type { CloudflareTableNodes, CloudflareTableTransform } from "./cloudflare.ts";
import type { GcpTableNodes, GcpTableTransform } from "./gcp.ts";
import { keptExpiry, keptKey } from "./kept-layout.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export type { TableArgs, TableLayoutArgs } from "./args.ts";

/** The raw resources of a table: those of its cloud. */
export interface TableNodes {
  readonly aws?: AwsTableNodes;
  readonly azure?: AzureTableNodes;
  readonly cloudflare?: CloudflareTableNodes;
  readonly gcp?: GcpTableNodes;
}

/** Changes to the arguments of a table's children, by cloud and child. */
export interface TableTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsTableTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureTableTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareTableTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpTableTransform;
}

export interface TableOptions extends ComponentResourceOptions {
  /** Changes the arguments of the table's children. @default {} */
  readonly transform?: TableTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => TableBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

/** The database that a table is in, on clouds where it is in one. */
function readDatabase({ cloud, database }: TableArgs, where: string): Attributes {
  if (database !== undefined) return attributesOf(database, { kind: "database", cloud }, where);
  if (!sharedBy[cloud])
    return () => {
      throw new TypeError(`Tables on ${cloud} are in no database.`);
    };
  throw new FourfoldError("ERR_BIND", {
    where,
    what: `a table on ${cloud} is in a database, and this one is in none.`,
    fix: "Pass `database`, the `handle` of a Database.",
  });
}

function normalizePlan(self: Table, name: string, args: TableArgs, options: TableOptions): TablePlan<object> {
  const where = `Table "${name}"`;
  requireArguments(args, "TableArgs", where);
  requireArguments(options.transform ?? {}, "TableTransform", where);
  requireSupport("table", args.cloud, where);
  const plan = planMember({ component: "Table", name, where }, args, options.transform);
  const { key, indexes = {}, counters = [], expires } = args;
  const layout = settleTable({ key, indexes, counters, ...(expires === undefined ? {} : { expires }) }, where);
  const database = readDatabase(args, where);
  const deployed = { key: keptKey(self, plan, layout.key), expires: keptExpiry(self, plan, layout) };
  return { ...plan, table: args.table, layout, database, deployed };
}

/**
 * Items that are kept until they are deleted, and found by their key and by indexes:
 *
 * - AWS: a table of [DynamoDB](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html), paid by request.
 * - Google Cloud: a collection of [Firestore](https://cloud.google.com/firestore/docs), in a {@link Database}.
 * - Azure: a container of [Cosmos DB](https://learn.microsoft.com/azure/cosmos-db/nosql/), in a {@link Database}.
 * - Cloudflare: a database of [D1](https://developers.cloudflare.com/d1/), whose tables its first user makes.
 *
 * Unless its `protection` is `"destroy"`, it can be restored to what it was at any second of the last week at least: docs/tables.md.
 *
 * @example
 * const users = new Table("shop-users-table", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", table: "users", key: ["id"], indexes: { byEmail: ["email"] },
 * });
 */
export class Table extends ComponentResource {
  /** What functions and other stacks need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: TableNodes;

  constructor(name: string, args: TableArgs, opts: TableOptions = {}) {
    super("fourfold:index:Table", requireName(name, "Table"), {}, opts);
    const plan = normalizePlan(this, name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    const { key, expires } = plan.deployed;
    const layout = all([key, expires]).apply(() => JSON.stringify(plan.layout));
    this.handle = handleOf("table", args.cloud, id, { ...attributes, layout });
    this.registerOutputs({ set: args.set, table: args.table, handle: this.handle });
  }
}
