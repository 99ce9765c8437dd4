import { type ComponentResource, type CustomResourceOptions, type Output, output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import { FourfoldError, type Names, type TableLayout } from "fourfold";
import { kept } from "../support/options.ts";
import type { MemberPlan } from "../support/plan.ts";

type Member = Pick<MemberPlan<object>, "name" | "where" | "protection">;

/** Stands in no name of a property. */
const separator = "/";

/**
 * What a table was first deployed with. A component is not told what is deployed, so this is kept in what never changes for as long as
 * it is there.
 */
function firstOf(name: string, text: string, options: CustomResourceOptions): Output<string> {
  const prefix = `${text}${separator}`;
  const { hex } = new RandomId(name, { byteLength: 1, prefix }, { ...options, ignoreChanges: ["prefix"] });
  return hex.apply((stored) => stored.slice(0, stored.lastIndexOf(separator)));
}

/**
 * The key of a table, which is refused in a preview where the table was deployed with another one: databases would replace the table,
 * and its items would be gone. What keeps it is deleted only with the table.
 *
 * @throws FourfoldError `ERR_REPLACEMENT` in the output
 */
export function keptKey(self: ComponentResource, { name, where, protection }: Member, key: Names): Output<Names> {
  const text = key.join(separator);
  return firstOf(`${name}-key`, text, kept(self, protection)).apply((first) => {
    if (first === text) return key;
    const [was, is] = [first, text].map((names) => names.replace(separator, " and "));
    throw new FourfoldError("ERR_REPLACEMENT", {
      where,
      what: `it is deployed with the key ${was}, and another key, ${is}, is another table: its items would be lost.`,
      fix: "Add a table with the new key under another name, and copy the items: docs/tables.md says how.",
    });
  });
}

/**
 * The property that says when items expire, which is refused in a preview where the table is deployed with another one: DynamoDB would
 * refuse it half-way, and on Google Cloud and Azure items would still be removed by the former one. What keeps it is not protected, since
 * it goes when items are to stay.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 *
 * @throws FourfoldError `ERR_REPLACEMENT` in the output
 */
export function keptExpiry(
  self: ComponentResource,
  { name, where }: Member,
  { expires }: TableLayout,
): Output<string | undefined> {
  if (expires === undefined) return output(undefined);
  return firstOf(`${name}-expires`, expires, { parent: self }).apply((first) => {
    if (first === expires) return expires;
    throw new FourfoldError("ERR_REPLACEMENT", {
      where,
      what: `its items expire by "${first}", and cannot expire by "${expires}" from one deployment to the next.`,
      fix: "Deploy it without `expires` in between: docs/tables.md says how, and what becomes of the items.",
    });
  });
}
