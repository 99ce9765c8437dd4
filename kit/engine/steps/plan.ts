import { isDeepStrictEqual } from "node:util";
import { StepError } from "../context/step-error.ts";
import type { Properties, Provider } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { changesAny, resetPaths } from "../state/property-path.ts";
import { nameOf, typeOf } from "../state/urn.ts";
import { markSecretsLike, unwrapSecrets } from "../state/values.ts";
import type { Claim } from "./claim.ts";

/** The plan for a managed resource. */
export interface Plan {
  readonly op: "same" | "create" | "update" | "replace";
  /** As checked by the provider, with secrets marked. */
  readonly inputs: Properties;
  readonly diffs: readonly string[];
  readonly replaces: readonly string[];
  /** Whether the old resource must be deleted before the new one is created. */
  readonly deleteFirst: boolean;
}

/** A resource, and the provider that its plan is made with. */
export interface Planned {
  readonly resource: Claim;
  /** `undefined` if its configuration is not known. */
  readonly provider: Provider | undefined;
  /** Whether the provider has moved to another region or account. */
  readonly isMoved: boolean;
}

/** Compares the program's goal with the existing resource, by the provider's rules. */
export async function planCustom({ resource, provider, isMoved }: Planned): Promise<Plan> {
  const { urn, goal, previous } = resource;
  const nothing = { diffs: [], replaces: [], deleteFirst: false };
  // A provider cannot be asked until its configuration is known.
  if (provider === undefined) return { ...nothing, op: previous ? "update" : "create", inputs: goal.inputs };
  if (previous === undefined) {
    return { ...nothing, op: "create", inputs: await checkInputs(provider, urn, undefined, goal.inputs) };
  }
  const wanted = resetPaths(goal.inputs, previous.inputs, goal.ignoreChanges);
  const inputs = await checkInputs(provider, urn, previous.inputs, wanted);
  const diff = isMoved ? providerDiff : await diffInputs(provider, previous, inputs, goal);
  if (diff.replaces.length > 0) {
    refuseIfProtected(previous, goal.protect ?? false);
    // The checked inputs contain generated values of the old resource, such as its name: the new one gets its own.
    const fresh = await checkInputs(provider, urn, undefined, wanted);
    return { ...diff, op: "replace", inputs: fresh, deleteFirst: goal.deleteBeforeReplace ?? diff.deleteFirst };
  }
  return { ...diff, op: diff.diffs.length > 0 ? "update" : "same", inputs };
}

/** @throws StepError with every reason for which the provider refuses the inputs. */
async function checkInputs(
  provider: Provider,
  urn: string,
  olds: Properties | undefined,
  news: Properties,
): Promise<Properties> {
  const request = { urn, olds: olds && unwrapSecrets(olds), news: unwrapSecrets(news) };
  const { inputs, failures } = await provider.check(request);
  const [first, ...others] = failures.map(({ property, reason }) => {
    const about = property === "" ? "has a problem" : `property ${property} has a problem`;
    return `${typeOf(urn)} resource '${nameOf(urn)}': ${about}: ${reason}`;
  });
  if (first !== undefined) throw new StepError(first, ...others);
  return markSecretsLike(inputs, news);
}

const providerDiff: InputDiff = { diffs: ["provider"], replaces: ["provider"], deleteFirst: false };

/** The differences between a resource and new inputs. */
export type InputDiff = Pick<Plan, "diffs" | "replaces" | "deleteFirst">;

export async function diffInputs(
  provider: Provider,
  previous: ResourceState,
  inputs: Properties,
  options: Pick<ResourceState, "ignoreChanges" | "replaceOnChanges">,
): Promise<InputDiff> {
  const olds = unwrapSecrets(previous.inputs);
  const news = unwrapSecrets(inputs);
  const answer = await provider.diff({
    urn: previous.urn,
    id: previous.id,
    oldInputs: olds,
    olds: unwrapSecrets(previous.outputs),
    news,
    ignoreChanges: options.ignoreChanges,
  });
  const asked = changesAny(olds, news, options.replaceOnChanges) ? changedKeys(olds, news) : [];
  return {
    diffs: [...new Set([...answer.changed, ...answer.replaces, ...asked])],
    replaces: [...new Set([...answer.replaces, ...asked])],
    deleteFirst: answer.deleteBeforeReplace,
  };
}

function changedKeys(olds: Properties, news: Properties): readonly string[] {
  return Object.keys({ ...olds, ...news }).filter((key) => !isDeepStrictEqual(olds[key], news[key]));
}

/** The protection may be removed in the same run that replaces the resource. */
function refuseIfProtected(previous: ResourceState, protect: boolean): void {
  if (!previous.protect || !protect) return;
  throw new StepError(
    `unable to replace resource "${previous.urn}"\nas it is currently marked for protection. ` +
      "To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run again.",
  );
}
