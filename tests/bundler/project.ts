import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Artifact, BundleRequest } from "../../kit/bundler/index.ts";
import type { Cloud } from "../../kit/spec/index.ts";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** A project in a temporary folder, which is removed at the end of its scope. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  request(cloud: Cloud, changes?: Partial<BundleRequest>): BundleRequest;
}

const set = `
import { functionSet } from "fourfold";

export const shop = functionSet("shop", {
  root: import.meta.url,
  functions: { api: { handler: "./api.ts", http: true } },
});
`;

/** A handler that answers a text, with the module it takes it from. */
export const api = `
import { http } from "fourfold/runtime";
import { greeting } from "./greeting.ts";
import { shop } from "./shop.ts";

export default http(shop, "api", () => ({ fetch: () => new Response(greeting) }));
`;

/** Makes a project with a set, its handler, and other files. */
export async function createProject(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "fourfold-bundler-")));
  const write = async (path: string, text: string) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    // Nobody knows whether a build that begins in the same millisecond has seen it: its artifact is not remembered.
    await setTimeout(2);
  };
  const all = {
    "package.json": '{ "name": "a-shop", "type": "module" }',
    "src/shop.ts": set,
    "src/greeting.ts": 'export const greeting = "good morning";\nexport const unused = "never shipped";\n',
    "src/api.ts": api,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) await write(path, text);
  await symlink(modules, join(folder, "node_modules"));
  return {
    folder,
    write,
    request: (cloud, changes) => ({
      set: "shop",
      name: "api",
      root: pathToFileURL(join(folder, "src/shop.ts")).href,
      handler: "./api.ts",
      trigger: "http",
      cloud,
      settings: { timeout: 90, http: { streaming: false, maxBody: 1_048_576 } },
      outdir: join(folder, "out"),
      ...changes,
    }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The code of an artifact. */
export const codeOf = ({ directory, entry }: Pick<Artifact, "directory" | "entry">): Promise<string> =>
  readFile(join(directory, entry), "utf8");
