/** What is the same on every cloud, because the smallest of them decides. */
export const tableLimits = {
  /** Bytes of a key's or an index's value, in UTF-8: hexadecimal, it must fit into an id of https://learn.microsoft.com/azure/cosmos-db/concepts-limits */
  key: 500,
  /** Bytes of an item, as {@link https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html DynamoDB} counts them or as JSON, whichever is more: it takes 400 KB with what is added. */
  item: 350_000,
  /** How deep lists and objects may be nested in an item: https://cloud.google.com/firestore/quotas */
  depth: 20,
  /** Numbers, apart from 0: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
  number: { min: 1e-130, max: 9.99e125 },
  /** Indexes of a table: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
  indexes: 20,
  counters: 10,
  /** What a counter can be at most; at least, it is as far below 0. Whole numbers are exact up to there in JSON: https://www.rfc-editor.org/rfc/rfc8259#section-6 */
  counter: 9_007_199_254_740_991,
  /** Items of a page. */
  page: 1_000,
  /** Items that are read together. */
  getMany: 100,
  /** Items that are changed together, and their bytes. */
  transact: { items: 25, bytes: 1_000_000 },
} as const;
