import { builtinModules } from "node:module";
import { importsOf } from "./specifiers.ts";

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The packages that a module names: in imports, in types, and where it only resolves a package's path. */
function packagesOf(text: string): readonly string[] {
  const code = withoutComments(text);
  const resolved = [...code.matchAll(/\.resolve\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  const names = [...importsOf(code), ...resolved].map((name) =>
    name.split("/", name.startsWith("@") ? 2 : 1).join("/"),
  );
  // Without relative paths, those of Node's modules with a prefix, and our own.
  const packages = names.filter((name) => /^@?[a-z][a-z0-9._/-]*$/.test(name));
  return packages.filter((name) => name !== "fourfold" && !builtinModules.includes(name));
}

/** The third-party packages that modules import, each once, sorted. */
export function importedPackages(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(packagesOf))].sort();
}
