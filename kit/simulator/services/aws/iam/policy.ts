import { CloudError, type ResourceType } from "../../../contract.ts";
import { atMost, inert, simulated } from "../../rules.ts";
import { globalArnOf, idFor, isTakenIn } from "../names.ts";
import { allTags, tagRules } from "../rules.ts";
import { types } from "./identity.ts";
import { allowing, pathRule, policyRule, sizeRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html";

export const policy: ResourceType = {
  token: types.policy,
  source,
  naming: { property: "name", max: 128, pattern: /^[\w+=,.@-]+$/, refused: ["shop/api"], source },
  replaceOn: ["name", "path", "description"],
  properties: {
    ...simulated("description", "name", "path", "policy", "tags"),
    ...inert("A simulated policy is in force at once.", "delayAfterPolicyCreationInMs"),
  },
  constraints: [
    policyRule("policy", source, { policy: "no JSON" }),
    sizeRule("policy", 6_144, (text) => ({ policy: allowing("logs:*", { Resource: `arn:aws:logs:*:*:${text}` }) })),
    pathRule(source),
    atMost("description", 1_000, source),
    tagRules,
  ],
  example: { name: "logs", policy: allowing("logs:*", { Resource: "*" }) },
  once: {
    policyId: (request, world) => `ANPA${idFor(request, 17, isTakenIn(world, types.policy)).toUpperCase()}`,
  },
  id: ({ inputs, scope }) => globalArnOf("iam", scope.account, `policy${inputs.path ?? "/"}${inputs.name}`),
  taken: ({ inputs }) => new CloudError("EntityAlreadyExists", `A policy called ${inputs.name} already exists.`, 409),
  defaults: { path: "/", description: "", attachmentCount: 0 },
  outputs: ({ id }) => ({ arn: id }),
  configured: allTags,
  checkRemoval(resource, world) {
    const attached = world.store.find(types.attachment, ({ inputs }) => inputs.policyArn === resource.id);
    if (attached.length === 0) return;
    throw new CloudError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
  },
};
