import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A new git repository in a temporary folder. */
export interface TestRepository {
  readonly root: string;
  git(...args: readonly string[]): string;
  write(files: Readonly<Record<string, string>>): void;
  /** Commits everything. */
  commit(files: Readonly<Record<string, string>>): void;
}

export function createRepository(): TestRepository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-git-")));
  const settings = ["user.name=test", "user.email=test@example.com", "commit.gpgsign=false"];
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...settings.flatMap((setting) => ["-c", setting]), ...args], {
      ...{ cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  git("init", "--quiet", "--initial-branch", "main");
  return {
    ...{ root, git, write },
    commit(files) {
      write(files);
      git("add", "--all");
      git("commit", "--quiet", "--message", "change");
    },
  };
}
