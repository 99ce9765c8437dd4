import type { ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import { types } from "./identity.ts";
import { allowing, policyRule, sizeRule, toRole } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html";

const documentFor = (resource: string): string => allowing("logs:PutLogEvents", { Resource: resource });

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
  refers: { role: toRole },
  id: ({ inputs: { role, name } }) => `${role}:${name}`,
};
