import { CloudError, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { simulated } from "../rules.ts";
import { roleWithName, types } from "./identity.ts";
import { policyRule } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html";

/** The role that a policy is put on, or attached to, must exist. */
export function requireRole({ inputs, scope }: ResourceRequest, world: World): string {
  const name = String(inputs.role);
  if (roleWithName(world, name, scope) !== undefined) return name;
  throw new CloudError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
}

const document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
};

export const rolePolicy: ResourceType = {
  token: types.rolePolicy,
  source,
  naming: { property: "name", max: 128, pattern: /^[\w+=,.@-]+$/, source },
  replaceOn: ["name", "role"],
  properties: simulated("name", "policy", "role"),
  constraints: [policyRule("policy", source, { policy: JSON.stringify({ Statement: [{ Effect: "Maybe" }] }) })],
  example: { name: "logs", role: "worker", policy: JSON.stringify(document) },
  create(request, world) {
    return { id: `${requireRole(request, world)}:${request.inputs.name}`, outputs: {} };
  },
};
