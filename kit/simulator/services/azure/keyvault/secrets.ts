import { randomUUID } from "node:crypto";
import { CloudError, type World } from "../../../contract.ts";

/** What is known of a secret besides its value. Times are epoch seconds. */
export interface Attributes {
  readonly enabled: boolean;
  readonly nbf?: number;
  readonly exp?: number;
  readonly created: number;
  readonly updated: number;
}

/** A value that a secret has had since some time. */
export interface SecretVersion {
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly attributes: Attributes;
}

/** What is set: a value, and what may be known of it. */
export interface NewVersion {
  readonly value: string;
  readonly contentType?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly nbf?: number | undefined;
  readonly exp?: number | undefined;
}

interface Kept {
  readonly name: string;
  /** The newest comes first. */
  readonly versions: readonly [SecretVersion, ...(readonly SecretVersion[])];
  /** When it was deleted, in epoch seconds. @default it is not */
  readonly deleted?: number;
}

/** "Secret value: 25k bytes". https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const largest = 25_600;

/** A refusal with the code inside of the code. https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
export class VaultError extends CloudError {
  readonly inner: string | undefined;

  constructor(code: string, message: string, status: number, inner?: string) {
    super(code, message, status);
    this.inner = inner;
  }
}

/** The secrets of all vaults, by the vault's id and their names, whose case does not count. Stored. */
export class Secrets {
  readonly #world: Pick<World, "store" | "clock">;

  constructor(world: Pick<World, "store" | "clock">) {
    this.#world = world;
  }

  has(vault: string, name: string): boolean {
    const kept = this.#find(vault, name);
    return kept !== undefined && kept.deleted === undefined;
  }

  /** The versions of a secret, the newest first. @throws VaultError `SecretNotFound` */
  versions(vault: string, name: string): Kept["versions"] {
    const kept = this.#find(vault, name);
    if (kept !== undefined && kept.deleted === undefined) return kept.versions;
    throw notFound(name);
  }

  /** The newest version of each secret, by name. */
  list(vault: string): readonly (readonly [name: string, newest: SecretVersion])[] {
    const all = [...this.#world.store.values(keyOf(vault, "")).values()].map((text): Kept => JSON.parse(text));
    return all.filter(({ deleted }) => deleted === undefined).map(({ name, versions }) => [name, versions[0]]);
  }

  /** Gives a secret another value, or makes it. @throws VaultError `Conflict` for one that is deleted and kept */
  set(vault: string, name: string, { value, contentType, enabled = true, nbf, exp }: NewVersion): SecretVersion {
    const kept = this.#find(vault, name);
    if (kept?.deleted !== undefined) throw isDeleted(name);
    if (Buffer.byteLength(value) > largest)
      throw new VaultError("BadParameter", `The secret value is larger than ${largest} bytes.`, 400);
    const now = this.#seconds();
    const times = { ...(nbf === undefined ? {} : { nbf }), ...(exp === undefined ? {} : { exp }) };
    const version: SecretVersion = {
      version: randomUUID().replaceAll("-", ""),
      value,
      ...(contentType === undefined ? {} : { contentType }),
      attributes: { enabled, ...times, created: now, updated: now },
    };
    this.#keep(vault, { name, versions: [version, ...(kept?.versions ?? [])] });
    return version;
  }

  /** Deletes a secret; its name stays until it is purged. @throws VaultError `SecretNotFound` */
  delete(vault: string, name: string): SecretVersion {
    const versions = this.versions(vault, name);
    this.#keep(vault, { name, versions, deleted: this.#seconds() });
    return versions[0];
  }

  /** A secret that is deleted and kept. @throws VaultError `SecretNotFound` */
  deleted(vault: string, name: string): { readonly newest: SecretVersion; readonly since: number } {
    const kept = this.#find(vault, name);
    if (kept?.deleted === undefined) throw notFound(name);
    return { newest: kept.versions[0], since: kept.deleted };
  }

  /** Makes a deleted secret what it was, if there is one. */
  recover(vault: string, name: string): void {
    const kept = this.#find(vault, name);
    if (kept !== undefined) this.#keep(vault, { name: kept.name, versions: kept.versions });
  }

  /** Forgets a deleted secret, so that its name is free. */
  purge(vault: string, name: string): void {
    this.deleted(vault, name);
    this.#world.store.putValue(keyOf(vault, name), undefined);
  }

  /** Forgets all secrets of a vault. */
  drop(vault: string): void {
    const keys = [...this.#world.store.values(keyOf(vault, "")).keys()];
    this.#world.store.putValues(keys.map((key) => [key, undefined] as const));
  }

  #find(vault: string, name: string): Kept | undefined {
    const text = this.#world.store.getValue(keyOf(vault, name));
    return text === undefined ? undefined : JSON.parse(text);
  }

  #keep(vault: string, kept: Kept): void {
    this.#world.store.putValue(keyOf(vault, kept.name), JSON.stringify(kept));
  }

  #seconds(): number {
    return Math.floor(this.#world.clock.now() / 1_000);
  }
}

function keyOf(vault: string, name: string): string {
  return `azure/keyvault/secrets${vault.toLowerCase()}/${name.toLowerCase()}`;
}

/** @param name - Of the secret, or of one of its versions: `signing/<version>`. */
export function notFound(name: string): VaultError {
  const message = `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`;
  return new VaultError("SecretNotFound", message, 404);
}

/** https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
function isDeleted(name: string): VaultError {
  const message = `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`;
  return new VaultError("Conflict", message, 409, "ObjectIsDeletedButRecoverable");
}
