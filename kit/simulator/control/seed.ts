import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { at, isRecord, recordAt, textAt } from "../contract/read.ts";
import { CloudError, type Properties, type Store } from "../contract.ts";
import { messageOf, SimulatorError } from "../errors.ts";
import { packageOf } from "./check/schema.ts";
import type { Provider } from "./protocol.ts";

/** Something that exists before the first deployment: a zone, a boundary policy, a resource group of a platform team. */
export interface SeedItem {
  /** Which item of which file it is, for messages. */
  readonly where: string;
  readonly urn: string;
  readonly package: string;
  /** The inputs that a program would give. */
  readonly properties: Properties;
  /** The configuration of its provider: another region or account than the default. */
  readonly provider: Properties;
}

/** Makes generated names the same whenever a seed is applied. */
const randomSeed = Buffer.from("fourfold");

/**
 * Reads what an account contains already: a list of resources with `type`, `name`, `properties`, and `provider` if it is not
 * the default one. YAML, and therefore also JSON.
 * @throws SimulatorError `ERR_USAGE` when the file cannot be read, or is not such a list.
 */
export function readSeed(file: string): readonly SeedItem[] {
  const list = parseFile(file);
  if (!Array.isArray(list)) throw wrong(file, "is not a list of resources");
  return list.map((item: unknown, index) => readItem(item, `${file}, item ${index + 1}`));
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(file, `cannot be read: ${messageOf(error)}`, error);
  }
}

function readItem(item: unknown, where: string): SeedItem {
  const [type, name] = [textAt(item, "type"), textAt(item, "name")];
  if (type === undefined || name === undefined) throw wrong(where, "needs a type token as `type` and a `name`");
  const known = ["type", "name", "properties", "provider"];
  const unknown = Object.keys(recordAt(item)).find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong(where, `has \`${unknown}\`, but only ${known.join(", ")} are read`);
  for (const key of ["properties", "provider"]) {
    if (!isRecord(at(item, key) ?? {})) throw wrong(where, `has \`${key}\` that is not an object`);
  }
  const packageName = packageOf(type);
  if (packageName === undefined) throw wrong(where, `has the type ${type}, whose package is not simulated`);
  const urn = `urn:pulumi:seed::seed::${type}::${name}`;
  return {
    where,
    urn,
    package: packageName,
    properties: recordAt(item, "properties"),
    provider: recordAt(item, "provider"),
  };
}

interface Seeded {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/**
 * Creates what does not exist yet, in the order of the list, and updates what the file has changed. Seeded resources belong to
 * no stack: programs refer to them, look them up, or import them, and what programs change of them stays changed.
 *
 * @throws SimulatorError `ERR_USAGE` with the item and the reason when a cloud refuses it.
 */
export async function applySeed(
  items: readonly SeedItem[],
  configure: (packageName: string, configuration: Properties) => Promise<Provider>,
  store: Store,
): Promise<void> {
  for (const item of items) {
    try {
      await apply(item, await configure(item.package, item.provider), store);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      throw wrong(item.where, `is refused: ${error.code}: ${error.message}`, error);
    }
  }
}

async function apply({ where, urn, properties }: SeedItem, provider: Provider, store: Store): Promise<void> {
  const key = `seed/${urn}`;
  const kept: Seeded | undefined = JSON.parse(store.getValue(key) ?? "null") ?? undefined;
  const { inputs, failures } = await provider.check({ urn, olds: kept?.inputs, news: properties, randomSeed });
  const [failure] = failures;
  if (failure !== undefined) throw wrong(where, `is refused: ${failure.property} ${failure.reason}`);
  if (isDeepStrictEqual(kept?.inputs, inputs)) return;
  const seeded =
    (await change(urn, kept, inputs, provider)) ?? (await provider.create({ urn, news: inputs, preview: false }));
  store.putValue(key, JSON.stringify({ id: seeded.id, inputs, outputs: seeded.outputs } satisfies Seeded));
}

/** Updates a seeded resource, if it still exists and can be updated. */
async function change(
  urn: string,
  kept: Seeded | undefined,
  news: Properties,
  provider: Provider,
): Promise<Omit<Seeded, "inputs"> | undefined> {
  if (kept === undefined) return undefined;
  const { id, inputs: oldInputs, outputs: olds } = kept;
  if ((await provider.read({ urn, id, inputs: oldInputs, olds })) === undefined) return undefined;
  const { replaces } = await provider.diff({ urn, id, oldInputs, olds, news, ignoreChanges: [] });
  if (replaces.length > 0) return undefined;
  return { id, ...(await provider.update({ urn, id, olds, news, preview: false })) };
}

function wrong(where: string, what: string, cause?: unknown): SimulatorError {
  return new SimulatorError("ERR_USAGE", `The seed ${where} ${what}. Correct the file.`, cause);
}
