import protocol from "@pulumi/pulumi/proto/analyzer_pb.js";
import { fromStruct, isAsset, isObject, type Properties } from "../../engine/index.ts";
import { configured } from "./configured.ts";
import type { Asked } from "./given.ts";
import type { AnyPolicy, PolicyOptions } from "./policy.ts";
import { type ProviderOf, resourceRequest, stackRequest } from "./requests.ts";
import { ask, loadPolicySdk } from "./sdk.ts";

/** What a policy has reported. */
export interface Violation {
  /** The policy's name. */
  readonly policy: string;
  /** Whether it refuses the deployment. */
  readonly level: "advisory" | "mandatory";
  /** The resource. Undefined where it is about the stack as a whole. */
  readonly urn: string | undefined;
  /** The policy's description, and below it what was reported. */
  readonly message: string;
}

/** A change that a policy has made to a resource. */
export interface Change {
  readonly policy: string;
  readonly urn: string;
  /** All inputs after it, in the engine's form. */
  readonly inputs: Properties;
}

/** What the pack of the policies is called in messages of the SDK. */
const pack = ["policies", "0.0.0"] as const;

function violationOf(diagnostic: protocol.AnalyzeDiagnostic, subject?: string): Violation {
  const level = diagnostic.getEnforcementlevel();
  const { MANDATORY, REMEDIATE } = protocol.EnforcementLevel;
  return {
    policy: diagnostic.getPolicyname(),
    level: level === MANDATORY || level === REMEDIATE ? "mandatory" : "advisory",
    urn: diagnostic.getUrn() || subject,
    message: diagnostic.getMessage(),
  };
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/archive/archive.go (Deserialize) */
function refuseBrokenArchives(value: unknown, policy: string): void {
  if (isAsset(value) && Array.isArray(value.assets))
    throw new Error(
      `failed to run remediation '${policy}': unexpected archive contents of type []interface {}. ` +
        "Pulumi's SDK cannot write an AssetArchive back: https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/deserialize.ts",
    );
  if (Array.isArray(value) || isObject(value))
    for (const each of Object.values(value)) refuseBrokenArchives(each, policy);
}

/** Policies, asked as Pulumi's engine asks them, by the SDK's own handlers and without a socket. */
export class Analyzer {
  readonly #analyze: (request: protocol.AnalyzeRequest) => Promise<protocol.AnalyzeResponse>;
  readonly #analyzeStack: (request: protocol.AnalyzeStackRequest) => Promise<protocol.AnalyzeResponse>;
  readonly #remediate: (request: protocol.AnalyzeRequest) => Promise<protocol.RemediateResponse>;
  readonly #providerOf: ProviderOf;

  /**
   * @param all the resources among which the providers are
   * @throws FourfoldError `ERR_SDK` when `@pulumi/policy` is not installed.
   */
  constructor(policies: readonly AnyPolicy[], options: PolicyOptions, all: readonly Asked[]) {
    const sdk = loadPolicySdk();
    const asked = [...pack, options.level ?? "advisory", configured(policies, options)] as const;
    const [analyze, analyzeStack] = [sdk.makeAnalyzeRpcFun(...asked), sdk.makeAnalyzeStackRpcFun(...asked)];
    const remediate = sdk.makeRemediateRpcFun(...asked);
    this.#analyze = (request) => ask(analyze, request);
    this.#analyzeStack = (request) => ask(analyzeStack, request);
    this.#remediate = (request) => ask(remediate, request);
    const byUrn = new Map(all.map((each) => [each.urn, each]));
    this.#providerOf = (urn) => byUrn.get(urn);
  }

  /** The changes that policies of the level `remediate` make, and what keeps them from it. */
  async remediate(
    asked: Asked,
  ): Promise<{ readonly changes: readonly Change[]; readonly violations: readonly Violation[] }> {
    const answer = await this.#remediate(resourceRequest(asked, this.#providerOf, asked.inputs));
    const { urn } = asked;
    const changes: Change[] = [];
    const violations: Violation[] = [];
    for (const remediation of answer.getRemediationsList()) {
      const [policy, message] = [remediation.getPolicyname(), remediation.getDiagnostic()];
      // https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go (Remediate)
      if (message !== "") violations.push({ policy, level: "advisory", urn, message });
      else {
        const inputs = fromStruct(remediation.getProperties());
        refuseBrokenArchives(inputs, policy);
        changes.push({ policy, urn, inputs });
      }
    }
    return { changes, violations };
  }

  /** What policies say of a resource before it is made. */
  async analyze(asked: Asked): Promise<readonly Violation[]> {
    const answer = await this.#analyze(resourceRequest(asked, this.#providerOf));
    return answer.getDiagnosticsList().map((diagnostic) => violationOf(diagnostic, asked.urn));
  }

  /** What policies say of all resources at the end. */
  async analyzeStack(all: readonly Asked[]): Promise<readonly Violation[]> {
    const answer = await this.#analyzeStack(stackRequest(all, this.#providerOf));
    return answer.getDiagnosticsList().map((diagnostic) => violationOf(diagnostic));
  }
}
