import assert from "node:assert/strict";
import { delimiter, dirname } from "node:path";
import * as v from "valibot";
import type { Clone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";
import { type ExportedResource, parseExport } from "./exported.ts";

const Status = v.object({
  running: v.boolean(),
  pid: v.optional(v.number(), 0),
  resources: v.optional(v.record(v.string(), v.number()), {}),
  endpoints: v.optional(
    v.array(v.object({ cloud: v.string(), url: v.string(), host: v.exactOptional(v.string()) })),
    [],
  ),
  providers: v.optional(v.record(v.string(), v.number()), {}),
});

const Preview = v.object({ steps: v.array(v.object({ op: v.string(), urn: v.string() })) });

/** One line of `--json`: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go */
const EngineEvent = v.object({
  resourcePreEvent: v.optional(v.object({ metadata: v.object({ op: v.string(), urn: v.string() }) })),
});

/** The real CLI in one folder of a clone, by way of `fourfold pulumi`. */
export interface Pulumi {
  /** Starts a command. */
  start(...args: readonly string[]): Command;
  /** Runs a command to its end. Fails when it does, with what it said. Answers its output. */
  run(...args: readonly string[]): Promise<string>;
  /** Runs a command that must fail. Answers everything that it said. */
  refuse(...args: readonly string[]): Promise<string>;
  /** What a preview would do, except leaving things as they are: `update aws:lambda/function:Function`, sorted. */
  previewSteps(...args: readonly string[]): Promise<readonly string[]>;
  /** The URN of each resource that a preview would not leave as it is. */
  previewChanges(): Promise<readonly string[]>;
  /** What an operation does, in its order, except leaving things as they are: `update aws:lambda/function:Function`. */
  steps(...args: readonly string[]): Promise<readonly string[]>;
  /** The engine's state. */
  resources(): Promise<readonly ExportedResource[]>;
  /** How many resources of clouds the engine's state has, by package. `random` is none: its resources are only state. */
  countInState(): Promise<Readonly<Record<string, number>>>;
  /** A stack output. */
  output(name: string): Promise<unknown>;
  /** What the simulated clouds have and where it answers. */
  status(): Promise<v.InferOutput<typeof Status>>;
  /** Another command of `fourfold`, which finds the real CLI. Fails when it does. Answers everything that it said. */
  fourfold(args: readonly string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

/** @param executable the CLI's file, which comes first on PATH */
export function openPulumi(clone: Clone, cwd: string, executable: string): Pulumi {
  const env = { PATH: [dirname(executable), process.env.PATH].join(delimiter) };
  const fourfold = (...args: readonly string[]): Command => clone.start(args, { cwd, env });
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await fourfold(...args).finished;
    assert.equal(code, 0, `fourfold ${args.join(" ")}:\n${readable(stdout)}\n${stderr}`);
    return stdout;
  };
  const plainly = (args: readonly string[]) => ["pulumi", "--non-interactive", "--color", "never", ...args];
  const pulumi: Pulumi = {
    start: (...args) => fourfold(...plainly(args)),
    run: (...args) => run(...plainly(args)),
    async refuse(...args) {
      const command = fourfold(...plainly(args));
      const { code } = await command.finished;
      assert.notEqual(code, 0, `pulumi ${args.join(" ")} should fail:\n${command.text()}`);
      return command.text();
    },
    async previewSteps(...args) {
      const { steps } = v.parse(json(Preview), await pulumi.run("preview", "--json", ...args));
      return steps.flatMap(toStep).sort();
    },
    async previewChanges() {
      const { steps } = v.parse(json(Preview), await pulumi.run("preview", "--json"));
      return steps.flatMap(({ op, urn }) => (op === "same" ? [] : [urn]));
    },
    async steps(...args) {
      const lines = (await pulumi.run(...args, "--json")).split("\n").filter((line) => line.startsWith("{"));
      const events = lines.map((line) => v.parse(json(EngineEvent), line));
      return events.flatMap(({ resourcePreEvent }) => (resourcePreEvent ? toStep(resourcePreEvent.metadata) : []));
    },
    resources: async () => parseExport(await pulumi.run("stack", "export")).resources,
    async countInState() {
      const counts: Record<string, number> = {};
      for (const { type, custom } of await pulumi.resources()) {
        const [name = ""] = type.split(":");
        if (custom && !["pulumi", "random"].includes(name)) counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    output: async (name) => JSON.parse(await pulumi.run("stack", "output", name, "--json")),
    status: async () => v.parse(json(Status), await run("status", "--json")),
    async fourfold(args, input) {
      const command = clone.start(args, { cwd, env, ...(input === undefined ? {} : { input }) });
      assert.equal((await command.finished).code, 0, command.text());
      return command.text();
    },
    stop: async () => void (await run("stop")),
  };
  return pulumi;
}

/** Without what `--json` says in thousands of characters. */
function readable(output: string): string {
  return output.replaceAll(/^\{(?!.*"severity":"error").*\n/gm, "");
}

function json<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(v.string(), v.parseJson(), schema);
}

function toStep({ op, urn }: { readonly op: string; readonly urn: string }): readonly string[] {
  return op === "same" ? [] : [`${op} ${typeOf(urn)}`];
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

/**
 * Events without those of debugging, which `up --json` has among the others: in them Pulumi's SDK tells every answer of the
 * engine with its secrets open. So the output of `pulumi up --json` is a secret itself.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/resource.ts ("RegisterResource RPC finished")
 */
export function withoutDebugging(events: string): string {
  return events.replaceAll(/^.*"severity":"debug".*$/gm, "");
}
