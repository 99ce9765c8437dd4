import type { Policies } from "@pulumi/policy";
import { ask, loadPolicySdk } from "../../../kit/testing/policies/sdk.ts";
import { analyzeRequest, type Registered, stackRequest, type Violation, violationOf } from "./requests.ts";

/** Policies asked one question at a time, by the SDK's own handlers. `verdictOf` of `fourfold/testing` asks all of them. */
export function analyzerOf(policies: Policies) {
  const sdk = loadPolicySdk();
  const pack = ["test", "1.0.0", "advisory", policies] as const;
  const analyze = sdk.makeAnalyzeRpcFun(...pack);
  const analyzeStack = sdk.makeAnalyzeStackRpcFun(...pack);
  const remediate = sdk.makeRemediateRpcFun(...pack);
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
