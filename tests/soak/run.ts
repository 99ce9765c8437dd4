import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import type { FaultyClouds } from "./clouds.ts";
import { collectDeadLetters } from "./dead-letters.ts";
import type { Place } from "./deploy.ts";
import { type Kills, workWhileKilling } from "./kills.ts";
import type { Ledger } from "./ledger.ts";
import { sendOrdinary, sendSome } from "./senders.ts";

/** How much is sent, and what is killed meanwhile. */
export interface Form extends Kills {
  /** How many messages each cloud accepts at least. */
  readonly messages: number;
  /** How many senders each cloud has at a time. */
  readonly senders: number;
}

export interface Soak {
  readonly form: Form;
  readonly seed: string;
  readonly simulated: FaultyClouds;
  readonly ledger: Ledger;
  readonly places: readonly Place[];
}

/** How long messages may take that are still under way when nothing fails any more, in milliseconds. */
const patience = 180_000;

/** Sends while things fail, until each cloud has accepted enough, and has refused what nobody may accept. */
export async function sendWhileKilling({ form, seed, simulated, ledger, places }: Soak): Promise<void> {
  const placeOf = new Map<Cloud, Place>(places.map((place) => [place.cloud, place]));
  const { accounts } = ledger;
  await workWhileKilling({
    ...{ seed, simulated, kills: form, workers: form.senders, clouds: [...placeOf.keys()] },
    begin(cloud, chance) {
      const place = placeOf.get(cloud);
      if (place === undefined) throw new RangeError(`Nothing is deployed to ${cloud}.`);
      return () => sendSome({ place, account: accounts[cloud], ledger: ledger.addressOf(cloud), chance });
    },
    progressOf: (cloud) => Math.min(1, accounts[cloud].accepted.size / form.messages),
    hasAll: (cloud) => accounts[cloud].refused.size > 0,
  });
}

/** Lets nothing fail any more, and waits until nothing is missing, or for so long that nothing more will come. */
export async function settle({ simulated, ledger, places }: Soak): Promise<void> {
  await simulated.calm();
  const isComplete = () => places.every(({ cloud }) => ledger.accounts[cloud].missing.length === 0);
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(500)) {
    for (const place of places) {
      const { cloud } = place;
      await collectDeadLetters(simulated.simulator, place, ledger.accounts[cloud]);
      await sendOrdinary({ place, ledger: ledger.addressOf(cloud) });
    }
    if (isComplete()) return;
  }
}
