import { programOf } from "../../../policies/contract/program.ts";
import type { Broken, Rule, Surroundings, TypeRule } from "../../../policies/contract/rule.ts";
import type { Fields } from "../../../policies/contract/values.ts";
import { examine, examineGraph } from "../../../policies/engine/examine.ts";
import type { Finding } from "../../../policies/engine/finding.ts";
import { changed } from "./changed.ts";
import { givenTo } from "./given.ts";
import { neighbourOf, subjectOf } from "./subjects.ts";

/** A resource, and what is around it. */
export interface Example {
  readonly type: string;
  readonly inputs: Fields;
  readonly given?: Surroundings | undefined;
}

/** What a rule finds on an example, by itself and in its surroundings. */
export function found(rule: Rule, { type, inputs, given = {} }: Example): readonly Finding[] {
  const context = givenTo(rule, given.options, given.isPublic === true ? ["subject"] : []);
  const subject = subjectOf(type, "subject", inputs, given);
  const program = programOf([subject, ...(given.around ?? []).map(neighbourOf)]);
  return [...examine(rule, subject, context), ...examineGraph(rule, subject, program, context)];
}

export const inputsOf = ({ compliant }: TypeRule): Fields => (compliant === "none" ? {} : compliant);

/** An example with one change. */
export function brokenBy(asked: TypeRule, change: Broken): Omit<Example, "type"> {
  const { given } = asked;
  if ("says" in change) return { inputs: change.inputs ?? inputsOf(asked), given: { ...given, ...change } };
  const [property, value] = change;
  return { inputs: changed(inputsOf(asked), property, value), given };
}
