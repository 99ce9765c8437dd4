import { simulatedDoors } from "../../kit/cli/credentials/simulated.ts";
import { letterClouds } from "../../kit/cli/messages/index.ts";
import type { SimulatorClient } from "../../kit/simulator/client.ts";
import type { Place } from "./deploy.ts";
import type { Account } from "./ledger.ts";

/** Takes all dead letters out of the queues of one cloud, as `fourfold dead-letters` and `redrive` do, and writes them down. */
export async function collectDeadLetters(simulator: SimulatorClient, { cloud, queues }: Place, account: Account) {
  const { access, open } = letterClouds[cloud];
  const doors = simulatedDoors(simulator);
  for (const queue of queues) {
    const box = open(queue, await access(queue, doors));
    for (let letters = await box.take(100); letters.length > 0; letters = await box.take(100)) {
      for (const { envelope, reason } of letters) account.dead.set(envelope.id, reason);
      await Promise.all(letters.map((letter) => box.remove(letter)));
    }
  }
}
