import { execFile, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPulumi } from "../../kit/cli/pulumi/find.ts";
import { FourfoldError, isFourfoldError } from "../../kit/spec/index.ts";
import { copyLean } from "./lean.ts";

const module = import.meta.dirname;
const bin = join(module, "bin");
const pkg = "github.com/pulumi/pulumi/pkg/v3";
const onWindows = process.platform === "win32";

/** The launcher beside the CLI, where it looks for language hosts. The launcher finds the host by its own path. */
const launcher = `#!/usr/bin/env node
import "../host/language-host.js";
`;

/**
 * Builds the Pulumi CLI, in the version that `go.mod` pins and without what `lean.ts` takes out, and puts our language host for Node
 * beside it: for machines that have Go but no Pulumi. Takes minutes the first time, and seconds when Go has it in its cache.
 * @returns The path of the executable.
 * @throws FourfoldError `ERR_PULUMI` when Go is missing, or the build fails.
 */
export async function buildPulumi(): Promise<string> {
  const { Version: version, Dir: source } = await downloadPinned();
  const executable = join(bin, onWindows ? "pulumi.exe" : "pulumi");
  mkdirSync(bin, { recursive: true });
  // The flags of Pulumi's own releases, which omit debug symbols and reflection that the CLI does not use.
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
  const folder = mkdtempSync(join(tmpdir(), "fourfold-pulumi-"));
  try {
    const modfile = join(folder, "go.mod");
    const own = ["-modfile", modfile, "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", flags];
    copyLean(source, join(folder, "pkg"));
    for (const file of ["go.mod", "go.sum"]) copyFileSync(join(module, file), join(folder, file));
    appendFileSync(modfile, `replace ${pkg} => ${join(folder, "pkg")}\n`);
    await runGo(["build", ...own, "-o", executable, `${pkg}/cmd/pulumi`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  installLanguageHost();
  return executable;
}

/** The installed CLI, or the one built here. Builds it if it is missing. */
export async function ensurePulumi(): Promise<string> {
  try {
    return findPulumi(process.env.PATH ?? "");
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    return await buildPulumi();
  }
}

function installLanguageHost(): void {
  const file = join(bin, "pulumi-language-nodejs");
  writeFileSync(file, launcher);
  chmodSync(file, 0o755);
  if (onWindows) writeFileSync(`${file}.cmd`, `@node "%~dp0pulumi-language-nodejs" %*\r\n`);
}

/** The pinned version, and the folder where Go has it. */
async function downloadPinned(): Promise<{ readonly Version: string; readonly Dir: string }> {
  try {
    const { stdout } = await promisify(execFile)("go", ["mod", "download", "-json", pkg], { cwd: module });
    return JSON.parse(stdout);
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new FourfoldError("ERR_PULUMI", {
      where: "tools/pulumi",
      what: missing
        ? "neither the Pulumi CLI nor Go, which would build it, is installed."
        : `Go refuses the module: ${String(cause)}.`,
      fix: "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/), or Go 1.25 or newer (https://go.dev/dl/).",
      cause,
    });
  }
}

async function runGo(args: readonly string[]): Promise<void> {
  const child = spawn("go", args, { cwd: module, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  if (code === 0) return;
  throw new FourfoldError("ERR_PULUMI", {
    where: "tools/pulumi",
    what: `building the Pulumi CLI failed (${code}).`,
    fix: "Read what Go says above. It needs the network once, some minutes, and 4 GB of memory.",
  });
}

if (import.meta.main) {
  const wait = existsSync(bin) ? "" : " This takes some minutes the first time.";
  console.log(`Building the Pulumi CLI in tools/pulumi/bin.${wait}`);
  try {
    console.log(await buildPulumi());
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
