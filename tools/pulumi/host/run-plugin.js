/** Runs a component package (a provider) or a policy pack (an analyzer), and streams its output. */

import language from "@pulumi/pulumi/proto/language_pb.js";
import { findModule, startChild } from "./children.js";
import { fill } from "./messages.js";
import { nodeArguments, runnerEnvironment } from "./options.js";
import { servePolicies } from "./policy-proxy.js";

export async function runPlugin(call) {
  const kind = call.request.getKind() === "analyzer" ? policyPack(call.request) : componentPackage(call.request);
  const send = (values) => call.write(fill(new language.RunPluginResponse(), values));
  const ended = Promise.withResolvers();

  const launch = (environment) => {
    const { child, done } = startPlugin(call, kind, environment);
    child.stderr.on("data", (stderr) => send({ stderr }));
    done.then(ended.resolve, ended.reject);
    return child.stdout;
  };

  const print = (stdout) => send({ stdout });
  if (kind.proxied) print(Buffer.from(`${await servePolicies(launch, print)}\n`));
  else launch({}).on("data", print);

  const end = await ended.promise;
  send({ exitcode: typeof end === "number" ? end : 1 });
}

function componentPackage(request) {
  const directory = request.getInfo().getProgramDirectory();
  return {
    runner: "@pulumi/pulumi/cmd/run-plugin",
    args: [directory, ...request.getArgsList()],
    cwd: request.getPwd(),
    proxied: false,
  };
}

function policyPack(request) {
  const directory = request.getInfo().getProgramDirectory();
  return {
    runner: "@pulumi/pulumi/cmd/run-policy-pack",
    args: [...request.getArgsList(), directory],
    cwd: directory,
    proxied: true,
  };
}

function startPlugin(call, kind, environment) {
  const info = call.request.getInfo();
  const runner = findModule(kind.runner, info.getProgramDirectory());
  return startChild(call, process.execPath, [...nodeArguments(info), runner, ...kind.args], {
    cwd: kind.cwd,
    env: { ...givenEnvironment(call.request), ...runnerEnvironment(info), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** `NAME=value` lines as an object. */
function givenEnvironment(request) {
  return Object.fromEntries(
    request.getEnvList().map((line) => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}
