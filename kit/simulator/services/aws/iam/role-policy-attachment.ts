import type { ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import { types } from "./identity.ts";
import { managedLimit, policyArnRule, toPolicy, toRole } from "./policy-rules.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html";

export const rolePolicyAttachment: ResourceType = {
  token: types.attachment,
  source,
  replaceOn: ["policyArn", "role"],
  properties: simulated("policyArn", "role"),
  constraints: [policyArnRule("policyArn", source)],
  limits: [managedLimit("policyArn")],
  example: { role: "worker", policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
  refers: { role: toRole, policyArn: toPolicy },
  id: ({ inputs: { role, policyArn } }) => `${role}-${policyArn}`,
};
