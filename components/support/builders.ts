import { type Cloud, FourfoldError, type PerCloud } from "fourfold";
import { packages } from "./providers.ts";

/** How Node says that it has not found a package, to `import` and to `require`: https://nodejs.org/api/errors.html */
const notFound = new Set(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"]);

function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && "code" in error && notFound.has(String(error.code)) && error.message.includes(name);
}

/**
 * Loads a cloud's builder. Builders are loaded when they are used, so that a stack on one cloud loads one SDK, and a
 * project installs those of its clouds only.
 *
 * @throws FourfoldError `ERR_SDK` when the SDK is not installed.
 */
export function loadBuilder<Builder>(builders: PerCloud<() => Builder>, cloud: Cloud, where: string): Builder {
  const name = `@pulumi/${packages[cloud]}`;
  try {
    return builders[cloud]();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new FourfoldError("ERR_SDK", {
      where,
      what: `it deploys to ${cloud}, and the package ${name} is not installed.`,
      fix: `Run \`npm install ${name}\`.`,
      cause,
    });
  }
}
