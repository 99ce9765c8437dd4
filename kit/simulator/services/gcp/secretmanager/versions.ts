import { CloudError, type Properties, type World } from "../../../contract.ts";
import { Documents, type StoredDocument } from "../../../engines/documents.ts";
import { crc32cNumber } from "../crc32c.ts";

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions#State */
export type State = "ENABLED" | "DISABLED" | "DESTROYED";

export interface Version {
  readonly number: number;
  readonly state: State;
  readonly createTime: string;
  readonly destroyTime?: string;
}

/** "A secret version can store up to 64 KiB": https://cloud.google.com/secret-manager/quotas#content_limits */
const largest = 65_536;

/** What is stored of a version. */
type Content = Omit<Version, "number"> & {
  /** In Base64. @default none: the version is destroyed */
  readonly data?: string;
};

const partition = "versions";

/** Versions of secrets, which stay as destroyed ones when their data is gone. https://cloud.google.com/secret-manager/docs/add-secret-version */
export class Versions {
  readonly #documents: Documents<Content>;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.#documents = new Documents(world);
  }

  /** Adds a version to a secret, by its full name. @throws CloudError `INVALID_ARGUMENT` */
  add(secret: string, data: Uint8Array): Version {
    if (data.length === 0) throw new CloudError("INVALID_ARGUMENT", "Secret Payload cannot be empty.", 400);
    if (data.length > largest) {
      const message = `The provided Secret Payload exceeds the maximum size of ${largest} bytes.`;
      throw new CloudError("INVALID_ARGUMENT", message, 400);
    }
    const number = this.list(secret).length + 1;
    const content: Content = { state: "ENABLED", createTime: this.#now(), data: Buffer.from(data).toString("base64") };
    return versionOf(this.#documents.put(secret, { partition, id: String(number) }, content));
  }

  /** All versions of a secret, the newest first. */
  list(secret: string): readonly Version[] {
    const all = this.#documents.inPartition(secret, partition).map(versionOf);
    return all.sort((one, other) => other.number - one.number);
  }

  /** A version by its number, or the newest one as `latest`, whatever its state. */
  find(secret: string, name: string): Version | undefined {
    return this.list(secret).find(({ number }, index) => (name === "latest" ? index === 0 : String(number) === name));
  }

  /** The data of a version that is enabled. */
  dataOf(secret: string, { number }: Version): Properties {
    const { data = "" } = this.#documents.find(secret, { partition, id: String(number) })?.content ?? {};
    return { data, dataCrc32c: String(crc32cNumber(Buffer.from(data, "base64"))) };
  }

  /** Enables, disables or destroys a version. A destroyed one stays so. */
  change(secret: string, version: Version, state: State): Version {
    if (version.state === "DESTROYED") return version;
    const { number, createTime } = version;
    const key = { partition, id: String(number) };
    const { data = "" } = this.#documents.find(secret, key)?.content ?? {};
    const rest = state === "DESTROYED" ? { destroyTime: this.#now() } : { data };
    return versionOf(this.#documents.put(secret, key, { state, createTime, ...rest }));
  }

  drop(secret: string): void {
    this.#documents.drop(secret);
  }

  #now(): string {
    return new Date(this.#world.clock.now()).toISOString();
  }
}

function versionOf({ id, content: { data: _, ...version } }: StoredDocument<Content>): Version {
  return { number: Number(id), ...version };
}
