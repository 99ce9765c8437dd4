import * as v from "valibot";
import { outputsIn, type StackName, type Stacks } from "../state/stacks.ts";
import { callSimulator, createHttpCheckpoints, type ValueAddress } from "./http-checkpoints.ts";

const prefix = "checkpoint/";

/** The key of the value with a stack's checkpoint. */
export function checkpointKey({ project, stack }: StackName): string {
  return `${prefix}${project}/${stack}`;
}

const Keys = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** The stacks whose checkpoints are values in a simulator. */
export function createHttpStacks({ url, token }: ValueAddress): Stacks {
  const outputs = async (name: StackName) => {
    const address = { url: `${url}/${encodeURIComponent(checkpointKey(name))}`, token };
    return outputsIn(await createHttpCheckpoints(address).load());
  };
  return {
    outputs,
    async list() {
      const address = { url: `${url}?prefix=${encodeURIComponent(prefix)}`, token };
      const response = await callSimulator(address, { method: "GET" });
      const names = v.parse(Keys, await response.text()).map((key): StackName => {
        const [, project = "", stack = ""] = key.split("/");
        return { project, stack };
      });
      // A destroyed stack has an empty checkpoint.
      const deployed = await Promise.all(names.map(async (name) => (await outputs(name)) !== undefined));
      return names.filter((_, at) => deployed[at]);
    },
  };
}
