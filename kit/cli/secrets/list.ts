import type { SecretSource } from "../../spec/index.ts";
import { formatTable } from "../terminal/table.ts";
import { type OpenedSecret, openSecret, readSecrets, type SecretChoice } from "./open.ts";

/** The options of `fourfold secret list`. */
export interface SecretListOptions extends SecretChoice {
  /** Whether to print JSON. */
  readonly json: boolean;
}

const sources: Readonly<Record<SecretSource["kind"], string>> = {
  bound: "bound by the stack",
  generated: "generated",
  later: "set by command",
};

async function rowOf({ cloud, title, secret: { source }, vault }: OpenedSecret) {
  const { isSet, since, note } = await vault.status();
  const set = since === undefined ? null : new Date(since).toISOString();
  return { cloud, secret: title, source: sources[source.kind], isSet, set, note: note ?? null };
}

type Row = Awaited<ReturnType<typeof rowOf>>;

function format(rows: readonly Row[]): string {
  const lines = rows.map(({ cloud, secret, source, isSet, set, note }) => {
    const when = isSet ? (set ?? "yes") : "not set";
    return [cloud, secret, source, note === null ? when : `${when}, ${note}`];
  });
  return formatTable([["cloud", "secret", "value is", "set"], ...lines]);
}

/**
 * Prints the secrets of a stack, where their values come from and when they were set: never the values.
 * @throws FourfoldError `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_USAGE`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function listSecrets(given: SecretListOptions): Promise<void> {
  const { all, doors } = await readSecrets(given);
  const chosen = all.filter(({ cloud }) => given.cloud?.includes(cloud) ?? true);
  const opened = await Promise.all(chosen.map((secret) => openSecret(secret, doors)));
  const rows = await Promise.all(opened.map(rowOf));
  if (given.json) console.log(JSON.stringify(rows, undefined, 2));
  else console.log(rows.length === 0 ? "The stack has no secrets." : format(rows));
}
