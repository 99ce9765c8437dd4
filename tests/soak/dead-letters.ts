import { simulatedLetters } from "../../kit/cli/messages/simulated.ts";
import type { SimulatorClient } from "../../kit/simulator/client.ts";
import type { Place } from "./deploy.ts";
import type { Account } from "./ledger.ts";

/** Takes all dead letters out of the queues of one cloud, as `fourfold dead-letters` and `redrive` do, and writes them down. */
export async function collectDeadLetters(simulator: SimulatorClient, { cloud, queues }: Place, account: Account) {
  const { access, open } = simulatedLetters(simulator)[cloud];
  for (const queue of queues) {
    const box = open(queue, await access(queue, {}));
    for (let letters = await box.take(100); letters.length > 0; letters = await box.take(100)) {
      for (const { envelope, reason } of letters) account.dead.set(envelope.id, reason);
      await Promise.all(letters.map((letter) => box.remove(letter)));
    }
  }
}
