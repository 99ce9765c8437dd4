import type { RoutedPattern } from "../spec/index.ts";
import { createBuild } from "./build/build.ts";
import { entryPlugin, runtimeFile } from "./build/entry.ts";
import { kit } from "./build/sources.ts";
import { targets } from "./targets.ts";

const entry = "router";

/** The module that Cloudflare starts: the router with its table. Its content depends on nothing but the table. */
function sourceOf(patterns: readonly RoutedPattern[]): string {
  const table = patterns.map(({ segments, below, target }) => ({ segments, below, target }));
  return `import { serve } from "fourfold:router";\nexport default serve(${JSON.stringify(table)});\n`;
}

/**
 * Makes the Worker in front of several functions of a set on Cloudflare.
 *
 * @param patterns - Which paths lead to which function, the most specific first. The names of the functions are those of its bindings.
 * @returns The text of its main module.
 */
export async function bundleRouter(patterns: readonly RoutedPattern[]): Promise<string> {
  const build = createBuild({
    project: kit,
    entries: { [entry]: sourceOf(patterns) },
    options: { ...targets.cloudflare.options, minify: true, plugins: [entryPlugin(runtimeFile)] },
    map: undefined,
  });
  try {
    const built = await build.run();
    return built(entry).code.toString();
  } finally {
    await build.dispose();
  }
}
