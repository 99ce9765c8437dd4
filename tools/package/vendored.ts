import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as v from "valibot";

/** Files that licences require us to distribute with the code. */
const notices = ["LICENSE", "NOTICE", "THIRD-PARTY-LICENSES"];

const Manifest = v.object({ main: v.string() });

/**
 * Copies the main file of packages that we cannot depend on into our own package, and returns where it is.
 *
 * aws-lambda-ric is the only one: its install script compiles C++, which fails on machines without autoconf, and the
 * simulator uses only its JavaScript, which is one file: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 *
 * @param imports - The project's `imports`: our names for these packages and for our own files.
 * @returns The package's `imports`: https://nodejs.org/api/packages.html#subpath-imports
 */
export function copyVendored(
  imports: Readonly<Record<string, string>>,
  project: string,
  output: string,
): Readonly<Record<string, string>> {
  const packages = Object.entries(imports).filter(([, target]) => !target.startsWith("./"));
  const files = packages.map(([alias, name]) => {
    const from = join(project, "node_modules", name);
    const { main } = v.parse(Manifest, JSON.parse(readFileSync(join(from, "package.json"), "utf8")));
    const to = join("vendor", name);
    mkdirSync(join(output, to), { recursive: true });
    cpSync(join(from, main), join(output, to, basename(main)));
    for (const notice of notices.filter((file) => existsSync(join(from, file)))) {
      cpSync(join(from, notice), join(output, to, notice));
    }
    return [alias, `./vendor/${name}/${basename(main)}`];
  });
  return Object.fromEntries(files);
}
