import { createHash } from "node:crypto";

/** A part of a container that has its own server: what a partition key's hash leads to. */
export interface Range {
  readonly id: string;
  /** Hashes from this one on, in hexadecimal. */
  readonly min: string;
  /** To this one, exclusively. */
  readonly max: string;
}

/** All hashes. */
export const everything = { min: "", max: "FF" } as const;

const middle = "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";

/**
 * Real containers begin with one and grow; here are two from the start, so that whoever forgets the second one notices.
 * https://learn.microsoft.com/azure/cosmos-db/partitioning#physical-partitions
 */
export const ranges: readonly [Range, Range] = [
  { id: "0", min: everything.min, max: middle },
  { id: "1", min: middle, max: everything.max },
];

/** The range of a partition, by a hash of its own: which one Cosmos DB uses is not documented. */
export function rangeOf(partition: string): Range {
  const [first, second] = ranges;
  return (createHash("sha256").update(partition).digest()[0] ?? 0) % 2 === 0 ? first : second;
}

/** Whether partitions are in a range. Each is hashed once. */
export function isIn(range: Range): (partition: string) => boolean {
  const known = new Map<string, boolean>();
  return (partition) => {
    const answer = known.get(partition) ?? rangeOf(partition) === range;
    known.set(partition, answer);
    return answer;
  };
}
