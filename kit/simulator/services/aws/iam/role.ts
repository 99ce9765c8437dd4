import { CloudError, type Created, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { globalArnOf, idFor, isTakenIn, textsOf } from "../names.ts";
import { between, inert, simulated, tagRules, text } from "../rules.ts";
import { documentOf, roleWithName, types } from "./identity.ts";
import { pathRule, policyRule, trustRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

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
  const {
    path = "/",
    name,
    description = "",
    maxSessionDuration = 3_600,
    forceDetachPolicies = false,
    tags = {},
  } = inputs;
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
      tagsAll: tags,
    },
  };
}

export const role: ResourceType = {
  token: types.role,
  source,
  naming: { property: "name", max: 64, pattern: /^[\w+=,.@-]+$/, source },
  replaceOn: ["name", "path"],
  properties: {
    ...simulated("assumeRolePolicy", "description", "forceDetachPolicies", "inlinePolicies", "managedPolicyArns"),
    ...simulated("name", "path", "permissionsBoundary", "tags"),
    ...inert("credentials of a simulated role do not expire", "maxSessionDuration"),
  },
  constraints: [
    trustRule("assumeRolePolicy", source),
    policyRule("inlinePolicies.policy", source, { inlinePolicies: [{ name: "own", policy: "{}" }] }),
    between("maxSessionDuration", 3_600, 43_200, source),
    pathRule(source),
    text(
      { property: "description", rule: "must have at most 1,000 characters", max: 1_000, source },
      "x".repeat(1_001),
    ),
    tagRules,
  ],
  example: { name: "worker", assumeRolePolicy: JSON.stringify(trust) },
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
