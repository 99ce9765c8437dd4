import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { bundle } from "../../kit/bundler/index.ts";
import type { Platform, Subject } from "./subject.ts";

/** Bundles of subjects, in a folder of their own. */
export interface Bundles {
  /** The file of a subject's bundle. */
  fileOf(subject: Subject): string;
  remove(): void;
}

const clouds = { lambda: "aws", node: "gcp", azure: "azure" } as const satisfies Record<Platform, string>;

/** esbuild's names of the formats of files. */
const formats = { mjs: "esm", cjs: "cjs" } as const;

/** As our targets for Node.js: everything is minified, and nothing is external. */
const options: BuildOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  // ES modules of packages where they have some: bundlers make them smaller. https://esbuild.github.io/api/#main-fields
  mainFields: ["module", "main"],
  target: "node22",
  supported: { "regexp-unicode-property-escapes": true, "regexp-set-notation": true },
  legalComments: "none",
  // Azure's worker process brings it: https://github.com/Azure/azure-functions-nodejs-library/issues/201
  external: ["@azure/functions-core"],
};

/** Bundles a function of the set `bench` as a deployment does. Its name is that of its file. */
async function buildOurs({ handler, platform, links }: Subject, folder: string): Promise<string> {
  const name = basename(handler.pathname, ".ts");
  const { directory, entry } = await bundle({
    set: "bench",
    name,
    root: handler.href,
    handler: `./${name}.ts`,
    trigger: "http",
    cloud: clouds[platform],
    settings: { ...(links && { links }), timeout: 30, http: { streaming: false, maxBody: 1_048_576 } },
    outdir: folder,
  });
  return join(directory, entry);
}

async function buildOne(subject: Subject, folder: string): Promise<string> {
  const { bundler, handler, keepNames = false } = subject;
  if (bundler === "fourfold") return buildOurs(subject, folder);
  const outfile = join(folder, `${basename(handler.pathname, ".ts")}.${bundler}`);
  await build({ ...options, keepNames, format: formats[bundler], entryPoints: [fileURLToPath(handler)], outfile });
  return outfile;
}

/** Bundles subjects. */
export async function buildSubjects(subjects: readonly Subject[]): Promise<Bundles> {
  const folder = mkdtempSync(join(tmpdir(), "fourfold-bench-"));
  const files = new Map<Subject, string>();
  for (const subject of subjects) files.set(subject, await buildOne(subject, folder));
  return {
    fileOf(subject) {
      const file = files.get(subject);
      if (file === undefined) throw new Error(`${subject.label} was not bundled.`);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
