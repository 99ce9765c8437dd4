import { readdirSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Cloud, clouds } from "../kit/spec/clouds.ts";
import type { Rule } from "./contract/rule.ts";

/** Rules end as this file does: in the package they are compiled. */
const ending = extname(import.meta.url);

const folder = fileURLToPath(new URL("./rules", import.meta.url));

/** A rule, and where it is. */
export interface Filed {
  /** The path of its file below `rules`, without its ending. */
  readonly path: string;
  readonly rule: Rule;
}

async function load(path: string): Promise<Filed> {
  const module: { readonly rule: Rule } = await import(pathToFileURL(join(folder, path)).href);
  return { path: path.slice(0, -ending.length).split(sep).join("/"), rule: module.rule };
}

/** The files of the rules of clouds. Each is one file below its cloud's folder, and nothing else knows it. */
export async function loadFiles(of: readonly Cloud[] = clouds): Promise<readonly Filed[]> {
  const files = of.flatMap((cloud) => {
    const found = readdirSync(join(folder, cloud), { recursive: true, encoding: "utf8" });
    const sources = found.filter((path) => path.endsWith(ending) && !path.endsWith(".d.ts"));
    return sources.toSorted().map((path) => join(cloud, path));
  });
  return await Promise.all(files.map(load));
}

/** The rules of clouds. */
export const loadCatalogue = async (of: readonly Cloud[] = clouds): Promise<readonly Rule[]> =>
  (await loadFiles(of)).map(({ rule }) => rule);
