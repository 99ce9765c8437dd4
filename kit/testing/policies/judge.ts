import { isDeepStrictEqual } from "node:util";
import { containsSecret, type Properties, unwrapSecrets } from "../../engine/index.ts";
import { Analyzer, type Change, type Violation } from "./analyzer.ts";
import type { Asked } from "./given.ts";
import type { AnyPolicy, PolicyOptions } from "./policy.ts";
import { shown } from "./wire.ts";

/** A change that a policy makes to a resource. */
export interface Remediation {
  /** The policy's name. */
  readonly policy: string;
  readonly urn: string;
  /** All inputs after the change. Secrets are open, and {@link secretInputs} says which they are. */
  readonly inputs: Properties;
  /** Names of inputs that are secret, or contain a secret. */
  readonly secretInputs: readonly string[];
}

/** What policies say. */
export interface Verdict {
  /** In the order in which Pulumi tells them: of each resource, then of the stack. */
  readonly violations: readonly Violation[];
  /** What policies of the level `remediate` change, before anything is validated. */
  readonly remediations: readonly Remediation[];
}

function remediationOf({ policy, urn, inputs }: Change): Remediation {
  const secretInputs = Object.keys(inputs).filter((name) => containsSecret(inputs[name]));
  return { policy, urn, inputs: unwrapSecrets(shown(inputs)), secretInputs };
}

/** A resource with other inputs, which its provider would answer among the outputs. */
function changed(asked: Asked, inputs: Properties): Asked {
  const news = Object.entries(inputs).filter(([name, value]) => !isDeepStrictEqual(value, asked.inputs[name]));
  return { ...asked, inputs, outputs: { ...asked.outputs, ...Object.fromEntries(news) } };
}

/**
 * Asks policies as the engine does: first it remediates a resource, and then validates what has come of it.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go
 */
export async function judge(
  policies: readonly AnyPolicy[],
  options: PolicyOptions,
  all: readonly Asked[],
): Promise<Verdict> {
  const analyzer = new Analyzer(policies, options, all);
  const violations: Violation[] = [];
  const remediations: Remediation[] = [];
  const finished: Asked[] = [];
  for (const asked of all) {
    const { changes, violations: failures } = await analyzer.remediate(asked);
    const last = changes.at(-1);
    const remedied = last === undefined ? asked : changed(asked, last.inputs);
    violations.push(...failures, ...(await analyzer.analyze(remedied)));
    remediations.push(...changes.map(remediationOf));
    finished.push(remedied);
  }
  return { violations: [...violations, ...(await analyzer.analyzeStack(finished))], remediations };
}
