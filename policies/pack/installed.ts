import { createRequire } from "node:module";
import { FourfoldError } from "../../kit/spec/errors.ts";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";

/**
 * Makes sure that Pulumi's SDK for policies is there, which is an optional peer of this package.
 * @throws FourfoldError `ERR_SDK` with the command that installs it.
 */
export function requirePolicySdk(require: Pick<NodeJS.Require, "resolve"> = createRequire(import.meta.url)): void {
  try {
    require.resolve("@pulumi/policy");
  } catch (error) {
    if (!isMissing(error)) throw error;
    const what = "The policy pack needs the package @pulumi/policy, which is not installed.";
    throw new FourfoldError("ERR_SDK", { what, fix: "Run `npm install --save-dev @pulumi/policy`." });
  }
}
