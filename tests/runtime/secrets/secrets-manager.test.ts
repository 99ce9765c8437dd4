import assert from "node:assert/strict";
import { SecretsManagerSecret } from "../../../kit/runtime/secrets/stores/secrets-manager.ts";
import { type Answer, openClouds, outcomeOf } from "./clouds.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-signing-secret-Ab1Cd2";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
const failure = (type: string, Message: string, status = 400): Answer => [status, { __type: type, Message }];

describe("a secret of AWS Secrets Manager", () => {
  it("is read by its ARN and a staging label, as the function's role", async () => {
    await using clouds = await openClouds(({ body }) => [200, { SecretString: JSON.parse(body).VersionStage }]);
    const secret = new SecretsManagerSecret(arn);

    assert.equal(await secret.current(), "AWSCURRENT");
    assert.equal(await secret.previous(), "AWSPREVIOUS");
    const [first] = clouds.calls;
    assert.equal(first?.headers["x-amz-target"], "secretsmanager.GetSecretValue");
    assert.equal(first?.body, JSON.stringify({ SecretId: arn, VersionStage: "AWSCURRENT" }));
    assert.match(first?.headers.authorization ?? "", /\/eu-west-1\/secretsmanager\/aws4_request/);
  });

  const noVersion = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
  const failures: Readonly<Record<string, readonly [Answer, current: string, previous: string | undefined]>> = {
    "has no version": [failure("ResourceNotFoundException", noVersion), "NotSet", undefined],
    "does not exist": [
      failure("ResourceNotFoundException", "Secrets Manager can't find the specified secret."),
      ...(["NotFound", "NotFound"] as const),
    ],
    "is marked for deletion": [failure("InvalidRequestException", "marked for deletion"), "NotFound", "NotFound"],
    "may not be read": [failure("AccessDeniedException", "is not authorized"), "Denied", "Denied"],
    "cannot be decrypted": [failure("DecryptionFailure", "by KMS"), "Denied", "Denied"],
    "is asked for too often": [failure("ThrottlingException", "Rate exceeded"), "Throttled", "Throttled"],
    "meets a fault": [failure("InternalServiceError", "An error occurred", 500), "Unavailable", "Unavailable"],
    "holds bytes": [[200, { SecretBinary: "aGk=" }], "Corrupt", "Corrupt"],
  };
  for (const [name, [answer, current, previous]] of Object.entries(failures)) {
    it(`is not read when it ${name}`, async () => {
      await using _clouds = await openClouds(() => answer);
      const secret = new SecretsManagerSecret(arn);

      assert.deepEqual([await outcomeOf(secret.current()), await outcomeOf(secret.previous())], [current, previous]);
    });
  }
});
