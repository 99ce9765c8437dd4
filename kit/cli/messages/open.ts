import { type Cloud, ownQueueName } from "../../spec/index.ts";
import { vendorDoors } from "../credentials/doors.ts";
import { simulatedDoors } from "../credentials/simulated.ts";
import { chooseDeployed, titleOf } from "../deployed.ts";
import { queuesIn } from "../deployed-queues.ts";
import { openStack, type StackChoice } from "../stacks/open.ts";
import { type DeadLetterBox, letterClouds } from "./index.ts";

/** The user's choice of a queue. */
export interface QueueChoice extends StackChoice {
  /** The only clouds. @default all that it is deployed to */
  readonly cloud?: readonly Cloud[];
}

/** The dead letters of a queue on one cloud, and the identity they are accessed with. */
export interface OpenedBox {
  readonly cloud: Cloud;
  /** The queue's name for people: `shop/placed`. */
  readonly title: string;
  readonly actor: string;
  readonly box: DeadLetterBox;
}

/**
 * Finds a queue on each cloud that it is deployed to, and the credentials for its dead letters, before any of them is accessed.
 * @param where - The command, as messages name it.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openBoxes(name: string, given: QueueChoice, where: string): Promise<readonly OpenedBox[]> {
  const { resources, on } = await openStack(given);
  const doors = on === undefined ? vendorDoors(process.env) : simulatedDoors(on.simulator);
  // Users do not know the name of a subscriber's own queue, only that of the subscriber.
  const choice = { kind: "queue", name, alias: ownQueueName(name), clouds: given.cloud, where } as const;
  const chosen = chooseDeployed(queuesIn(resources), choice);
  return Promise.all(
    chosen.map(async (queue) => {
      const { access, open } = letterClouds[queue.cloud];
      const opened = await access(queue, doors);
      return { cloud: queue.cloud, title: titleOf(queue), actor: opened.actor, box: open(queue, opened) };
    }),
  );
}
