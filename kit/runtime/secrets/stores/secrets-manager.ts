import { awsEndpoint, callAwsJson } from "../../platform/aws-request.ts";
import { corrupt, errorOf, notSet, type SecretErrorCode } from "../errors.ts";
import type { SecretStore } from "../store.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
const codes: ReadonlyMap<string, SecretErrorCode> = new Map([
  ["AccessDeniedException", "Denied"],
  ["DecryptionFailure", "Denied"],
  // It is marked for deletion.
  ["InvalidRequestException", "NotFound"],
  ["ResourceNotFoundException", "NotFound"],
  ["ThrottlingException", "Throttled"],
]);

/** A secret without a version has the code of one that does not exist, and other words. */
const withoutVersion = /can't find the specified secret value/;

interface GetSecretValueResponse {
  readonly SecretString?: string;
}

/** A secret of AWS Secrets Manager, by its ARN. */
export class SecretsManagerSecret implements SecretStore {
  readonly #arn: string;

  constructor(arn: string) {
    this.#arn = arn;
  }

  async current(): Promise<string> {
    const value = await this.#read("AWSCURRENT");
    if (value === undefined) throw notSet();
    return value;
  }

  previous(): Promise<string | undefined> {
    return this.#read("AWSPREVIOUS");
  }

  /** The value of the version with a staging label: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version */
  async #read(VersionStage: string): Promise<string | undefined> {
    const answer = await callAwsJson<GetSecretValueResponse>({
      service: "secretsmanager",
      url: awsEndpoint("secretsmanager", "SECRETS_MANAGER"),
      version: "1.1",
      target: "secretsmanager.GetSecretValue",
      input: { SecretId: this.#arn, VersionStage },
    });
    const { isOk, text, type, content } = answer;
    if (type === "ResourceNotFoundException" && withoutVersion.test(text)) return undefined;
    if (!isOk) throw errorOf(answer, codes.get(type));
    if (content.SecretString !== undefined) return content.SecretString;
    // `SecretBinary`, which programs can put there, and the console cannot.
    throw corrupt("not a text but bytes");
  }
}
