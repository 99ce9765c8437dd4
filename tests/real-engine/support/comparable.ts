import { basename } from "node:path";
import { containsSecret, type ResourceState } from "../../../kit/engine/index.ts";

/** What both engines must agree on, by URN. */
export type Comparable = Readonly<Record<string, unknown>>;

/** Both engines' states have these fields, under one name. */
type State = Pick<
  ResourceState,
  | ("urn" | "type" | "custom" | "external" | "id" | "inputs" | "outputs" | "dependencies" | "protect")
  | ("retainOnDelete" | "additionalSecretOutputs" | "ignoreChanges" | "replaceOnChanges")
> & {
  readonly parent?: string | undefined;
  readonly provider?: string | undefined;
  readonly deletedWith?: string | undefined;
  readonly propertyDependencies: Readonly<Record<string, readonly string[] | null>>;
};

/** States as far as two runs of one program have to be the same. */
export function toComparable(states: readonly State[]): Comparable {
  const entries = states.map((state) => [state.urn, plainly(describe(state))] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Resources whose cloud gives them an id of random digits, and nothing but those. */
const hasRandomId = /^random:|^cloudflare:index\/queue(Consumer)?:/;

/** Properties that hold the id of such a resource. */
const randomIds = ["queueId"];

function describe(state: State) {
  const { type, custom, external, inputs, protect, retainOnDelete, outputs } = state;
  const { parent = "", provider = "", deletedWith = "" } = state;
  const found = Object.entries(state.propertyDependencies).filter(([, urns]) => (urns ?? []).length > 0);
  return {
    ...{ type, custom, external, parent, provider, inputs, protect, retainOnDelete, deletedWith },
    id: hasRandomId.test(type) ? "RANDOM" : state.id,
    secretOutputs: Object.keys(outputs)
      .filter((name) => containsSecret(outputs[name]))
      .toSorted(),
    dependencies: state.dependencies.toSorted(),
    propertyDependencies: Object.fromEntries(found.map(([name, urns]) => [name, urns?.toSorted()])),
    additionalSecretOutputs: state.additionalSecretOutputs.toSorted(),
    ignoreChanges: state.ignoreChanges.toSorted(),
    replaceOnChanges: state.replaceOnChanges.toSorted(),
  };
}

/** What Secrets Manager adds to a name: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html#iam-resources */
const secretSuffix = /(?<=:secret:[\w/-]+-)[A-Za-z0-9]{6}(?![\w-])/g;

/** What differs from run to run with either engine: times, ports, keys, generated secrets, and the random digits that names and ids end in. */
function plainText(text: string): string {
  return (
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
      .replaceAll(/(?<=[?&]sig=)[^&]+/g, "SIGNATURE")
      .replaceAll(/^[A-Za-z0-9+/]{86}==$/g, "64 BYTES")
      .replaceAll(secretSuffix, "RANDOM")
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
      // Pulumi adds 7, Terraform's providers add 26: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go
      .replaceAll(/(?<![0-9a-f])(?:[0-9a-f]{7,16}|[0-9a-f]{26})(?![0-9a-f])/g, "RANDOM")
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** How Pulumi marks what is no plain object: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signatureKey = "4dabf18193072939515e22adb298388d";

/** Where the two engines write the same in other words, and why. */
const inOtherWords: Readonly<Record<string, (fields: Fields) => unknown>> = {
  /** Secrets: the real engine exports their content as JSON, because in its state it is a text, encrypted. */
  "1b47061264138c4ac30d75fd1eb44270": ({ plaintext, value }) => ({
    secret: typeof plaintext === "string" ? plainly(JSON.parse(plaintext)) : value,
  }),
  /**
   * Assets: the real engine hashes them, to know later whether they have changed. In memory a file's path is made a full one,
   * since the simulated clouds, which hash what they get, read the file.
   */
  c44067f5952c0a294b673a41bacd8c17: ({ path, text }) => ({ asset: typeof path === "string" ? basename(path) : text }),
  /** Archives: as with assets. */
  "0def7320c3a5731c473e5ecbe6d01bc7": ({ assets, path }) => ({ archive: assets ?? basename(String(path)) }),
};

/** Inputs of providers in which the real engine notes how it has loaded their plugins. There are none in memory. */
const ofTheRealEngine = ["__internal"];

function plainly(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(
    ([name, field]) => field !== undefined && !ofTheRealEngine.includes(name),
  );
  const plain: Fields = Object.fromEntries(
    fields.map(([name, field]) => [name, randomIds.includes(name) ? "RANDOM" : plainly(field)]),
  );
  return inOtherWords[String(plain[signatureKey])]?.(plain) ?? plain;
}
