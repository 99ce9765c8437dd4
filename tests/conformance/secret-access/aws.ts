import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from "@aws-sdk/client-secrets-manager";
import { configurationFor } from "../../simulator/aws/sqs/client.ts";
import { config } from "../deployment.ts";
import { deployed, own, type SecretAccess } from "./contract.ts";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const lineOf = (action: string, resource: unknown): string => `${action} on ${resource}`;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const aws: SecretAccess = {
  reading: ["GetSecretValue"],
  async allowedTo(reader, secret, target) {
    const role = String(own(target, "Role", reader).outputs.arn);
    const client = new SecretsManagerClient(await configurationFor(target, role, config["aws:region"]));
    const SecretId = target.attributesOf(secret).arn;
    const calls = {
      GetSecretValue: () => client.send(new GetSecretValueCommand({ SecretId })),
      DescribeSecret: () => client.send(new DescribeSecretCommand({ SecretId })),
      ListSecretVersionIds: () => client.send(new ListSecretVersionIdsCommand({ SecretId })),
      PutSecretValue: () => client.send(new PutSecretValueCommand({ SecretId, SecretString: "another" })),
    };
    const allowed: string[] = [];
    for (const [what, call] of Object.entries(calls)) {
      const error = await call().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined && !(error instanceof SecretsManagerServiceException)) throw error;
      if (error?.name !== "AccessDeniedException") allowed.push(what);
    }
    client.destroy();
    return allowed;
  },
  granted(reader, target) {
    const role = own(target, "Role", reader).outputs.name;
    const policies = deployed(target, "RolePolicy").filter(({ inputs }) => inputs.role === role);
    const statements = policies.flatMap(({ inputs }): Statement[] => JSON.parse(String(inputs.policy)).Statement);
    const attached = deployed(target, "RolePolicyAttachment").filter(({ inputs }) => inputs.role === role);
    return [
      ...statements.flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => lineOf(action, resource))),
      ),
      ...attached.map(({ inputs }) => lineOf("attached", inputs.policyArn)),
    ];
  },
  grantOf: (secret, target) => lineOf("secretsmanager:GetSecretValue", target.attributesOf(secret).arn),
  platform(reader, target) {
    const logs = own(target, "LogGroup", reader).outputs.arn;
    return ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => lineOf(action, `${logs}:*`));
  },
};
