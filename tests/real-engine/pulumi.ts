import assert from "node:assert/strict";
import { delimiter, dirname } from "node:path";
import * as v from "valibot";
import type { Clone } from "../support/clone.ts";

const Status = v.object({
  running: v.boolean(),
  resources: v.optional(v.record(v.string(), v.number()), {}),
  endpoints: v.optional(v.array(v.object({ cloud: v.string(), url: v.string(), host: v.optional(v.string()) })), []),
});

const Preview = v.object({ steps: v.array(v.object({ op: v.string(), urn: v.string() })) });

const Export = v.object({
  deployment: v.object({
    resources: v.optional(v.array(v.object({ type: v.string(), custom: v.optional(v.boolean(), false) })), []),
  }),
});

/** The real CLI in one folder of a clone, by way of `fourfold pulumi`. */
export interface Pulumi {
  /** Runs a command to its end. Fails when it does, with what it said. Answers its output. */
  run(...args: readonly string[]): Promise<string>;
  /** What a preview would do, except leaving things as they are: `update aws:lambda/function:Function`, sorted. */
  previewSteps(): Promise<readonly string[]>;
  /** How many resources of clouds the engine's state has, by package. `random` is none: its resources are only state. */
  countInState(): Promise<Readonly<Record<string, number>>>;
  /** What the simulated clouds have and where it answers. */
  status(): Promise<v.InferOutput<typeof Status>>;
  stop(): Promise<void>;
}

/** @param executable the CLI's file, which comes first on PATH */
export function openPulumi(clone: Clone, cwd: string, executable: string): Pulumi {
  const env = { PATH: [dirname(executable), process.env.PATH].join(delimiter) };
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await clone.run(args, { cwd, env });
    assert.equal(code, 0, `fourfold ${args.join(" ")}:\n${stdout}\n${stderr}`);
    return stdout;
  };
  return {
    run: (...args) => run("pulumi", "--non-interactive", "--color", "never", ...args),
    async previewSteps() {
      const json = await run("pulumi", "--non-interactive", "preview", "--json");
      const { steps } = v.parse(v.pipe(v.string(), v.parseJson(), Preview), json);
      return steps.flatMap(({ op, urn }) => (op === "same" ? [] : [`${op} ${typeOf(urn)}`])).sort();
    },
    async countInState() {
      const json = await run("pulumi", "stack", "export");
      const { deployment } = v.parse(v.pipe(v.string(), v.parseJson(), Export), json);
      const counts: Record<string, number> = {};
      for (const { type, custom } of deployment.resources) {
        const [name = ""] = type.split(":");
        if (custom && !["pulumi", "random"].includes(name)) counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    status: async () => v.parse(v.pipe(v.string(), v.parseJson(), Status), await run("status", "--json")),
    stop: async () => void (await run("stop")),
  };
}

/** The resource's own type in a URN, whose type part has those of its parents before it, joined by `$`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? urn;
}

/** The counts of a run's summary: `{ created: 51 }` for "+ 51 created". */
export function countsOf(output: string): Readonly<Record<string, number>> {
  const summary = output.slice(output.lastIndexOf("Resources:"));
  const counts = [...summary.matchAll(/^ {4}\S* ?(\d+) (created|updated|replaced|deleted|unchanged|to create)$/gm)];
  return Object.fromEntries(counts.map(([, count, what = ""]) => [what, Number(count)]));
}
