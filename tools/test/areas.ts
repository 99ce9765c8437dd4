/** A folder of tests that runs in a process of its own. */
export interface Area {
  /** The processor time that its tests need as `npm test` runs them, including child processes, in seconds. */
  readonly budget: number;
  /**
   * How many of its files `npm test` runs, others after each commit. Only for similar cases, each of which starts and deploys a
   * project of its own. @default all
   */
  readonly sample?: number;
  /**
   * On how many clouds `npm test` tries a test that is there for each of them, others after each commit and in each file: tests/support/clouds.ts.
   * @default all
   */
  readonly clouds?: number;
  /** Whether it measures time, so that it runs when everything else has ended. @default false */
  readonly alone?: boolean;
  /** Whether it mostly waits, for timeouts and starts: then it runs beside the two others, and is `apart` from none. @default false */
  readonly waits?: boolean;
  /**
   * The same word for areas that deploy the same sets from the project's folder: their bundles would overwrite each other below
   * it, so they never run at the same time.
   */
  readonly apart?: string;
  /** Whether it starts the Pulumi CLI, which is built first if it is not installed. @default false */
  readonly pulumi?: boolean;
  /**
   * Whether `npm run test:full` measures what code it runs, which takes a third more time. Not where other areas run the same code, and all else
   * runs in processes of its own. @default true
   */
  readonly coverage?: boolean;
}

/**
 * Every test belongs to the area with the longest folder that it is in. Those that take longest start first.
 *
 * A budget is a little above the measurement with two areas at a time on two cores. An area that needs more than
 * `tolerance` times its budget fails `npm test`: make its tests cheaper, leave a part of a matrix to `npm run test:full`,
 * or raise the budget for a reason that the commit gives.
 */
export const areas: Readonly<Record<string, Area>> = {
  "tests/bench": { budget: 30, alone: true, coverage: false },
  "tests/bundler": { budget: 140, clouds: 2, apart: "sample and shop" },
  "tests/cli": { budget: 260, clouds: 2, pulumi: true, coverage: false },
  // Each of them starts projects, teams or stacks of its own, most of them with `fourfold dev`.
  "tests/cli/sessions": { budget: 160, sample: 5, clouds: 2, pulumi: true, coverage: false },
  "tests/components": { budget: 190, clouds: 2, apart: "sample and shop" },
  "tests/conformance": { budget: 340, clouds: 2, waits: true, coverage: false },
  "tests/cost": { budget: 10 },
  "tests/engine": { budget: 40 },
  // Passwords are hashed slowly, as they have to be.
  "tests/functions": { budget: 20 },
  "tests/package": { budget: 180, pulumi: true, coverage: false },
  // The shop is previewed on four clouds, and the SDKs' types are read.
  "tests/policies": { budget: 60, clouds: 2, apart: "sample and shop" },
  "tests/real-engine": { budget: 150, pulumi: true, coverage: false },
  // One of thirteen files that differ: the one on tables takes 115 s, others half of it.
  "tests/real-engine/changes": { budget: 100, sample: 1, pulumi: true, coverage: false },
  "tests/real-engine/rules": { budget: 40, sample: 1, pulumi: true, coverage: false },
  // The whole shop, on one of the four clouds in each run; a small one is on all of them in tests/real-engine.
  "tests/real-engine/whole": { budget: 40, sample: 1, pulumi: true, coverage: false },
  "tests/repo": { budget: 40, apart: "sample and shop" },
  "tests/runtime": { budget: 20 },
  "tests/simulated": { budget: 5 },
  "tests/simulator": { budget: 65, apart: "sample and shop" },
  "tests/simulator/aws": { budget: 80 },
  "tests/simulator/azure": { budget: 85 },
  "tests/simulator/cloudflare": { budget: 50 },
  "tests/simulator/gcp": { budget: 75 },
  "tests/simulator/hosts": { budget: 30 },
  // The shop's customers register, and their passwords are hashed slowly; of all that they ask, a third fails and is asked again.
  "tests/soak": { budget: 75, waits: true, coverage: false },
  "tests/spec": { budget: 25 },
  "tests/testing": { budget: 10 },
  // A sample of mutants is tried with all tests of components, which take twice as long since there are tables and secrets.
  "tests/tools": { budget: 70 },
};

/** How many times its budget an area may take: areas share caches and cores. How fast a machine is, is measured. */
export const tolerance = 1.5;
