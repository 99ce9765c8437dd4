import type { Given, Rule } from "../../../policies/contract/rule.ts";
import { givenOf, type Told } from "../../../policies/engine/given.ts";
import { namesBy } from "../../../policies/engine/naming.ts";

/** What a rule is given on a certain day, with the defaults of its options, or others. */
export const givenTo = (rule: Rule, options: Told["options"] = {}, reachable: readonly string[] = []): Given =>
  givenOf(rule, { today: "2026-11-30", options, reachable, isNamed: namesBy(() => []) });
