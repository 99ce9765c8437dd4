import { setImmediate } from "node:timers/promises";
import type { Provider } from "../provider.ts";
import { buildUrn, isProviderType, nameOf, packageOf, typeOf } from "../state/urn.ts";
import type { Deployment } from "./deployment.ts";
import { isMissingType } from "./missing-types.ts";

/** A managed resource that a program has constructed, and whose registration may still wait for the outputs of others. */
export interface Announced {
  readonly type: string;
  readonly name: string;
}

/**
 * Looks ahead before the first change of a package's resources: whether the program has announced some of a type that the
 * provider does not have. What was deployed before has a type that is there.
 */
export async function lacksAnnounced(run: Deployment, provider: Provider, packageName: string): Promise<boolean> {
  const known = run.lookAhead.get(packageName);
  if (known !== undefined) return await known;
  const answer = findMissing(run, provider, packageName);
  run.lookAhead.set(packageName, answer);
  return await answer;
}

async function findMissing(run: Deployment, provider: Provider, packageName: string): Promise<boolean> {
  // What a program constructs in one go is registered in neighbouring turns of the event loop.
  await setImmediate();
  const deployed = new Set(run.journal.previous.map(({ type }) => type));
  const isInQuestion = ({ type }: Announced): boolean =>
    packageOf(type) === packageName && !isProviderType(type) && !deployed.has(type);
  const announced = [...listUnderWay(run), ...run.announced()].filter(isInQuestion);
  const types = [...new Set(announced.map(({ type }) => type))];
  const lacks = await Promise.all(types.map((type) => lacksType(run, provider, type)));
  const missing = new Set(types.filter((_type, index) => lacks[index]));
  for (const { type, name } of announced) if (missing.has(type)) run.missing.add(type, name);
  return missing.size > 0;
}

/** What is being registered. Components are registered as soon as they have their URN. */
function listUnderWay({ claimed, registrations }: Deployment): readonly Announced[] {
  const urns = [...claimed].filter((urn) => !registrations.has(urn));
  return urns.map((urn) => ({ type: typeOf(urn), name: nameOf(urn) }));
}

/** Without inputs there is nothing to check but the type: what else the provider has to say is told by the step itself. */
async function lacksType({ stack, project }: Deployment, provider: Provider, type: string): Promise<boolean> {
  try {
    await provider.check({ urn: buildUrn({ stack, project, type, name: "announced" }), olds: undefined, news: {} });
    return false;
  } catch (error) {
    return isMissingType(error);
  }
}
