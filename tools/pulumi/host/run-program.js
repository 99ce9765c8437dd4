/** Runs a Pulumi program with the SDK's own runner. */

import language from "@pulumi/pulumi/proto/language_pb.js";
import { findModule, startChild } from "./children.js";
import { fill } from "./messages.js";
import { nodeArguments, runnerEnvironment } from "./options.js";

/**
 * The exit status of a program that has printed its own error.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts
 */
const alreadyReported = 32;

export async function runProgram(call, engineAddress) {
  const info = call.request.getInfo();
  const directory = info.getProgramDirectory();
  const runner = findModule(process.env.PULUMI_LANGUAGE_NODEJS_RUN_PATH ?? "@pulumi/pulumi/cmd/run", directory);
  const args = [runner, ...runnerFlags(call.request, engineAddress), info.getEntryPoint()];
  const { done } = startChild(
    call,
    process.execPath,
    [...nodeArguments(info), ...args, ...call.request.getArgsList()],
    {
      env: { ...process.env, ...runnerEnvironment(info), ...configVariables(call.request) },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  return toResponse(await done);
}

function runnerFlags(request, engineAddress) {
  const info = request.getInfo();
  const values = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": info.getRootDirectory(),
    pwd: info.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  const flags = Object.entries(values).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
  return request.getDryrun() ? [...flags, "--dry-run"] : flags;
}

function configVariables(request) {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function toResponse(end) {
  if (end === alreadyReported) return fill(new language.RunResponse(), { bail: true });
  if (end === 0) return new language.RunResponse();
  const how = typeof end === "string" ? "signal" : "exit status";
  return fill(new language.RunResponse(), { error: `The program ended with ${how} ${end}.` });
}
