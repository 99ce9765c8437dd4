import type { Cloud } from "../../../kit/spec/clouds.ts";
import type { Fields } from "../../../policies/contract/values.ts";

/** A resource that scanners are asked about. */
export interface Asked {
  /** Its name in what scanners read, unique in its cloud: letters, digits, hyphens and underscores, beginning with a letter. */
  readonly id: string;
  readonly cloud: Cloud;
  /** Its type token, such as `aws:lambda/function:Function`. */
  readonly type: string;
  /** What its provider receives. */
  readonly inputs: Fields;
  /** The ids of those that properties have their values from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** A resource that our rules are asked about, too. */
export interface Case extends Asked {
  /** The rule whose example it is, as `aws/access-logs`. @default it is one of the shop's */
  readonly rule?: string | undefined;
  /** The id of the rule's compliant example, where it is one with a change. */
  readonly brokenFrom?: string | undefined;
  /** The rules that find something on it, as `aws/access-logs`. */
  readonly found: ReadonlySet<string>;
  /** Resources around it, about which nothing is compared. */
  readonly around: readonly Asked[];
}

/** What a scanner says of a resource, by the ids of its checks. */
export interface Verdicts {
  readonly failed: ReadonlySet<string>;
  readonly passed: ReadonlySet<string>;
}

/** What a scanner answered about the resources of a cloud. */
export interface Scan {
  readonly scanner: ScannerName;
  readonly cloud: Cloud;
  /** By the ids of resources. There is nothing about what it does not know. */
  readonly said: ReadonlyMap<string, Verdicts>;
  /** What its checks are about, by their ids. */
  readonly titles: ReadonlyMap<string, string>;
}

export type ScannerName = "Checkov" | "KICS";

/** A scanner's key in the `references` of rules. */
export const referenceKeys = { Checkov: "checkov", KICS: "kics" } as const satisfies Record<ScannerName, string>;
