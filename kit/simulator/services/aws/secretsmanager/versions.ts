import { CloudError } from "../../../contract.ts";
import type { Documents, StoredDocument } from "../../../engines/documents.ts";

/** What a version of a secret is stored as. */
export type VersionContent = {
  /** A text, or bytes in Base64. */
  readonly value: string;
  /** Whether it is bytes. @default a text */
  readonly isBinary?: true;
  /** Its staging labels. */
  readonly stages: readonly string[];
};

export type Version = StoredDocument<VersionContent>;

export const current = "AWSCURRENT";
const previous = "AWSPREVIOUS";

/**
 * The versions of secrets, by the ARN of the secret. Each staging label is on one version of a secret at most.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version
 */
export class Versions {
  readonly #documents: Documents<VersionContent>;

  constructor(documents: Documents<VersionContent>) {
    this.#documents = documents;
  }

  /** Those of a secret, the oldest first. */
  of(secret: string): readonly Version[] {
    return this.#documents.inPartition(secret, "").toSorted((one, other) => one.created - other.created);
  }

  find(secret: string, id: string): Version | undefined {
    return this.#documents.find(secret, { partition: "", id });
  }

  withStage(secret: string, stage: string): Version | undefined {
    return this.of(secret).find(({ content }) => content.stages.includes(stage));
  }

  /**
   * Adds a version. What is there already under its id stays.
   * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
   * @throws CloudError `ResourceExistsException` when another value is there.
   */
  add(secret: string, id: string, { stages, ...value }: VersionContent): Version | undefined {
    const existing = this.find(secret, id);
    if (existing !== undefined && existing.content.value !== value.value) {
      const reason = `because that value is already in use for a version of secret ${secret}`;
      throw new CloudError("ResourceExistsException", `You can't use ClientRequestToken ${id} ${reason}.`);
    }
    if (existing !== undefined) return existing;
    const isFirst = this.of(secret).length === 0;
    this.#assign(secret, id, {
      ...value,
      stages: isFirst && !stages.includes(current) ? [...stages, current] : stages,
    });
    return this.find(secret, id);
  }

  /** Gives a version other labels. The one of the current version can only be moved by giving it to another one. */
  label(secret: string, id: string, stages: readonly string[]): Version | undefined {
    const content = this.find(secret, id)?.content;
    if (content === undefined) return undefined;
    const isCurrent = content.stages.includes(current) && !stages.includes(current);
    this.#assign(secret, id, { ...content, stages: isCurrent ? [current, ...stages] : stages });
    return this.find(secret, id);
  }

  drop(secret: string): void {
    this.#documents.drop(secret);
  }

  /** Puts a version, and takes its labels from all others. The one that was current becomes the previous one. */
  #assign(secret: string, id: string, content: VersionContent): void {
    const others = this.of(secret).filter((version) => version.id !== id);
    const last = content.stages.includes(current) ? this.withStage(secret, current) : undefined;
    const moves = last !== undefined && last.id !== id;
    const changes = others.map((version) => {
      const kept = version.content.stages.filter(
        (stage) => !content.stages.includes(stage) && !(moves && stage === previous),
      );
      const stages = moves && version.id === last.id ? [...kept, previous] : kept;
      return { put: version, content: { ...version.content, stages } };
    });
    const own = moves ? content.stages.filter((stage) => stage !== previous) : content.stages;
    const put = { put: { partition: "", id }, content: { ...content, stages: own } };
    this.#documents.change(secret, [...changes, put]);
  }
}
