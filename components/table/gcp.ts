import { Field, type FieldArgs } from "@pulumi/gcp/firestore/field.js";
import { Index, type IndexArgs } from "@pulumi/gcp/firestore/index_.js";
import { type ComponentResource, interpolate, type Output } from "@pulumi/pulumi";
import type { Names } from "fourfold";
import { kebab, physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface GcpTableNodes {
  /** Those that sort, by the names of their fields and the direction: `status-placedAt-ascending`. */
  readonly indexes: { readonly [name: string]: Index };
  /** Those of the properties that an index without an order is of, by their names. */
  readonly fields: { readonly [name: string]: Field };
  /** What says that nothing else is indexed: of items, and of their counters. */
  readonly exemption: Field;
  readonly countersExemption?: Field;
  readonly expiry?: Field;
}

export interface GcpTableTransform {
  /** Each index that sorts. @default unchanged */
  readonly index?: Transform<IndexArgs>;
}

type Plan = TablePlan<GcpTableTransform>;

/** Where a table's items are. */
interface Place {
  readonly project: Output<string>;
  readonly database: Output<string>;
  readonly collection: Output<string>;
}

/** A collection has no resource of its own, and so nothing that keeps its name when the table is renamed. */
function placeOf(self: ComponentResource, { name, table, database }: Plan): Place {
  // Not 1,500 bytes, since it stands in the titles of grants: https://cloud.google.com/firestore/quotas#collections_documents_and_fields
  const rule = { max: 63, separator: "-" } as const;
  const collection = physicalName(self, `${name}-collection-name`, kebab(table), rule);
  return { project: database("project"), database: database("name"), collection };
}

/** The properties that the key and the indexes are of, each once: Firestore refuses a second index of the same fields. */
function indexedBy({ layout: { key, indexes } }: Plan): readonly Names[] {
  const [, sort] = key;
  const all = [...(sort === undefined ? [] : [key]), ...Object.values(indexes)];
  return [...new Map(all.map((names) => [names.join("-"), names])).values()];
}

/** Each sorts in one direction, and both are asked for. https://cloud.google.com/firestore/docs/query-data/index-overview */
function createIndexes(self: ComponentResource, plan: Plan, place: Place): GcpTableNodes["indexes"] {
  const created = indexedBy(plan).flatMap(([partition, sort]) => {
    if (sort === undefined) return [];
    return (["ascending", "descending"] as const).map((direction) => {
      const own = `${partition}-${sort}-${direction}`;
      const fields = [
        { fieldPath: partition, order: "ASCENDING" },
        { fieldPath: sort, order: direction.toUpperCase() },
      ];
      const args: IndexArgs = { ...place, queryScope: "COLLECTION", fields };
      const name = `${plan.name}-${own}-index`;
      return [own, new Index(...transformed(plan.transform.index, name, args, { parent: self }))] as const;
    });
  });
  return Object.fromEntries(created);
}

/** Where an index sorts by nothing, its property has one by itself: https://cloud.google.com/firestore/docs/query-data/index-overview#single-field_indexes */
function createFields(self: ComponentResource, plan: Plan, place: Place): GcpTableNodes["fields"] {
  const created = indexedBy(plan).flatMap(([field, sort]) => {
    if (sort !== undefined) return [];
    const args: FieldArgs = { ...place, field, indexConfig: { indexes: [{ order: "ASCENDING" }] } };
    return [[field, new Field(`${plan.name}-${field}-field`, args, { parent: self })] as const];
  });
  return Object.fromEntries(created);
}

/**
 * Nothing else is indexed, since it would cost with each write: https://cloud.google.com/firestore/docs/query-data/indexing#exemptions
 * For `*`: https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.collectionGroups.fields
 */
function createExemptions(
  self: ComponentResource,
  plan: Plan,
  place: Place,
): Pick<GcpTableNodes, "exemption" | "countersExemption"> {
  const { name, layout } = plan;
  const args: FieldArgs = { ...place, field: "*", indexConfig: {} };
  const exemption = new Field(`${name}-exemption`, args, { parent: self });
  if (layout.counters.length === 0) return { exemption };
  const counters = { ...args, collection: interpolate`${place.collection}~counters` };
  const countersExemption = new Field(`${name}-counters-exemption`, counters, { parent: self });
  return { exemption, countersExemption };
}

/** The time when Firestore may remove an item: https://cloud.google.com/firestore/docs/ttl */
function createExpiry(self: ComponentResource, plan: Plan, place: Place): Pick<GcpTableNodes, "expiry"> {
  if (plan.layout.expires === undefined) return {};
  const args: FieldArgs = { ...place, field: "_expires", indexConfig: {}, ttlConfig: {} };
  return { expiry: new Field(`${plan.name}-expiry`, args, { parent: self }) };
}

/** A collection of Firestore, which needs no creation: https://cloud.google.com/firestore/docs/data-model */
export const build: TableBuilder<GcpTableNodes, GcpTableTransform> = (self, plan) => {
  const { database } = plan;
  const place = placeOf(self, plan);
  const nodes = {
    indexes: createIndexes(self, plan, place),
    fields: createFields(self, plan, place),
    ...createExemptions(self, plan, place),
    ...createExpiry(self, plan, place),
  };
  return {
    id: interpolate`${database("path")}/documents/${place.collection}`,
    attributes: {
      collection: place.collection,
      path: database("path"),
      project: database("project"),
      writer: database("writer"),
    },
    nodes,
  };
};
