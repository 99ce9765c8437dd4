import { CloudError, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { allTags } from "../configuration.ts";
import { globalArnOf, idFor, isTakenIn } from "../names.ts";
import { inert, simulated, tagRules, text } from "../rules.ts";
import { types } from "./identity.ts";
import { pathRule, policyRule, sizeRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html";

function arnFor({ inputs, scope }: ResourceRequest): string {
  return globalArnOf("iam", scope.account, `policy${inputs.path ?? "/"}${inputs.name}`);
}

function outputsOf(request: ResourceRequest, world: World, old?: Readonly<Record<string, unknown>>) {
  const { path = "/", description = "" } = request.inputs;
  const policyId = old?.policyId ?? `ANPA${idFor(request, 17, isTakenIn(world, types.policy)).toUpperCase()}`;
  return { arn: arnFor(request), policyId, path, description, attachmentCount: 0 };
}

function documentFor(resource: string): string {
  const statement = { Effect: "Allow", Action: "logs:*", Resource: resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export const policy: ResourceType = {
  token: types.policy,
  source,
  naming: { property: "name", max: 128, pattern: /^[\w+=,.@-]+$/, refused: ["shop/api"], source },
  replaceOn: ["name", "path", "description"],
  properties: {
    ...simulated("description", "name", "path", "policy", "tags"),
    ...inert("a simulated policy is in force at once", "delayAfterPolicyCreationInMs"),
  },
  constraints: [
    policyRule("policy", source, { policy: "no JSON" }),
    sizeRule("policy", 6_144, (text) => ({ policy: documentFor(`arn:aws:logs:*:*:${text}`) })),
    pathRule(source),
    text(
      { property: "description", rule: "must have at most 1,000 characters", max: 1_000, source },
      "x".repeat(1_001),
    ),
    tagRules,
  ],
  configured: allTags,
  example: {
    name: "logs",
    policy: documentFor("*"),
  },
  create(request, world) {
    const arn = arnFor(request);
    if (isTakenIn(world, types.policy)(arn)) {
      throw new CloudError("EntityAlreadyExists", `A policy called ${request.inputs.name} already exists.`, 409);
    }
    return { id: arn, outputs: outputsOf(request, world) };
  },
  update: (request, old, world) => outputsOf(request, world, old.outputs),
  remove(resource, world) {
    const attached = world.store.find(types.attachment, ({ inputs }) => inputs.policyArn === resource.id);
    if (attached.length > 0)
      throw new CloudError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
  },
};
