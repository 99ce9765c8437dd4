import { CloudError, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { simulated } from "../rules.ts";
import { roleWithName, types } from "./identity.ts";
import { policyRule, sizeRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html";

/** The role that a policy is put on, or attached to, must exist. */
export function requireRole({ inputs, scope }: ResourceRequest, world: World): string {
  const name = String(inputs.role);
  if (roleWithName(world, name, scope) !== undefined) return name;
  throw new CloudError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
}

function documentFor(resource: string): string {
  const statement = { Effect: "Allow", Action: "logs:PutLogEvents", Resource: resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export const rolePolicy: ResourceType = {
  token: types.rolePolicy,
  source,
  naming: { property: "name", max: 128, pattern: /^[\w+=,.@-]+$/, refused: ["shop/api"], source },
  replaceOn: ["name", "role"],
  properties: simulated("name", "policy", "role"),
  constraints: [
    policyRule("policy", source, { policy: JSON.stringify({ Statement: [{ Effect: "Maybe" }] }) }),
    sizeRule("policy", 10_240, (text) => ({ policy: documentFor(`arn:aws:logs:*:*:${text}`) })),
  ],
  example: { name: "logs", role: "worker", policy: documentFor("*") },
  create(request, world) {
    return { id: `${requireRole(request, world)}:${request.inputs.name}`, outputs: {} };
  },
};
