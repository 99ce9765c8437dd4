import { firestore } from "@pulumi/gcp";
import type { ComponentResource } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface GcpTableNodes {
  /** By what they are for: `key`, or the name of an index, and the direction. */
  readonly indexes: { readonly [use: string]: firestore.Index };
  readonly exemption: firestore.Field;
  readonly expiry?: firestore.Field;
}

export interface GcpTableTransform {
  /** Each index. @default unchanged */
  readonly index?: Transform<firestore.IndexArgs>;
}

type Plan = TablePlan<GcpTableTransform>;

const placeOf = ({ database, table }: Plan) => ({
  project: database("project"),
  database: database("name"),
  collection: table,
});

/** What is sorted by what: an index has one direction, and both are asked for. https://cloud.google.com/firestore/docs/query-data/index-overview */
function createIndexes(self: ComponentResource, plan: Plan): GcpTableNodes["indexes"] {
  const { name, layout, transform } = plan;
  const [partition, sort] = layout.key;
  const sorted = [
    ...(sort === undefined ? [] : [["key", [partition, sort]] as const]),
    ...Object.entries(layout.indexes),
  ];
  const created = sorted.flatMap(([use, [first, second]]) =>
    (["ascending", "descending"] as const).map((direction) => {
      // Where nothing is sorted by, by the key: an index has two fields at least.
      const fields = [
        { fieldPath: first, order: "ASCENDING" },
        { fieldPath: second ?? partition, order: direction.toUpperCase() },
      ];
      const args: firestore.IndexArgs = { ...placeOf(plan), queryScope: "COLLECTION", fields };
      const own = `${use}-${direction}`;
      const index = new firestore.Index(
        ...transformed(transform.index, `${name}-${own}-index`, args, { parent: self }),
      );
      return [own, index] as const;
    }),
  );
  return Object.fromEntries(created);
}

/** Nothing else is indexed: it would cost with each write. https://cloud.google.com/firestore/docs/query-data/indexing#exemptions */
function createExemption(self: ComponentResource, plan: Plan): firestore.Field {
  const args: firestore.FieldArgs = { ...placeOf(plan), field: "*", indexConfig: {} };
  return new firestore.Field(`${plan.name}-exemption`, args, { parent: self });
}

/** The time when Firestore may remove an item: https://cloud.google.com/firestore/docs/ttl */
function createExpiry(self: ComponentResource, plan: Plan): Pick<GcpTableNodes, "expiry"> {
  if (plan.layout.expires === undefined) return {};
  const args: firestore.FieldArgs = { ...placeOf(plan), field: "_expires", indexConfig: {}, ttlConfig: {} };
  return { expiry: new firestore.Field(`${plan.name}-expiry`, args, { parent: self }) };
}

/** A collection of Firestore, which needs no creation: https://cloud.google.com/firestore/docs/data-model */
export const build: TableBuilder<GcpTableNodes, GcpTableTransform> = (self, plan) => {
  const { database, table } = plan;
  const nodes = {
    indexes: createIndexes(self, plan),
    exemption: createExemption(self, plan),
    ...createExpiry(self, plan),
  };
  return {
    id: database("path").apply((path) => `${path}/documents/${table}`),
    attributes: { collection: table, path: database("path"), project: database("project") },
    nodes,
  };
};
