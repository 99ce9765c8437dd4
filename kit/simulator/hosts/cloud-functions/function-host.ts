import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../../contract.ts";
import { Guard } from "../guard.ts";
import { IdleWork } from "../idle-work.ts";
import { nodeFlags, patientClock } from "../inspected.ts";
import { type Admission, type FrontEndResponse, sendAnswer, tooLarge } from "./answers.ts";
import { checkSource } from "./build.ts";
import { answered, type Call, type CallResult, passCall, prepare } from "./call.ts";
import { type Forwarding, forward, isTooLarge, largestMessage } from "./forward.ts";
import { Instance, type InstanceHost } from "./instance.ts";
import { writer } from "./logs.ts";
import { Revision } from "./revision.ts";
import type { RevisionSettings } from "./settings.ts";
import { Standby } from "./standby.ts";

/** Runs Cloud Functions of the 2nd generation. One revision of a function serves at a time. */
export class FunctionHost {
  readonly #world: World;
  readonly #metadata: InstanceHost["metadata"];
  readonly #guard = new Guard();
  readonly #standby: Standby;
  readonly #idleWork: IdleWork;
  readonly #serving = new Map<string, Revision>();

  /** @param metadata - The address of the metadata server, by identity. */
  constructor(world: World, metadata: InstanceHost["metadata"]) {
    this.#world = world;
    this.#metadata = metadata;
    this.#standby = new Standby(this.#guard, nodeFlags(world.inspectors));
    this.#idleWork = new IdleWork(world.clock);
  }

  /**
   * Replaces the serving revision once the first instance of the new one runs. Requests in progress finish on the old one.
   * @throws CloudError when the source cannot be built or the container does not start: the old revision keeps serving.
   */
  async deploy(id: string, settings: RevisionSettings): Promise<void> {
    checkSource(this.#world.code.files(settings.code));
    const revision = this.#open(id, settings);
    await revision.prove();
    revision.warm();
    this.#serving.get(id)?.retire();
    this.#serving.set(id, revision);
  }

  /** Restores a revision that was deployed before the simulator was restarted. Its instances start with requests. */
  restore(id: string, settings: RevisionSettings): void {
    if (this.#serving.get(id)?.settings.revision === settings.revision) return;
    this.#serving.get(id)?.retire();
    const revision = this.#open(id, settings);
    this.#serving.set(id, revision);
    revision.warm();
    this.#standby.prepare();
  }

  /** The settings of the serving revision. */
  settings(id: string): RevisionSettings | undefined {
    return this.#serving.get(id)?.settings;
  }

  /** Answers a request to a function. */
  async serve(id: string, admit: Admission, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = isTooLarge(request) ? tooLarge : admit(request);
    if (refusal !== undefined) return refuse(refusal, request, response);
    const revision = this.#revisionOf(id);
    const outcome = await revision.acquire();
    if (!(outcome instanceof Instance)) return refuse(outcome, request, response);
    try {
      await forward(request, response, outcome, this.#forwarding(revision));
    } finally {
      revision.release(outcome);
    }
  }

  /** Calls a function for one of Google's own services, which must be admitted like any other caller. */
  async call(id: string, admit: Admission, call: Call): Promise<CallResult> {
    const prepared = prepare(call);
    const refusal = prepared.body.byteLength > largestMessage ? tooLarge : admit(prepared);
    if (refusal !== undefined) return answered(prepared, refusal);
    const revision = this.#revisionOf(id);
    const outcome = await revision.acquire();
    if (!(outcome instanceof Instance)) return answered(prepared, outcome);
    try {
      return await passCall(prepared, outcome, this.#forwarding(revision));
    } finally {
      revision.release(outcome);
    }
  }

  async remove(id: string): Promise<void> {
    const revision = this.#serving.get(id);
    this.#serving.delete(id);
    await revision?.stop();
    await this.#world.inspectors.close(id);
  }

  async stop(): Promise<void> {
    this.#standby.stop();
    this.#idleWork.finish();
    await Promise.all([...this.#serving.values()].map((revision) => revision.stop()));
    this.#serving.clear();
    this.#guard.stop();
  }

  #revisionOf(id: string): Revision {
    const revision = this.#serving.get(id);
    if (revision === undefined) throw new Error(`The function ${id} has an endpoint, but no revision.`);
    return revision;
  }

  #forwarding({ clock, settings }: Revision): Forwarding {
    return { clock, timeout: settings.timeout, report: this.#reporter(settings) };
  }

  #open(id: string, settings: RevisionSettings): Revision {
    const { sandboxes, code, clock, inspectors } = this.#world;
    const inspector = inspectors.open({ cloud: "gcp", key: id, name: settings.service });
    const write = writer(this.#world, settings);
    return new Revision(settings, {
      world: { sandboxes, code },
      inspector,
      clock: patientClock(clock, inspectors.wanted),
      standby: this.#standby,
      metadata: this.#metadata,
      idleWork: this.#idleWork,
      output: (_stream, line) => write(line),
      report: this.#reporter(settings),
    });
  }

  /** Writes log lines of the platform. */
  #reporter(settings: RevisionSettings): InstanceHost["report"] {
    const write = writer(this.#world, settings);
    return (severity, message) => write(JSON.stringify({ severity, message }));
  }
}

/** Answers without the function. The rest of the request is read and discarded, so that the client reads the answer. */
function refuse(answer: FrontEndResponse, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  sendAnswer(answer, response);
}
