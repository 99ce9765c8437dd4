import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FourfoldError } from "../spec/index.ts";

/** The git repository that a folder is in. */
export interface Repository {
  /** Its work tree. */
  readonly root: string;
  /** Asks git something. @throws the error of `execFile` when git does not do it */
  git(...args: readonly string[]): Promise<string>;
}

/** A commit that somebody has named. */
export interface Commit {
  /** As it was named: `main`. */
  readonly ref: string;
  readonly hash: string;
}

/** Variables that git sets for its hooks lead to another index and work tree: https://git-scm.com/docs/githooks */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));

async function git(folder: string, args: readonly string[]): Promise<string> {
  // Hooks of the repository may do anything when something is checked out.
  const all = ["-c", "core.hooksPath=/dev/null", ...args];
  const options = { cwd: folder, env: environment(), maxBuffer: 2 ** 28 };
  return (await promisify(execFile)("git", all, options)).stdout.trimEnd();
}

/** @throws FourfoldError `ERR_USAGE` when the folder is in no repository, or git is not installed. */
export async function openRepository(folder: string): Promise<Repository> {
  try {
    const root = await realpath(await git(folder, ["rev-parse", "--show-toplevel"]));
    return { root, git: (...args) => git(root, args) };
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new FourfoldError("ERR_USAGE", {
      where: folder,
      what: isMissing ? "git is not installed." : "it is not in a git repository.",
      fix: "Compare with a file that `fourfold cost --json` has written.",
      cause,
    });
  }
}

/** The path of a folder in its repository: empty, or one that ends in a slash. Empty, too, where there is no repository, or no git. */
export async function pathInRepository(folder: string): Promise<string> {
  try {
    return await git(folder, ["rev-parse", "--show-prefix"]);
  } catch {
    return "";
  }
}

/** The commit that a branch, a tag or a hash names. @throws FourfoldError `ERR_USAGE` when there is none. */
export async function findCommit({ git, root }: Repository, ref: string): Promise<Commit> {
  try {
    return { ref, hash: await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`) };
  } catch (cause) {
    throw new FourfoldError("ERR_USAGE", {
      where: "--against",
      what: `"${ref}" is neither a file nor a commit of ${root}.`,
      fix: `Name one that is there, or fetch it first: git fetch origin ${ref}.`,
      cause,
    });
  }
}

/**
 * Whether files in the work tree differ from the last commit.
 * @throws FourfoldError `ERR_USAGE` when a merge is not finished, so that files have both sides of it.
 */
export async function isChanged({ git }: Repository): Promise<boolean> {
  // https://git-scm.com/docs/git-status#_porcelain_format_version_2
  const lines = (await git("status", "--porcelain=v2", "--untracked-files=normal")).split("\n").filter(Boolean);
  const unmerged = lines.filter((line) => line.startsWith("u ")).map((line) => line.split(" ").slice(10).join(" "));
  if (unmerged.length === 0) return lines.length > 0;
  throw new FourfoldError("ERR_USAGE", {
    where: unmerged.join(", "),
    what: "conflicts of a merge are not resolved.",
    fix: "Resolve them, and compare then.",
  });
}

/** Does something with a commit's files in a work tree of their own, which is removed afterwards. */
export async function inWorktree<T>(
  { git }: Repository,
  { hash }: Commit,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const around = await realpath(await mkdtemp(join(tmpdir(), "fourfold-cost-")));
  const folder = join(around, "tree");
  try {
    await git("worktree", "add", "--detach", "--quiet", folder, hash);
    try {
      return await work(folder);
    } finally {
      await git("worktree", "remove", "--force", folder);
    }
  } finally {
    await rm(around, { recursive: true, force: true });
  }
}
