import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { analyzeRequest, type Registered, stackRequest, type Violation, violationOf } from "./requests.ts";

type Handler<Request, Response> = (
  call: { readonly request: Request },
  callback: (error: Error | null, response: Response) => void,
) => void;

type Make<Request, Response> = (
  name: string,
  version: string,
  level: string,
  policies: Policies,
) => Handler<Request, Response>;

/** The SDK's own handlers of the engine's questions: https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/server.ts */
const server: {
  readonly makeAnalyzeRpcFun: Make<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>;
  readonly makeAnalyzeStackRpcFun: Make<analyzer.AnalyzeStackRequest, analyzer.AnalyzeResponse>;
  readonly makeRemediateRpcFun: Make<analyzer.AnalyzeRequest, analyzer.RemediateResponse>;
} = createRequire(import.meta.url)("@pulumi/policy/server");

const ask = <Request, Response>(handler: Handler<Request, Response>, request: Request): Promise<Response> =>
  new Promise((resolve, reject) =>
    handler({ request }, (error, response) => (error ? reject(error) : resolve(response))),
  );

/** Policies as the engine asks them, by the SDK's own handlers and without a socket. */
export function analyzerOf(policies: Policies) {
  const [name, version, level] = ["test", "1.0.0", "advisory"];
  const analyze = server.makeAnalyzeRpcFun(name, version, level, policies);
  const analyzeStack = server.makeAnalyzeStackRpcFun(name, version, level, policies);
  const remediate = server.makeRemediateRpcFun(name, version, level, policies);
  return {
    async analyze(resource: Registered): Promise<readonly Violation[]> {
      return (await ask(analyze, analyzeRequest(resource))).getDiagnosticsList().map(violationOf);
    },
    async analyzeStack(resources: readonly Registered[]): Promise<readonly Violation[]> {
      return (await ask(analyzeStack, stackRequest(resources))).getDiagnosticsList().map(violationOf);
    },
    /** The properties that a policy wants a resource to have, in the engine's own words. */
    async remediate(resource: Registered): Promise<readonly unknown[]> {
      const answer = await ask(remediate, analyzeRequest(resource));
      return answer.getRemediationsList().map((each) => each.getProperties()?.toJavaScript() ?? each.getDiagnostic());
    },
  };
}
