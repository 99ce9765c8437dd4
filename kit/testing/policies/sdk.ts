import { createRequire } from "node:module";
import { join } from "node:path";
import type { Policies } from "@pulumi/policy";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { FourfoldError } from "../../spec/index.ts";

type Handler<Request, Response> = (
  call: { readonly request: Request },
  callback: (error: Error | null, response: Response) => void,
) => void;

type Make<Request, Response> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => Handler<Request, Response>;

/**
 * The handlers of the engine's questions, which the SDK gives to its server: what is unknown, what is secret and what a policy is handed is
 * theirs. https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/server.ts
 */
export interface PolicySdk {
  readonly makeAnalyzeRpcFun: Make<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>;
  readonly makeAnalyzeStackRpcFun: Make<analyzer.AnalyzeStackRequest, analyzer.AnalyzeResponse>;
  readonly makeRemediateRpcFun: Make<analyzer.AnalyzeRequest, analyzer.RemediateResponse>;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";

/** The current project, whose policies are tested, and this package. */
const places = (): readonly string[] => [join(process.cwd(), "package.json"), import.meta.url];

/**
 * The policy SDK of the first place that has it.
 *
 * @param from - files from which it is looked for
 * @throws FourfoldError `ERR_SDK` with the command that installs it.
 */
export function loadPolicySdk(from = places()): PolicySdk {
  for (const place of from) {
    const require = createRequire(place);
    try {
      require.resolve("@pulumi/policy/server");
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    return require("@pulumi/policy/server");
  }
  const what = "Testing policies needs the package @pulumi/policy, which is not installed.";
  throw new FourfoldError("ERR_SDK", { what, fix: "Run `npm install --save-dev @pulumi/policy`." });
}

/** Asks one of the SDK's handlers. */
export const ask = <Request, Response>(handler: Handler<Request, Response>, request: Request): Promise<Response> =>
  new Promise((resolve, reject) =>
    handler({ request }, (error, response) => (error ? reject(error) : resolve(response))),
  );
