import { CloudError, type Created, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { allTags } from "../configuration.ts";
import { globalArnOf, idFor, isTakenIn, textsOf } from "../names.ts";
import { between, inert, simulated, tagRules, text } from "../rules.ts";
import { documentOf, roleWithName, types } from "./identity.ts";
import { managedLimit, pathRule, policyRule, sizeRule, trustRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";

function trustIn(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const policyArn = /^arn:[\w-]+:iam::(?:aws|\d{12}):policy\/.+$/;

/** Policies that a role names must exist. */
function requirePolicies({ inputs }: ResourceRequest, world: World): void {
  const boundary = inputs.permissionsBoundary;
  const named = [...textsOf(inputs.managedPolicyArns), ...(typeof boundary === "string" ? [boundary] : [])];
  const missing = named.find((arn) => documentOf(world, arn) === undefined);
  if (missing !== undefined)
    throw new CloudError("NoSuchEntity", `Policy ${missing} does not exist or is not attachable.`, 404);
}

function answer(request: ResourceRequest, world: World, old?: Readonly<Record<string, unknown>>): Created {
  requirePolicies(request, world);
  const { inputs, scope } = request;
  const { path = "/", name, description = "", maxSessionDuration = 3_600, forceDetachPolicies = false } = inputs;
  return {
    id: String(name),
    outputs: {
      arn: globalArnOf("iam", scope.account, `role${path}${name}`),
      createDate: old?.createDate ?? new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
      uniqueId: old?.uniqueId ?? `AROA${idFor(request, 17, isTakenIn(world, types.role)).toUpperCase()}`,
      path,
      description,
      maxSessionDuration,
      forceDetachPolicies,
      managedPolicyArns: inputs.managedPolicyArns ?? [],
    },
  };
}

export const role: ResourceType = {
  token: types.role,
  source,
  naming: { property: "name", max: 64, pattern: /^[\w+=,.@-]+$/, refused: ["shop/api"], source },
  replaceOn: ["name", "path"],
  properties: {
    ...simulated("assumeRolePolicy", "description", "forceDetachPolicies", "managedPolicyArns"),
    ...simulated("inlinePolicies.name", "inlinePolicies.policy"),
    ...simulated("name", "path", "permissionsBoundary", "tags"),
    ...inert("credentials that the simulator gives last one hour, which every role allows", "maxSessionDuration"),
  },
  constraints: [
    trustRule("assumeRolePolicy", source),
    sizeRule("assumeRolePolicy", 2_048, (text) => ({ assumeRolePolicy: trustIn(`${text}.amazonaws.com`) })),
    policyRule("inlinePolicies.policy", source, { inlinePolicies: [{ name: "own", policy: "{}" }] }),
    text(
      {
        property: "inlinePolicies.name",
        rule: "must be 1 to 128 letters, digits and _+=,.@-",
        pattern: /^[\w+=,.@-]+$/,
        max: 128,
        source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
      },
      { inlinePolicies: [{ name: "own/policy" }] },
    ),
    {
      property: "managedPolicyArns",
      rule: "must be at most 10 ARNs of policies",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      accepts: (value) => textsOf(value).length <= 10 && textsOf(value).every((arn) => policyArn.test(arn)),
      refused: [
        { managedPolicyArns: ["AWSLambdaBasicExecutionRole"] },
        { managedPolicyArns: Array.from({ length: 11 }, (_, index) => `arn:aws:iam::aws:policy/Policy${index}`) },
      ],
    },
    text(
      { property: "permissionsBoundary", rule: "must be the ARN of a policy", pattern: policyArn, max: 2_048, source },
      "boundary",
    ),
    between("maxSessionDuration", 3_600, 43_200, source),
    pathRule(source),
    text(
      { property: "description", rule: "must have at most 1,000 characters", max: 1_000, source },
      "x".repeat(1_001),
    ),
    tagRules,
  ],
  configured: allTags,
  limits: [
    managedLimit("managedPolicyArns", (arn) => ({ managedPolicyArns: [arn] })),
    managedLimit("permissionsBoundary", (permissionsBoundary) => ({ permissionsBoundary })),
  ],
  example: { name: "worker", assumeRolePolicy: trustIn("lambda.amazonaws.com") },
  create(request, world) {
    const name = String(request.inputs.name);
    if (roleWithName(world, name, request.scope) !== undefined) {
      throw new CloudError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409);
    }
    return answer(request, world);
  },
  update: (request, old, world) => answer(request, world, old.outputs).outputs,
  remove(resource, world) {
    if (resource.inputs.forceDetachPolicies === true) return;
    const attached = world.store.find(types.attachment, ({ inputs }) => inputs.role === resource.id);
    if (attached.length > 0) {
      throw new CloudError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
    }
  },
};
