/** How much of an area the tests must run, in percent. */
export interface Floor {
  readonly lines: number;
  readonly branches: number;
  readonly functions: number;
}

/**
 * A little below what was measured. Raise a floor when tests get better, and lower one only for a reason that stands here.
 *
 * Left out is what runs in processes of its own, where nothing is measured, because tests kill them, hundreds start, and
 * functions must run as they do in a cloud: `kit/cli`, the engine's and the simulator's own process, and the insides of
 * sandboxes. tests/cli, tests/conformance, tests/package and tests/real-engine start those as users do.
 */
export const floors: Readonly<Record<string, Floor>> = {
  components: { lines: 97, branches: 90, functions: 98 },
  "kit/bundler": { lines: 98, branches: 89, functions: 96 },
  "kit/conformance": { lines: 98, branches: 92, functions: 98 },
  "kit/engine": { lines: 91, branches: 89, functions: 91 },
  "kit/runtime": { lines: 97, branches: 96, functions: 97 },
  // The way to a simulator that is installed in the project is taken in tests/package, where nothing is measured.
  "kit/simulated": { lines: 99, branches: 95, functions: 90 },
  "kit/simulator": { lines: 96, branches: 89, functions: 94 },
  // What a library throws that is not one of its refusals is passed on: schedules have two such places, and no test reaches them.
  "kit/spec": { lines: 99, branches: 97, functions: 96 },
  "kit/testing": { lines: 99, branches: 95, functions: 99 },
};
