import {
  type Checkpoints,
  createMemoryCheckpoints,
  type Deployed,
  destroy,
  type EngineEvent,
  type Program,
  type ProgramRequest,
  type Properties,
  preview,
  type ResourceState,
  up,
} from "../../../kit/engine/index.ts";
import { FakeCloud, type FakeType } from "./fake-cloud.ts";

/** What a test says about a run, beyond the program. */
export type RunOptions = Partial<Pick<ProgramRequest, "folder" | "signal" | "idleLimit">> & {
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
};

/** A stack on a fake cloud, which a test deploys again and again. */
export class TestStack {
  readonly cloud: FakeCloud;
  readonly events: EngineEvent[] = [];
  readonly #name: string;
  readonly #checkpoints: Checkpoints;

  constructor(types: Readonly<Record<string, FakeType>> = {}, name = "dev", cloud = new FakeCloud(types)) {
    this.cloud = cloud;
    this.#name = name;
    this.#checkpoints = createMemoryCheckpoints();
  }

  async up(program: Program, options: RunOptions = {}): Promise<Deployed> {
    return await up(this.#request(program, options));
  }

  async preview(program: Program, options: RunOptions = {}): Promise<Deployed> {
    return await preview(this.#request(program, options));
  }

  async destroy(): Promise<Deployed> {
    return await destroy(this.#request(() => undefined, {}));
  }

  async checkpoint(): Promise<string | undefined> {
    return await this.#checkpoints.load();
  }

  async restore(checkpoint: string): Promise<void> {
    await this.#checkpoints.save([checkpoint]);
  }

  #request(program: Program, { config = {}, secretKeys = [], ...options }: RunOptions): ProgramRequest {
    return {
      stack: this.#name,
      project: "test",
      program,
      folder: import.meta.dirname,
      config: { values: config, secretKeys },
      providers: this.cloud,
      checkpoints: this.#checkpoints,
      on: (event) => this.events.push(event),
      idleLimit: 5_000,
      ...options,
    };
  }
}

/** The one resource of this name. */
export function resource(deployed: Deployed, name: string): ResourceState {
  const found = deployed.resources.filter(({ urn }) => urn.endsWith(`::${name}`));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`There are ${found.length} resources called "${name}".`);
  return first;
}

export function errorsOf({ errors }: Deployed): readonly string[] {
  return errors.map(({ message }) => message);
}

export type { Properties };
