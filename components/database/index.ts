import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Handle, PerCloud } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import type { DatabaseArgs } from "./args.ts";
import type { AzureDatabaseNodes, AzureDatabaseTransform } from "./azure.ts";
import type { GcpDatabaseNodes, GcpDatabaseTransform } from "./gcp.ts";
import type { DatabaseBuilder, DatabasePlan } from "./plan.ts";

export type { DatabaseArgs } from "./args.ts";

/** The raw resources of a database: those of its cloud. AWS and Cloudflare have none. */
export interface DatabaseNodes {
  readonly azure?: AzureDatabaseNodes;
  readonly gcp?: GcpDatabaseNodes;
}

/** Changes to the arguments of a database's children, by cloud and child. */
export interface DatabaseTransform {
  /** Children on Azure. @default {} */
  readonly azure?: AzureDatabaseTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpDatabaseTransform;
}

export interface DatabaseOptions extends ComponentResourceOptions {
  /** Changes the arguments of the database's children. @default {} */
  readonly transform?: DatabaseTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => DatabaseBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

function normalizePlan(name: string, args: DatabaseArgs, options: DatabaseOptions): DatabasePlan<object> {
  const where = `Database "${name}"`;
  requireArguments(args, "DatabaseArgs", where);
  requireArguments(options.transform ?? {}, "DatabaseTransform", where);
  return planMember({ component: "Database", name, where }, args, options.transform);
}

/**
 * What the tables of a set are in, on clouds where they share something:
 *
 * - Google Cloud: a database of [Firestore](https://cloud.google.com/firestore/docs/manage-databases).
 * - Azure: a serverless account of [Cosmos DB](https://learn.microsoft.com/azure/cosmos-db/serverless), without keys, and a database in it.
 * - AWS and Cloudflare: nothing.
 *
 * @example
 * const database = new Database("shop-database", { cloud: "gcp", foundation: foundation.handle, set: "shop" });
 */
export class Database extends ComponentResource {
  /** What tables need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: DatabaseNodes;

  constructor(name: string, args: DatabaseArgs, opts: DatabaseOptions = {}) {
    super("fourfold:index:Database", requireName(name, "Database"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    this.handle = handleOf("database", args.cloud, id, attributes);
    this.registerOutputs({ set: args.set, handle: this.handle });
  }
}
