import { linkVariable } from "../../../kit/spec/index.ts";
import type { Environment, Subject } from "../subject.ts";
import { startWorker, type Worker } from "../workers.ts";

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

/**
 * A place for processes.
 *
 * @param common - The variables of all of them.
 * @param addresses - Of the queue and of the topic.
 */
export function nodePlace(
  common: Environment,
  addresses: Readonly<Record<Subject["kind"], string>>,
  stop: () => Promise<void>,
): NodePlace {
  const variable = linkVariable("orders");
  const environments = {
    queue: { ...common, [variable]: addresses.queue },
    topic: { ...common, [variable]: JSON.stringify({ address: addresses.topic, attributes: [] }) },
  };
  return { environments, start: (subject) => startWorker(subject, environments[subject.kind]), stop };
}
