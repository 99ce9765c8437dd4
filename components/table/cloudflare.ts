import { D1Database, type D1DatabaseArgs } from "@pulumi/cloudflare/d1database.js";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder } from "./plan.ts";

export interface CloudflareTableNodes {
  readonly database: D1Database;
}

export interface CloudflareTableTransform {
  /** The database. @default unchanged */
  readonly database?: Transform<D1DatabaseArgs>;
}

/** A database of D1 for each table, since a binding allows all of one: https://developers.cloudflare.com/d1/ */
export const build: TableBuilder<CloudflareTableNodes, CloudflareTableTransform> = (self, plan) => {
  const { name, on, protection, transform } = plan;
  const args: D1DatabaseArgs = {
    accountId: on("accountId"),
    name: physicalName(self, `${name}-database-name`, name, { max: 63, separator: "-" }),
    // Otherwise it comes back as a change: https://github.com/cloudflare/terraform-provider-cloudflare/issues/6309
    readReplication: { mode: "disabled" },
  };
  const database = new D1Database(...transformed(transform.database, `${name}-database`, args, kept(self, protection)));
  return { id: database.id, attributes: { id: database.id, name: database.name }, nodes: { database } };
};
