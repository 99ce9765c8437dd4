import type { ComponentResource, Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";
import { FourfoldError, type Names } from "fourfold";
import { kept } from "../support/options.ts";
import type { MemberPlan } from "../support/plan.ts";

/** Stands in no name of a property. */
const separator = "/";

/**
 * The key of a table, which is refused in a preview where the table was deployed with another one: databases would replace the table,
 * and its items would be gone. A component is not told what is deployed, so the first key is kept in what never changes, and is deleted
 * only with the table.
 *
 * @throws FourfoldError `ERR_REPLACEMENT` in the output
 */
export function keptKey(
  self: ComponentResource,
  { name, where, protection }: Pick<MemberPlan<object>, "name" | "where" | "protection">,
  key: Names,
): Output<Names> {
  const text = key.join(separator);
  const prefix = `${text}${separator}`;
  const options = { ...kept(self, protection), ignoreChanges: ["prefix"] };
  const { hex } = new RandomId(`${name}-key`, { byteLength: 1, prefix }, options);
  return hex.apply((stored) => {
    const first = stored.slice(0, stored.lastIndexOf(separator));
    if (first === text) return key;
    const [was, is] = [first, text].map((names) => names.replace(separator, " and "));
    throw new FourfoldError("ERR_REPLACEMENT", {
      where,
      what: `it is deployed with the key ${was}, and another key, ${is}, is another table: its items would be lost.`,
      fix: "Add a table with the new key under another name, and copy the items: docs/tables.md says how.",
    });
  });
}
