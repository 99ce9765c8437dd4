import type { CallerCheck } from "../contract.ts";

/** Clients of the simulator itself. */
export const controlCaller: CallerCheck = {
  who: "a client (`fourfold`, tests)",
  calls: "the simulator's control API",
  shows: "a bearer token",
  checked: "the token of `simulator.json`, which only this user can read",
  code: "process/control-api.ts",
  test: ["process/control-api.test.ts", "lets nobody in without the token"],
};
