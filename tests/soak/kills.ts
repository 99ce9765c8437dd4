import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import { type Chance, createChance } from "./chance.ts";
import { type FaultyClouds, faults } from "./clouds.ts";

/** How long nothing may get on before a cloud counts as stuck, in milliseconds: longer than the simulator takes to start again. */
const patience = 180_000;

/** How often something is killed. */
export interface Kills {
  /** How often the simulator is. */
  readonly simulators: number;
  /** How often one of the processes is that run a cloud's functions. */
  readonly functions: number;
}

/** What goes on on some clouds while things fail. */
export interface Course {
  readonly seed: string;
  readonly clouds: readonly Cloud[];
  readonly simulated: FaultyClouds;
  readonly kills: Kills;
  /** How many do something on each cloud at a time. */
  readonly workers: number;
  /** Begins work on a cloud. @returns Does some of it. Called again and again. */
  begin(cloud: Cloud, chance: Chance): () => Promise<void>;
  /** How much of it is done on a cloud, from 0 to 1. */
  progressOf(cloud: Cloud): number;
  /** Whether everything has happened on a cloud that is to happen besides faults. */
  hasAll(cloud: Cloud): boolean;
}

/** Something that is killed, and at which share of everything. */
interface Kill {
  readonly victim: Cloud | "simulator";
  readonly at: number;
}

function planKills({ kills: { simulators, functions }, clouds }: Course, chance: Chance): readonly Kill[] {
  const victims = [
    ...Array<Kill["victim"]>(simulators).fill("simulator"),
    ...clouds.flatMap((cloud) => Array<Kill["victim"]>(functions).fill(cloud)),
  ];
  return victims.map((victim) => ({ victim, at: chance.share() }));
}

/** @returns What throws when nothing has got on for too long. */
function createWatch({ clouds, progressOf }: Course): () => void {
  let last = "";
  let since = Date.now();
  return () => {
    const now = clouds.map((cloud) => `${cloud} ${Math.round(progressOf(cloud) * 1_000)} ‰`).join(", ");
    if (now !== last) [last, since] = [now, Date.now()];
    if (Date.now() - since > patience) throw new Error(`Nothing gets on any more: ${now}.`);
  };
}

/** Works while things fail, until enough is done on each cloud, and all has happened to it that is to happen. */
export async function workWhileKilling(course: Course): Promise<void> {
  const { seed, clouds, simulated, workers } = course;
  const finished = new Set<Cloud>();
  const work = async (cloud: Cloud, worker: number): Promise<void> => {
    const some = course.begin(cloud, createChance(seed, cloud, worker));
    while (!finished.has(cloud)) await some();
  };
  const working = clouds.flatMap((cloud) => Array.from({ length: workers }, (_, index) => work(cloud, index)));
  const chance = createChance(seed, "kills");
  let kills = planKills(course, chance);
  const progress = () => clouds.reduce((sum, cloud) => sum + course.progressOf(cloud), 0) / clouds.length;
  const isDue = ({ victim, at }: Kill) => (victim === "simulator" ? progress() : course.progressOf(victim)) >= at;
  const requireProgress = createWatch(course);
  try {
    while (finished.size < clouds.length || kills.length > 0) {
      await setTimeout(50);
      requireProgress();
      const next = kills.find(isDue);
      if (next !== undefined && (await simulated.kill(next.victim, chance)))
        kills = kills.filter((one) => one !== next);
      const counts = await simulated.counts();
      for (const cloud of clouds) {
        const hasAll = faults.every((fault) => counts[cloud][fault] > 0) && course.hasAll(cloud);
        // Functions of a cloud of which nobody wants anything end by themselves, and then there is nothing to kill.
        const isKilled = !kills.some(({ victim }) => victim === cloud);
        if (course.progressOf(cloud) === 1 && hasAll && isKilled) finished.add(cloud);
      }
    }
  } finally {
    for (const cloud of clouds) finished.add(cloud);
    await Promise.all(working);
  }
}
