import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Deployed, Deployment } from "../../deployment.ts";
import { tokens } from "../shop.ts";
import { configurationFor } from "../sqs/client.ts";

type Properties = Readonly<Record<string, unknown>>;

/** The official client without its retries, as whom an account's number or a role's ARN says. */
export async function openClient(aws: Deployment, principal?: string): Promise<SecretsManagerClient> {
  return new SecretsManagerClient({ ...(await configurationFor(aws, principal)), maxAttempts: 1 });
}

export function deploySecret(aws: Deployment, name = "signing", inputs: Properties = {}): Promise<Deployed> {
  return aws.create(tokens.secret, name, { name, recoveryWindowInDays: 0, ...inputs });
}

/** A value of a secret. */
export function deployVersion(
  aws: Deployment,
  secret: Deployed,
  secretString: string,
  inputs: Properties = {},
): Promise<Deployed> {
  return aws.create(tokens.secretVersion, secretString, { secretId: secret.id, secretString, ...inputs });
}
