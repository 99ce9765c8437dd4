import type { DeployedTables } from "../table-deployment.ts";

/** An item with a value of each kind that JSON has. */
export interface Sample {
  readonly [property: string]: unknown;
  readonly userId: string;
  readonly id: string;
  readonly expiresAt: number;
}

/** A cloud's own view of an item. */
export interface NativeTable {
  /** What the vendor's own client, or its API, answers for the item in the table `orders`. */
  read(item: Sample, target: DeployedTables): Promise<Readonly<Record<string, unknown>>>;
  /** What the cloud has for the item, as its vendor writes each value. */
  expected(item: Sample): Readonly<Record<string, unknown>>;
  /** What is beside that: what the cloud adds, and what tables need for themselves. */
  readonly beside: readonly string[];
}

/** The identity of a function that may read the table: what a resource of this type says of it. */
export function ofReader({ simulator }: DeployedTables, type: string, output: string): string {
  const all = simulator.world.store.all().filter((one) => one.type.endsWith(`:${type}`));
  const found = all.find(({ outputs }) => /^tables-reader/.test(String(outputs.accountId ?? outputs.name)));
  if (found === undefined) throw new Error(`The function has no ${type}.`);
  return String(found.outputs[output]);
}
