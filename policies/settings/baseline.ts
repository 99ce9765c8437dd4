import * as v from "valibot";
import { byKeys } from "../../kit/cost/files/shapes.ts";
import { Day, Text } from "./fields.ts";

/** A finding that was there before. */
export interface Known {
  /** The name of its rule, which may be gone. */
  readonly rule: string;
  /** The URN of its resource. */
  readonly resource: string;
  readonly property: string;
  /** The day on which it was first written down. */
  readonly since: string;
}

/** What a baseline holds. */
export const Baseline: v.GenericSchema<unknown, readonly Known[]> = v.array(
  byKeys(
    { rule: Text, resource: Text, property: v.string("a text is expected"), since: Day },
    "{ rule, resource, property, since } is expected",
  ),
  "a list of findings is expected",
);
