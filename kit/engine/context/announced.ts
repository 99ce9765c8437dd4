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
 * Whether the program has announced resources whose type the provider does not have. Checked before the first change of a
 * package's resources. Types that were deployed before exist.
 */
export async function lacksAnnounced(run: Deployment, provider: Provider, packageName: string): Promise<boolean> {
  const known = run.lookAhead.get(packageName);
  if (known !== undefined) return await known;
  const answer = findMissing(run, provider, packageName);
  run.lookAhead.set(packageName, answer);
  return await answer;
}

async function findMissing(run: Deployment, provider: Provider, packageName: string): Promise<boolean> {
  // Resources that a program constructs together are registered in consecutive turns of the event loop.
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

/** The resources that are being registered. Components are registered as soon as they have their URN. */
function listUnderWay({ claimed, registrations }: Deployment): readonly Announced[] {
  const urns = [...claimed].filter((urn) => !registrations.has(urn));
  return urns.map((urn) => ({ type: typeOf(urn), name: nameOf(urn) }));
}

/** Without inputs only the type can be checked: other errors of the provider are reported by the step itself. */
async function lacksType({ stack, project }: Deployment, provider: Provider, type: string): Promise<boolean> {
  try {
    await provider.check({ urn: buildUrn({ stack, project, type, name: "announced" }), olds: undefined, news: {} });
    return false;
  } catch (error) {
    return isMissingType(error);
  }
}
