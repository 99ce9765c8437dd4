import { listAt } from "../../../contract/read.ts";
import { CloudError, type ResourceType } from "../../../contract.ts";
import { atMost, between, inert, matches, simulated } from "../../rules.ts";
import { globalArnOf, idFor, isTakenIn } from "../names.ts";
import { allTags, tagRules } from "../rules.ts";
import { types } from "./identity.ts";
import {
  allowing,
  managedLimit,
  pathRule,
  policyArn,
  policyArnRule,
  policyRule,
  sizeRule,
  toPolicy,
  trustRule,
} from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";

const trustIn = (service: string): string => allowing("sts:AssumeRole", { Principal: { Service: service } });

export const role: ResourceType = {
  token: types.role,
  source,
  naming: { property: "name", max: 64, pattern: /^[\w+=,.@-]+$/, refused: ["shop/api"], source },
  replaceOn: ["name", "path"],
  properties: {
    ...simulated("assumeRolePolicy", "description", "forceDetachPolicies", "managedPolicyArns"),
    ...simulated("inlinePolicies.name", "inlinePolicies.policy"),
    ...simulated("name", "path", "permissionsBoundary", "tags"),
    ...inert("Credentials that the simulator gives last one hour, which every role allows.", "maxSessionDuration"),
  },
  constraints: [
    trustRule("assumeRolePolicy", source),
    sizeRule("assumeRolePolicy", 2_048, (text) => ({ assumeRolePolicy: trustIn(`${text}.amazonaws.com`) })),
    policyRule("inlinePolicies.policy", source, { inlinePolicies: [{ name: "own", policy: "{}" }] }),
    matches(
      "inlinePolicies.name",
      /^[\w+=,.@-]+$/,
      "must be 1 to 128 letters, digits and _+=,.@-",
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
      "own/policy",
      { max: 128, filled: (name) => ({ inlinePolicies: [{ name }] }) },
    ),
    {
      property: "managedPolicyArns",
      rule: "must be at most 10 ARNs of policies",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      accepts: (value) => listAt(value).length <= 10 && listAt(value).every((arn) => policyArn.test(arn)),
      refused: [
        { managedPolicyArns: ["AWSLambdaBasicExecutionRole"] },
        { managedPolicyArns: Array.from({ length: 11 }, (_, index) => `arn:aws:iam::aws:policy/Policy${index}`) },
      ],
    },
    policyArnRule("permissionsBoundary", source),
    between("maxSessionDuration", 3_600, 43_200, source),
    pathRule(source),
    atMost("description", 1_000, source),
    tagRules,
  ],
  limits: [
    managedLimit("managedPolicyArns", (arn) => ({ managedPolicyArns: [arn] })),
    managedLimit("permissionsBoundary"),
  ],
  example: { name: "worker", assumeRolePolicy: trustIn("lambda.amazonaws.com") },
  refers: { managedPolicyArns: toPolicy, permissionsBoundary: toPolicy },
  once: {
    createDate: (_request, { clock }) => new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
    uniqueId: (request, world) => `AROA${idFor(request, 17, isTakenIn(world, types.role)).toUpperCase()}`,
  },
  id: ({ inputs }) => String(inputs.name),
  taken: ({ id }) => new CloudError("EntityAlreadyExists", `Role with name ${id} already exists.`, 409),
  defaults: {
    path: "/",
    description: "",
    maxSessionDuration: 3_600,
    forceDetachPolicies: false,
    managedPolicyArns: [],
  },
  outputs: ({ id, inputs, scope }) => ({ arn: globalArnOf("iam", scope.account, `role${inputs.path ?? "/"}${id}`) }),
  configured: allTags,
  checkRemoval(resource, world) {
    if (resource.inputs.forceDetachPolicies === true) return;
    const attached = world.store.find(types.attachment, ({ inputs }) => inputs.role === resource.id);
    if (attached.length === 0) return;
    throw new CloudError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
  },
};
