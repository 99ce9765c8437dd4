/** Answers the CLI's questions about a program's packages, and installs them. */

import grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { startChild } from "./children.js";
import { CallError, fill } from "./messages.js";
import { packageManager } from "./options.js";
import { installedPackages, isInstalled, requiredProviders } from "./packages.js";

export function getRequiredPackages(call) {
  const providers = requiredProviders(call.request.getInfo().getProgramDirectory());
  const packagesList = providers.map(({ parameterization, ...provider }) =>
    fill(new plugin.PackageDependency(), {
      ...provider,
      kind: "resource",
      parameterization: parameterization && fill(new plugin.PackageParameterization(), parameterization),
    }),
  );
  return fill(new language.GetRequiredPackagesResponse(), { packagesList });
}

export function getProgramDependencies(call) {
  const everything = call.request.getTransitivedependencies();
  const found = installedPackages(call.request.getInfo().getProgramDirectory(), { everything });
  const dependenciesList = [...found].map(([name, version]) => fill(new language.DependencyInfo(), { name, version }));
  return fill(new language.GetProgramDependenciesResponse(), { dependenciesList });
}

export async function installDependencies(call) {
  const info = call.request.getInfo();
  const directory = info.getProgramDirectory();
  // The CLI calls this at every use of a component folder.
  if (call.request.getIsPlugin() && isInstalled(directory)) return;

  const send = (values) => call.write(fill(new language.InstallDependenciesResponse(), values));
  const { child, done } = startChild(call, packageManager(info), ["install"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (stdout) => send({ stdout }));
  child.stderr.on("data", (stderr) => send({ stderr }));
  const end = await done;
  if (end === 0) return;
  throw new CallError(grpc.status.UNKNOWN, `Installing the dependencies of ${directory} failed (${end}).`);
}
