import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Finished, startCommand } from "../../support/command.ts";

/** A user's project: a folder of its own, far from ours, with what npm has installed there. */
export interface Project {
  readonly folder: string;
  /** Writes files, by path in the project. */
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a command that npm has installed: `run("fourfold", "--help")`. */
  run(command: string, ...args: readonly string[]): Promise<Finished>;
  /** Runs Node.js there. */
  node(...args: readonly string[]): Promise<Finished>;
  remove(): void;
}

const shellFile = (name: string): string => (process.platform === "win32" ? `${name}.cmd` : name);

/** @param pulumi the Pulumi CLI's file, which stands on the PATH like the Node.js that runs this */
export function createProject(files: Readonly<Record<string, string>>, pulumi: string): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-user-")));
  const path = [dirname(process.execPath), dirname(pulumi), process.env.PATH].join(delimiter);
  const start = (file: string, args: readonly string[]): Promise<Finished> =>
    startCommand(file, args, { cwd: folder, env: { PATH: path } }).finished;
  const project: Project = {
    folder,
    write(texts) {
      for (const [name, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    run: (command, ...args) => start(join(folder, "node_modules/.bin", shellFile(command)), args),
    node: (...args) => start(process.execPath, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write(files);
  return project;
}

/** Installs what the project's `package.json` names, and more packages, as a user does. Fails with what npm says. */
export async function install({ folder }: Project, ...more: readonly string[]): Promise<void> {
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = startCommand(shellFile("npm"), ["install", ...flags, ...more], { cwd: folder });
  const { code, stdout, stderr } = await npm.finished;
  assert.equal(code, 0, `npm install:\n${stdout}\n${stderr}`);
}

/** Forgets what was deployed, whose addresses would keep their ports, which other programs may want. */
export async function forgetDeployed(project: Project): Promise<void> {
  succeeded(await project.run("fourfold", "stop", "--reset"));
}

/** Fails unless a command has ended well. Answers all that it has printed. */
export function succeeded({ code, stdout, stderr }: Finished): string {
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return `${stdout}\n${stderr}`;
}

/** Fails unless a command has refused with one of our errors, and without a stack. Answers all that it has printed. */
export function refused({ code, stdout, stderr }: Finished): string {
  const text = `${stdout}\n${stderr}`;
  assert.notEqual(code, 0, text);
  assert.doesNotMatch(text, /\n\s+at |MODULE_NOT_FOUND/);
  return text;
}
