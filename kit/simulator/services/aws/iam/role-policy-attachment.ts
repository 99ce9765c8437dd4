import { CloudError, type ResourceType } from "../../../contract.ts";
import { simulated, text } from "../rules.ts";
import { documentOf, types } from "./identity.ts";
import { managedLimit } from "./policy-rules.ts";
import { requireRole } from "./role-policy.ts";

const source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html";

export const rolePolicyAttachment: ResourceType = {
  token: types.attachment,
  source,
  replaceOn: ["policyArn", "role"],
  properties: simulated("policyArn", "role"),
  constraints: [
    text(
      {
        property: "policyArn",
        rule: "must be the ARN of a policy",
        pattern: /^arn:[\w-]+:iam::(?:aws|\d{12}):policy\/.+$/,
        max: 2_048,
        source,
      },
      "AWSLambdaBasicExecutionRole",
    ),
  ],
  limits: [managedLimit("policyArn", (policyArn) => ({ policyArn }))],
  example: { role: "worker", policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
  create(request, world) {
    const role = requireRole(request, world);
    const arn = String(request.inputs.policyArn);
    if (documentOf(world, arn) === undefined) {
      throw new CloudError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404);
    }
    return { id: `${role}-${arn}`, outputs: {} };
  },
};
