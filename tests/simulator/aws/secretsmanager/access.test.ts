import assert from "node:assert/strict";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Deployed, Deployment } from "../../deployment.ts";
import { refusalOf } from "../dynamodb/client.ts";
import { codeOf, deployUrl, openAws, tokens, trustOf } from "../shop.ts";
import { deploySecret, deployVersion, openClient } from "./client.ts";

/** The code of a function that reads the secret whose ARN is in its environment. */
const reader = `async () => {
  const { SecretsManagerClient, GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  try {
    const client = new SecretsManagerClient({ maxAttempts: 1 });
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env.SECRET }));
    return { statusCode: 200, body: SecretString };
  } catch ({ name, message }) {
    return { statusCode: 500, body: name + ": " + message };
  }
}`;

const SecretId = "signing";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
const calls: Readonly<Record<string, (client: SecretsManagerClient) => Promise<unknown>>> = {
  GetSecretValue: (client) => client.send(new GetSecretValueCommand({ SecretId })),
  PutSecretValue: (client) => client.send(new PutSecretValueCommand({ SecretId, SecretString: "x" })),
  DescribeSecret: (client) => client.send(new DescribeSecretCommand({ SecretId })),
  ListSecretVersionIds: (client) => client.send(new ListSecretVersionIdsCommand({ SecretId })),
};

describe("aws: who may call Secrets Manager", () => {
  let aws: Deployment;
  let secret: Deployed;
  const clients: SecretsManagerClient[] = [];
  beforeEach(async () => {
    aws = await openAws();
    secret = await deploySecret(aws);
    await deployVersion(aws, secret, "value");
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await aws.stop();
  });

  const roleWith = (name: string, Action: readonly string[], Resource: unknown = secret.id) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
    return aws.create(tokens.role, name, {
      ...{ name, assumeRolePolicy: trustOf("lambda.amazonaws.com"), inlinePolicies: [{ name: "own", policy }] },
    });
  };
  const clientWith = async (...wanted: Parameters<typeof roleWith>) => {
    const client = await openClient(aws, String((await roleWith(...wanted)).outputs.arn));
    clients.push(client);
    return client;
  };
  const reads = async (actions: readonly string[]) => {
    const role = await roleWith("reader", actions);
    const fn = await aws.create(tokens.function, "reader", {
      ...{ name: "reader", role: role.outputs.arn, handler: "index.handler", runtime: "nodejs24.x" },
      ...{ code: codeOf(reader), timeout: 20, environment: { variables: { SECRET: secret.id } } },
    });
    return (await fetch(await deployUrl(aws, fn))).text();
  };

  it("lets a function read with the official client and its own role", async () => {
    assert.equal(await reads(["secretsmanager:GetSecretValue"]), "value");
  }).timeout(30_000);

  it("refuses a function whose role may not read", async () => {
    const text = await reads(["secretsmanager:DescribeSecret"]);

    assert.match(text, /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/reader\/reader is not/);
    assert.ok(text.includes(`to perform: secretsmanager:GetSecretValue on resource: ${secret.id} because`), text);
  }).timeout(30_000);

  it("needs for each call its own permission, and no other", async () => {
    const actions = Object.keys(calls).map((action) => `secretsmanager:${action}`);
    for (const [action, call] of Object.entries(calls)) {
      const own = `secretsmanager:${action}`;
      await call(await clientWith(`with-${action}`, [own]));
      const without = await clientWith(
        `without-${action}`,
        actions.filter((other) => other !== own),
      );
      assert.match(await refusalOf(call(without)), new RegExp(`^AccessDeniedException: .* perform: ${own} on`));
    }
  });

  it("is allowed for the secret's ARN, and not for another secret's", async () => {
    const other = await deploySecret(aws, "other");
    const client = await clientWith("other", ["secretsmanager:*"], other.id);
    const read = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

    assert.match(await refusalOf(read("signing")), /^AccessDeniedException/);
    assert.match(await refusalOf(read("nowhere")), /^AccessDeniedException: .* resource: arn:.*:secret:nowhere /);
    await assert.rejects(read(secret.id), (error) => {
      assert.equal(Object(error).$metadata.httpStatusCode, 400);
      return true;
    });
  });
});
