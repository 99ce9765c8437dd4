import type { TableLayout } from "../../../../spec/index.ts";
import { googleTokens } from "../../../platform/access-token.ts";
import { conflictOf, isConflict, TableError } from "../../errors.ts";
import { isMet } from "../../expiry.ts";
import type { RecordKey, RecordWrite, StoredRecord, WritableStore } from "../../store.ts";
import { callFirestore, type FirestoreAnswer, type FirestoreMethod } from "./api.ts";
import {
  documentId,
  type FirestoreDocument,
  fieldsOf,
  precondition,
  timeOf,
  toRecord,
  versionOf,
} from "./documents.ts";

/** What the name of a table has where its counters are. */
export const besides = "~counters";

/** A collection of Firestore that is written. The fields of its documents are the properties of items, and those that tables need for themselves. */
export class FirestoreTable implements WritableStore {
  readonly #documents: string;
  protected readonly collection: string;
  protected readonly layout: TableLayout;
  readonly #token = googleTokens();

  /** @param path - Of the collection: `projects/p/databases/d/documents/orders`. */
  constructor(path: string, layout: TableLayout) {
    const at = path.lastIndexOf("/");
    this.#documents = path.slice(0, at);
    this.collection = path.slice(at + 1);
    this.layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const names = keys.map((key) => this.nameOf(key));
    const found = await this.get(names);
    return names.map((name) => found.get(name)).map((document) => document && toRecord(document, this.layout));
  }

  async write(write: RecordWrite): Promise<string> {
    const time = await this.#commit([write]);
    return write.put === undefined ? time : versionOf(time, write.put, this.layout);
  }

  async transact(writes: readonly RecordWrite[]): Promise<void> {
    await this.#commit(writes);
  }

  /**
   * A transform has no condition on a value, so that a counter that is beyond its end is set back. Others may read it meanwhile.
   * https://cloud.google.com/firestore/docs/reference/rest/v1/Write#FieldTransform
   */
  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const now = await this.#increment(key, counter, by);
    if (Number.isSafeInteger(now)) return now;
    await this.#increment(key, counter, -by).catch((cause) => {
      const what = `the counter "${counter}" was raised beyond its end, and perhaps not set back.`;
      throw new TableError("Unavailable", what, { applied: "unknown", cause });
    });
    throw conflictOf(undefined);
  }

  async #increment(key: RecordKey, counter: string, by: number): Promise<number> {
    const write = {
      update: { name: this.nameOf(key, besides), fields: {} },
      // No other field is written, and the document is made where there is none.
      updateMask: { fieldPaths: [] },
      updateTransforms: [{ fieldPath: counter, increment: { integerValue: String(by) } }],
    };
    const [answer] = await this.call("commit", { writes: [write] });
    return Number(answer?.writeResults?.[0]?.transformResults?.[0]?.integerValue);
  }

  protected nameOf(key: RecordKey, besides = ""): string {
    return `${this.#documents}/${this.collection}${besides}/${documentId(key)}`;
  }

  protected async call(method: FirestoreMethod, input: object): Promise<readonly FirestoreAnswer[]> {
    return callFirestore(this.#documents, method, input, await this.#token());
  }

  /** Documents by their names. They come in any order. */
  protected async get(names: readonly string[]): Promise<ReadonlyMap<string, FirestoreDocument>> {
    const answers = await this.call("batchGet", { documents: names });
    return new Map(answers.flatMap(({ found }) => (found === undefined ? [] : [[found.name, found] as const])));
  }

  /**
   * Makes all writes or none: https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/commit
   * @returns when the first of them was made
   */
  async #commit(writes: readonly RecordWrite[]): Promise<string> {
    try {
      return await this.#send(writes);
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
    }
    const known = await this.#withVersions(writes);
    return this.#send(known).catch((thrown) => {
      throw isConflict(thrown) ? new TableError("Throttled", "somebody else writes the same items.") : thrown;
    });
  }

  async #send(writes: readonly RecordWrite[]): Promise<string> {
    // Counters last, so that the results of writes are in their places.
    const counters = writes.flatMap(({ key, put }) =>
      put === undefined && this.layout.counters.length > 0 ? [{ delete: this.nameOf(key, besides) }] : [],
    );
    const [answer] = await this.call("commit", {
      writes: [...writes.map((write) => this.#toWrite(write)), ...counters],
    });
    return answer?.writeResults?.[0]?.updateTime ?? "";
  }

  #toWrite({ key, put, stamp, condition }: RecordWrite): object {
    const name = this.nameOf(key);
    if (put === undefined) return { delete: name, ...precondition(condition) };
    return { update: { name, fields: fieldsOf(put, stamp, this.layout) }, ...precondition(condition) };
  }

  /**
   * Writes of which the condition of one was not met, with the versions of records that have expired in place of their absence:
   * Firestore knows of no condition on a field.
   * @throws TableError `Conflict` with the index of the first whose condition is not met
   */
  async #withVersions(writes: readonly RecordWrite[]): Promise<readonly RecordWrite[]> {
    const [{ condition } = {}, ...more] = writes;
    const mayBeExpired = condition === "absent" && this.layout.expires !== undefined;
    if (more.length === 0 && !mayBeExpired) throw conflictOf(condition, 0);
    const records = await this.read(writes.map(({ key }) => key));
    const index = writes.findIndex((write, at) => !isMet(write.condition, records[at], this.layout));
    if (index >= 0) throw conflictOf(writes[index]?.condition, index);
    return writes.map((write, at) => {
      const record = records[at];
      return write.condition === "absent" && record
        ? { ...write, condition: { version: timeOf(record.version) } }
        : write;
    });
  }
}
