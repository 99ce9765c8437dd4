import type { Environment, Subject } from "../subject.ts";
import type { Worker } from "../workers.ts";

/** A simulated cloud with a queue and a topic, from neither of which anybody receives. */
export interface Place {
  /** Starts what sends there. */
  start(subject: Subject): Promise<Worker>;
  stop(): Promise<void>;
}

/** One where processes of this machine send. */
export interface NodePlace extends Place {
  /** What a function is given that may send to the queue, or publish to the topic. */
  readonly environments: Readonly<Record<Subject["kind"], Environment>>;
}
