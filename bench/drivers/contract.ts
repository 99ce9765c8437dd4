/** What a driver opens. */
export type Kind = "queue" | "topic" | "table";

/** What a driver is timed at: does each of them once, by its name. */
export type Operations = Readonly<Record<string, () => Promise<unknown>>>;

/** A client of a service: a driver of ours, or one of the same form around what a vendor offers. */
export interface Subject {
  /** Its service, and what calls it: `SQS queue: Fourfold`. */
  readonly label: string;
  readonly driver: URL;
  readonly kind: Kind;
}

/** What a process is asked to do. */
export interface Task {
  readonly operation: string;
  /** How often. */
  readonly calls: number;
  /** How many calls are under way at the same time. */
  readonly parallel: number;
}

/** How long a task took, in milliseconds. */
export interface Timed {
  readonly whole: number;
  /** Each call, from the call until its answer. */
  readonly calls: readonly number[];
}

/** What a task took. */
export interface Spent extends Timed {
  /** Microseconds of processor time of the process that calls; nobody knows it of a Worker. */
  readonly processor?: number;
}

/** A process that is ready to call. */
export interface Worker {
  /** @throws Error when a call failed */
  run(task: Task): Promise<Spent>;
  stop(): void;
}

/** The environment of a process that calls a cloud. */
export type Environment = Readonly<Record<string, string>>;

/** A simulated cloud with a table, and with a queue and a topic, from neither of which anybody receives. */
export interface Place {
  /** Starts what calls there. */
  start(subject: Subject): Promise<Worker>;
  stop(): Promise<void>;
}

/** Two that call the same place. */
export interface Comparison {
  readonly ours: Subject;
  readonly theirs: Subject;
  open(): Promise<Place>;
}
