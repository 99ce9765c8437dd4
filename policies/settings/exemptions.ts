import * as v from "valibot";
import { byKeys } from "../../kit/cost/files/shapes.ts";
import type { Rule } from "../contract/rule.ts";
import { Day, ruleName, Text } from "./fields.ts";

/** Somebody answers for a finding, until the end of a day. */
export interface Exemption {
  /** The name of the rule. */
  readonly rule: string;
  /** The URN or the name of the resource, or of a component that it is in. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds. */
  readonly expires: string;
}

/** What a file of exemptions holds. */
export const Exemptions = (catalogue: readonly Rule[]): v.GenericSchema<unknown, readonly Exemption[]> =>
  v.array(
    byKeys(
      { rule: ruleName(catalogue), resource: Text, reason: Text, owner: Text, expires: Day },
      "{ rule, resource, reason, owner, expires } is expected",
    ),
    "a list of exemptions is expected",
  );
