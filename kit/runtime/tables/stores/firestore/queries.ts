import type { TableLayout } from "../../../../spec/index.ts";
import { endOfPrefix } from "../../order.ts";
import type { RangeQuery, RecordKey } from "../../store.ts";
import { toRecordKey } from "../../values.ts";

/** Where a table's items are. */
export interface Collection {
  readonly id: string;
  readonly layout: TableLayout;
  /** The name of the document that an item is. */
  nameOf(key: RecordKey): string;
}

const filter = (name: string, op: string, value: string | undefined): readonly object[] =>
  value === undefined ? [] : [{ fieldFilter: { field: { fieldPath: name }, op, value: { stringValue: value } } }];

/** Which documents are wanted: https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery#CompositeFilter */
function filterOf({ names: [name, sort], partition, range }: RangeQuery): object {
  const { prefix, from, to }: { prefix?: string; from?: string; to?: string } = range;
  const sorted =
    sort === undefined
      ? []
      : [
          ...filter(sort, "GREATER_THAN_OR_EQUAL", prefix ?? from),
          ...filter(sort, "LESS_THAN_OR_EQUAL", to),
          ...filter(sort, "LESS_THAN", prefix === undefined ? undefined : endOfPrefix(prefix)),
        ];
  return { compositeFilter: { op: "AND", filters: [...filter(name, "EQUAL", partition), ...sorted] } };
}

/** By what an index sorts, and then by names, which tell those apart that are alike: https://cloud.google.com/firestore/docs/query-data/index-overview */
function orderOf({ names: [, sort], descending }: RangeQuery): readonly object[] {
  if (sort === undefined) return [{ field: { fieldPath: "__name__" }, direction: "ASCENDING" }];
  const direction = descending ? "DESCENDING" : "ASCENDING";
  return [sort, "__name__"].map((fieldPath) => ({ field: { fieldPath }, direction }));
}

/** The position behind a record: https://cloud.google.com/firestore/docs/reference/rest/v1/Cursor */
function startOf({ names: [, sort], after }: RangeQuery, { layout, nameOf }: Collection): object {
  if (after === undefined) return {};
  const name = { referenceValue: nameOf(toRecordKey(layout.key, after)) };
  return { startAt: { values: [...(sort === undefined ? [] : [{ stringValue: after[sort] }]), name], before: false } };
}

/** A query as the API takes it: https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery */
export function toQuery(query: RangeQuery, collection: Collection): object {
  return {
    from: [{ collectionId: collection.id }],
    where: filterOf(query),
    orderBy: orderOf(query),
    ...startOf(query, collection),
    limit: query.limit,
  };
}
