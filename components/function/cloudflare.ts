import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WorkersScript, type WorkersScriptArgs } from "@pulumi/cloudflare/workersScript.js";
import { all, type ComponentResource, output } from "@pulumi/pulumi";
import { type Duration, FourfoldError, toSeconds } from "fourfold";
import { workersCompatibility } from "../../kit/bundler/index.ts";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { FunctionBuilder, FunctionPlan } from "./plan.ts";

export interface CloudflareFunctionNodes {
  readonly script: WorkersScript;
}

export interface CloudflareFunctionTransform {
  /** The Worker. @default unchanged */
  readonly script?: Transform<WorkersScriptArgs>;
}

type Plan = FunctionPlan<CloudflareFunctionTransform>;

/** Every log line and every invocation: https://developers.cloudflare.com/workers/observability/logs/workers-logs/ */
const observability = { enabled: true, headSamplingRate: 1, logs: { enabled: true, invocationLogs: true } };

/** "You can increase this by setting limits.cpu_ms", on paid plans: https://developers.cloudflare.com/workers/platform/limits/#cpu-time */
const mostMilliseconds = 300_000;

/** No limit unless somebody asks for one: the Free plan refuses it. */
function limitsOf({ args, where }: Plan): Pick<WorkersScriptArgs, "limits"> {
  const cpu = args.cloudflare?.cpu;
  if (cpu === undefined) return {};
  const cpuMs = Math.round(toSeconds(cpu as Duration, where) * 1_000);
  if (cpuMs >= 1 && cpuMs <= mostMilliseconds) return { limits: { cpuMs } };
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `processor time of ${cpu} is not possible on cloudflare, which takes from 1 millisecond to 5 minutes (https://developers.cloudflare.com/workers/platform/limits/#cpu-time).`,
    fix: "Change `cpu`.",
  });
}

/** An upload takes the place of all bindings, except of the types that it keeps: https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/ */
function keptBy({ links }: Plan): Pick<WorkersScriptArgs, "keepBindings"> {
  const types = new Set(links.flatMap(({ keptBindings = [] }) => keptBindings.map(({ type }) => type)));
  return types.size === 0 ? {} : { keepBindings: [...types] };
}

function createScript(self: ComponentResource, plan: Plan): WorkersScript {
  const { name, on, artifact, environment, links, transform } = plan;
  const args: WorkersScriptArgs = {
    accountId: on("accountId"),
    // At most 63 characters, as a label of a host name: https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
    scriptName: physicalName(self, `${name}-script-name`, name, { max: 63, separator: "-" }),
    content: artifact.apply(({ directory, entry }) => readFileSync(join(directory, entry), "utf8")),
    mainModule: artifact.entry,
    bindings: all([environment, all(links.map(({ bindings = [] }) => output(bindings)))]).apply(
      ([variables, linked]) => [
        ...Object.entries(variables).map(([variable, text]) => ({ type: "plain_text", name: variable, text })),
        ...linked.flat(),
      ],
    ),
    ...keptBy(plan),
    observability,
    ...limitsOf(plan),
    ...workersCompatibility,
  };
  return new WorkersScript(...transformed(transform.script, `${name}-script`, args, { parent: self }));
}

/** A Worker with logs: https://developers.cloudflare.com/workers/ */
export const build: FunctionBuilder<CloudflareFunctionNodes, CloudflareFunctionTransform> = (self, plan) => {
  const script = createScript(self, plan);
  return {
    id: script.scriptName,
    attributes: { name: script.scriptName },
    nodes: { script },
  };
};
