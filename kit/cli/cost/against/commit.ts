import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { documentOf } from "../../../cost/report/document.ts";
import { FourfoldError, isFourfoldError } from "../../../spec/index.ts";
import { type Commit, findCommit, inWorktree, isChanged, openRepository, type Repository } from "../../git.ts";
import { findData, isShared, openProject } from "../../project.ts";
import { type CostChoice, evaluateCosts } from "../evaluate.ts";
import type { Baseline } from "./baseline.ts";
import { linkPackages } from "./packages.ts";

const labelOf = ({ ref, hash }: Commit): string => `${ref} (${hash.slice(0, 7)})`;

/** Lock files of package managers. */
const locks = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"];

/** What a reader of a comparison with a commit has to know. */
async function note({ git }: Repository, commit: Commit): Promise<void> {
  const changed = await git("diff", "--name-only", commit.hash, "--", ...locks.map((name) => `:(glob)**/${name}`));
  if (changed === "") return;
  console.error(
    `${labelOf(commit)} has another ${changed.split("\n").join(", ")}: it runs with what is installed now.`,
  );
}

/** A file of the working tree in the commit's. One outside of the repository is the same for both; one that was not there is none. */
async function fileThere(file: string | undefined, root: string, folder: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const path = await realpath(resolve(file)).catch(() => resolve(file));
  if (!path.startsWith(`${root}${sep}`)) return file;
  const there = join(folder, relative(root, path));
  return existsSync(there) ? there : undefined;
}

/** Says of a mistake in a commit's files whose they are. */
function ofCommit(error: unknown, commit: Commit, folder: string, root: string): unknown {
  if (!isFourfoldError(error)) return error;
  const { where, what, fix } = error.problem;
  const here = (text: string): string => text.replaceAll(folder, root);
  return new FourfoldError(error.code, {
    where: [labelOf(commit), ...(where === undefined ? [] : [here(where)])].join(", "),
    ...{ what: here(what), fix: here(fix), cause: error },
  });
}

function requireProject(folder: string): void {
  if (existsSync(join(folder, "Pulumi.yaml"))) return;
  throw new FourfoldError("ERR_USAGE", {
    where: folder,
    what: "there was no Pulumi.yaml.",
    fix: "Compare with a commit in which the project is.",
  });
}

/** What the program costs in a work tree of a commit, with that one's code, settings, usage and prices. */
async function costsIn(folder: string, commit: Commit, repository: Repository, choice: CostChoice) {
  const { root, git } = repository;
  const project = openProject(choice.folder);
  const own = join(folder, relative(root, await realpath(project.folder)));
  requireProject(own);
  const paths = (await git("ls-tree", "-r", "-z", "--name-only", commit.hash)).split("\0");
  const manifests = paths.filter((path) => basename(path) === "package.json");
  await linkPackages(manifests, { from: root, to: folder });
  const { costs, options } = await evaluateCosts({
    ...choice,
    ...{ folder: own, isQuiet: true },
    place: isShared(project) ? project.place : findData(own),
    usage: await fileThere(choice.usage, root, folder),
    prices: await fileThere(choice.prices, root, folder),
    policies: await fileThere(choice.policies, root, folder),
  });
  return documentOf(costs, options, "component");
}

/**
 * What a program has cost at a commit, with the packages that are installed now.
 * @throws FourfoldError `ERR_USAGE` when there is no such commit, or the working tree has conflicts.
 */
export async function openCommit(ref: string, choice: CostChoice): Promise<Baseline> {
  const repository = await openRepository(openProject(choice.folder).folder);
  const commit = await findCommit(repository, ref);
  if (await isChanged(repository)) console.error("What is not committed is in the estimate, too.");
  const load = () =>
    inWorktree(repository, commit, async (folder) => {
      try {
        await note(repository, commit);
        return await costsIn(folder, commit, repository, choice);
      } catch (error) {
        throw ofCommit(error, commit, folder, repository.root);
      }
    });
  return { label: labelOf(commit), load };
}
