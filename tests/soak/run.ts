import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import { type Chance, createChance } from "./chance.ts";
import { type FaultyClouds, faults } from "./clouds.ts";
import { collectDeadLetters } from "./dead-letters.ts";
import type { Place } from "./deploy.ts";
import type { Ledger } from "./ledger.ts";
import { sendOrdinary, sendSome } from "./senders.ts";

/** How much is sent, and what is killed meanwhile. */
export interface Form {
  /** How many messages each cloud accepts at least. */
  readonly messages: number;
  /** How many senders each cloud has at a time. */
  readonly senders: number;
  /** How often the simulator is killed. */
  readonly simulators: number;
  /** How often one of the processes is killed that run a cloud's functions. */
  readonly functions: number;
}

export interface Soak {
  readonly form: Form;
  readonly seed: string;
  readonly simulated: FaultyClouds;
  readonly ledger: Ledger;
  readonly places: readonly Place[];
}

/** Something that is killed, and at which share of all messages. */
interface Kill {
  readonly victim: Cloud | "simulator";
  readonly at: number;
}

/** How long messages may take that are still under way when nothing fails any more, in milliseconds. */
const patience = 180_000;

function planKills({ form, places }: Soak, chance: Chance): readonly Kill[] {
  const { simulators, functions } = form;
  const victims = [
    ...Array<Kill["victim"]>(simulators).fill("simulator"),
    ...places.flatMap(({ cloud }) => Array<Kill["victim"]>(functions).fill(cloud)),
  ];
  return victims.map((victim) => ({ victim, at: chance.share() }));
}

/** Sends while things fail, until each cloud has accepted enough, and all has happened to it that is to happen. */
export async function sendWhileKilling(soak: Soak): Promise<void> {
  const { form, seed, simulated, ledger, places } = soak;
  const clouds = places.map(({ cloud }) => cloud);
  const finished = new Set<Cloud>();
  const send = async (place: Place, sender: number): Promise<void> => {
    const { cloud } = place;
    const own = { account: ledger.accounts[cloud], ledger: ledger.addressOf(cloud) };
    const chance = createChance(seed, cloud, sender);
    while (!finished.has(cloud)) await sendSome({ place, ...own, chance });
  };
  const senders = places.flatMap((place) => Array.from({ length: form.senders }, (_, index) => send(place, index)));
  const chance = createChance(seed, "kills");
  let kills = planKills(soak, chance);
  const progressOf = (cloud: Cloud) => Math.min(1, ledger.accounts[cloud].accepted.size / form.messages);
  const progress = () => clouds.reduce((sum, cloud) => sum + progressOf(cloud), 0) / clouds.length;
  const isDue = ({ victim, at }: Kill) => (victim === "simulator" ? progress() : progressOf(victim)) >= at;
  try {
    while (finished.size < clouds.length || kills.length > 0) {
      await setTimeout(50);
      const next = kills.find(isDue);
      if (next !== undefined && (await simulated.kill(next.victim, chance)))
        kills = kills.filter((one) => one !== next);
      const counts = await simulated.counts();
      for (const cloud of clouds) {
        const hasAll = faults.every((fault) => counts[cloud][fault] > 0) && ledger.accounts[cloud].refused.size > 0;
        // Functions of a cloud to which nobody sends end by themselves, and then there is nothing to kill.
        const isKilled = !kills.some(({ victim }) => victim === cloud);
        if (progressOf(cloud) === 1 && hasAll && isKilled) finished.add(cloud);
      }
    }
  } finally {
    for (const cloud of clouds) finished.add(cloud);
    await Promise.all(senders);
  }
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
