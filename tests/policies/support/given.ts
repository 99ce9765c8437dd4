import type { Given, Rule } from "../../../policies/contract/rule.ts";
import { givenOf } from "../../../policies/engine/given.ts";

/** What a rule is given on a certain day, with the defaults of its options. */
export const givenTo = (rule: Rule): Given =>
  givenOf(rule, { today: "2026-11-30", options: {}, isPublic: () => false });
