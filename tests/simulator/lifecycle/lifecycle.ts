import assert from "node:assert/strict";
import type { Clock, Properties, ResourceType } from "../../../kit/simulator/contract.ts";
import { createSchemas, packageOf } from "../../../kit/simulator/control/check/schema.ts";
import { withoutNotes } from "../../../kit/simulator/control/wire.ts";
import { createFakeClock, type PackageName } from "../../../kit/simulator/index.ts";
import { type Deployed, type Deployment, deploymentOn } from "../deployment.ts";
import { type Candidates, candidatesFor, withValue } from "./candidates.ts";

/** After every date in the examples, and before every one in the tables that refuses something. */
const someDay = Date.UTC(2026, 9, 1);

/** A clock that says another time whenever it is asked: what an update must not renew shows. */
function ticking(): Clock {
  const clock = createFakeClock(someDay);
  return {
    now() {
      clock.advance(1_000);
      return clock.now();
    },
    after: clock.after,
  };
}

/** How the clouds call the time of the last change, which every update renews. */
const changeTimes = ["lastModified", "lastModifiedTimeUtc", "modified", "modifiedOn", "updated", "updateTime"];

/** What a type's test needs beside the type's own example. */
export interface Needs {
  /** Types whose examples must be there before, in this order: one after the other. */
  readonly after?: readonly string[];
  /** Creates what must be there before, and answers what only that can give: ids, addresses. */
  ground?(deployment: Deployment): Promise<Given | undefined>;
  /** Other values, by dotted property, where the SDK's types alone do not lead to one that is accepted. */
  readonly values?: Properties;
  /** Outputs that differ after every update, as numbers of revisions do. */
  readonly counting?: readonly string[];
  /** Properties that cannot have another value by themselves, and why. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** What other resources give: inputs of the example, and the other values of {@link Needs.values}. */
export interface Given {
  readonly inputs?: Properties | undefined;
  readonly values?: Properties;
}

/**
 * Takes every resource type of a package through its life, from its own example: create, read, the same once more, a
 * change of every property that its table knows, in place or by a replacement as the table says, and delete.
 *
 * @param options - The provider's configuration, and whether functions run: starting one anew for every change of a
 * property takes its time.
 */
export function describeLifecycles(
  cloud: PackageName,
  options: { readonly configuration: Properties; readonly live: boolean },
  needs: Readonly<Record<string, Needs>>,
): void {
  const open = () => deploymentOn(cloud, { ...options, clock: ticking() });

  describe(`${cloud}: the life of each resource type`, () => {
    it("is as its table says, from create to delete", async () => {
      const listing = await open();
      const { types } = await listing.simulator.services(cloud);
      await listing.stop();
      const problems: string[] = [];
      for (const type of types) {
        const deployment = await open();
        try {
          for (const token of needs[type.token]?.after ?? []) await createExample(deployment, types, token);
          await tryLife(deployment, type, needs[type.token] ?? {}, problems);
        } catch (error) {
          problems.push(`${type.token}: ${messageOf(error)}`);
        } finally {
          await deployment.stop();
        }
      }

      assert.deepEqual(problems, []);
      const unknown = Object.keys(needs).filter((token) => !types.some((type) => type.token === token));
      assert.deepEqual(unknown, []);
    }).timeout(60_000);
  });
}

async function createExample(deployment: Deployment, types: readonly ResourceType[], token: string): Promise<void> {
  const type = types.find((each) => each.token === token);
  assert.ok(type !== undefined, token);
  await deployment.create(token, "ground", type.example);
}

async function tryLife(deployment: Deployment, type: ResourceType, needs: Needs, problems: string[]): Promise<void> {
  const given = (await needs.ground?.(deployment)) ?? {};
  const example = { ...type.example, ...given.inputs };
  const before = whatIsThere(deployment);
  let first = await deployment.create(type.token, "first", example);
  await requireThere(deployment, first);
  await requireNoChange(deployment, type, first, example, needs);

  for (const candidates of candidatesOf(type, example, { ...needs, values: { ...needs.values, ...given.values } })) {
    try {
      const changed = await anotherOf(deployment, type, example, candidates);
      first = await requireChange(deployment, type, { first, changed, property: candidates.property }, needs);
    } catch (error) {
      problems.push(`${type.token} ${candidates.property}: ${messageOf(error)}`);
    }
  }

  await deployment.remove(first);
  assert.deepEqual(whatIsThere(deployment), before, `${type.token} leaves nothing`);
}

interface Changing {
  readonly first: Deployed;
  readonly changed: Properties;
  readonly property: string;
}

/** A property is changed in place, or by a replacement, as the type's table says; and back again. */
async function requireChange(
  deployment: Deployment,
  type: ResourceType,
  { first, changed, property }: Changing,
  needs: Needs,
): Promise<Deployed> {
  const { changed: roots, replaces } = await diff(deployment, first, changed);
  assert.deepEqual(roots, [property.split(".")[0]], "is the change");
  const isReplaced = type.replaceOn.some((entry) => isAtOrBelow(property, entry));
  assert.deepEqual(replaces, isReplaced ? roots : [], "is replaced as the table says");
  if (isReplaced) {
    const second = await replace(deployment, first, changed);
    await requireThere(deployment, second);
    return replace(deployment, second, first.inputs);
  }
  const updated = await deployment.update(first, changed);
  await requireThere(deployment, updated);
  await requireNoChange(deployment, type, updated, changed, needs);
  const back = await deployment.update(updated, first.inputs);
  const isKept = roots.some((root) => type.keeps?.includes(root) && first.inputs[root] === undefined);
  if (isKept) {
    requireAlike(back, updated, needs, "stays as it is when it is left out again");
    return replace(deployment, back, first.inputs);
  }
  requireAlike(back, first, needs, "is as before when it is changed back");
  return back;
}

/** The old one goes first: the examples have names, which two cannot have. */
async function replace(deployment: Deployment, old: Deployed, inputs: Properties): Promise<Deployed> {
  await deployment.remove(old);
  return deployment.create(old.type, "first", inputs);
}

/** The resource is read as it was answered, with what was given. */
async function requireThere({ provider }: Deployment, resource: Deployed): Promise<void> {
  const { urn, id, inputs, outputs } = resource;
  const read = await provider.read({ urn, id, inputs, olds: outputs });
  assert.deepEqual(read, { id, inputs, outputs }, "is read as it was answered");
  assert.partialDeepStrictEqual(outputs, withoutNotes(inputs), "answers what it was given");
  assert.ok(!Object.keys(outputs).some((name) => name.startsWith("__")), "keeps the provider's notes to itself");
}

/** The same inputs are no change, and an update with them changes nothing. */
async function requireNoChange(
  deployment: Deployment,
  type: ResourceType,
  resource: Deployed,
  inputs: Properties,
  needs: Needs,
): Promise<void> {
  const { changed } = await diff(deployment, resource, inputs);
  assert.deepEqual(changed, [], "is no change");
  // What is only in the engine's state is replaced by every change, and so never updated.
  if (!type.stateless) requireAlike(await deployment.update(resource, inputs), resource, needs, "stays as it is");
}

function requireAlike(one: Deployed, other: Deployed, { counting = [] }: Needs, message: string): void {
  const renewed = [...changeTimes, ...counting];
  const steady = ({ outputs }: Deployed) =>
    Object.fromEntries(Object.entries(outputs).filter(([name]) => !renewed.includes(name)));
  assert.deepEqual(steady(one), steady(other), message);
}

async function diff({ provider }: Deployment, { urn, id, inputs, outputs }: Deployed, news: Properties) {
  const checked = await provider.check({ urn, olds: inputs, news });
  return provider.diff({ urn, id, oldInputs: inputs, olds: outputs, news: checked.inputs, ignoreChanges: [] });
}

/** The example with another value of one property, which the check accepts. */
async function anotherOf(
  deployment: Deployment,
  type: ResourceType,
  example: Properties,
  { property, values }: Candidates,
): Promise<Properties> {
  const refusals: string[] = [];
  for (const value of values) {
    const inputs = withValue(example, property.split("."), value);
    const complaints = await deployment.complaints(type.token, inputs);
    if (complaints.length === 0) return inputs;
    refusals.push(...complaints);
  }
  throw new Error(`no other value is accepted: ${refusals.at(-1)}`);
}

function candidatesOf(
  type: ResourceType,
  example: Properties,
  { values = {}, fixed = {} }: Needs,
): readonly Candidates[] {
  const name = packageOf(type.token);
  assert.ok(name !== undefined);
  const known = Object.keys({ ...values, ...fixed });
  const found = candidatesFor(type, createSchemas()(name), example);
  const given = Object.entries(values).map(([property, value]) => ({ property, values: [value] }));
  return [...found.filter(({ property }) => !known.some((each) => isAtOrBelow(property, each))), ...given];
}

function isAtOrBelow(property: string, entry: string): boolean {
  return property === entry || property.startsWith(`${entry}.`);
}

/** Everything that is deployed or listens. What an account has without deploying it stays: AWS's own API. */
function whatIsThere({ simulator: { world } }: Deployment) {
  const endpoints = world.endpoints.list().filter(({ isInternal }) => isInternal !== true);
  return { resources: world.store.all(), endpoints };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
