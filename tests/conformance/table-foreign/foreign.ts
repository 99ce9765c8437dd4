import type { Input } from "@pulumi/pulumi";
import type { Simulator } from "../../../kit/simulator/index.ts";
import type { Entry } from "../fixtures/ledger-set.ts";

/** What somebody has put into their table, besides what only their cloud has. */
export const entries: readonly Entry[] = [
  { id: "bob" },
  { id: "c1", status: "open", at: "2026-01-05" },
  { id: "c2", status: "open", at: "2026-02-01" },
  { id: "C3", status: "open", at: "2026-02-01" },
  { id: "c4", status: "open", at: "2026-03-09" },
  { id: "c5", status: "closed", at: "2026-02-02" },
];

/** Somebody else's table on a cloud, and how they write to it. */
export interface Foreign {
  /** Makes it. @returns what the cloud calls it */
  make(): Input<string>;
  /** Puts the entries, and an entry "ann" with an address, and with what only this cloud has in `more`. */
  fill(simulator: Simulator, id: string): Promise<void>;
  /** What the function reads for what only this cloud has. */
  readonly more: unknown;
  /** What it reads for properties that an entry does not have. @default nothing */
  readonly missing?: Readonly<Record<keyof Entry | "more", null>>;
  readonly version: RegExp;
  /** The status that the cloud has for a write by the function's identity. @default it has none: it permits writing */
  write?(simulator: Simulator, id: string): Promise<number | undefined>;
}

/** A resource of the function's, by the end of its type and what its name begins with. */
export const ofFunction = ({ world }: Simulator, type: RegExp, property: string) =>
  world.store.all().find((one) => type.test(one.type) && String(one.outputs[property]).startsWith("ledger-reader"));
