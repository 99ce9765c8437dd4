import assert from "node:assert/strict";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { refusalOf } from "../dynamodb/client.ts";
import { openAws, tokens } from "../shop.ts";
import { deploySecret, deployVersion, openClient } from "./client.ts";

const day = 24 * 60 * 60 * 1_000;

describe("aws: secrets", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let client: SecretsManagerClient;
  let secret: Deployed;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    secret = await deploySecret(aws);
    client = await openClient(aws);
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  const read = (more: object = {}) => client.send(new GetSecretValueCommand({ SecretId: secret.id, ...more }));
  const currentValue = async (more: object = {}) => (await read(more)).SecretString;
  const put = (SecretString: string, more: object = {}) =>
    client.send(new PutSecretValueCommand({ SecretId: secret.id, SecretString, ...more }));
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    client.destroy();
    client = await openClient(aws);
  };
  const noSecret = /^ResourceNotFoundException: Secrets Manager can't find the specified secret\./;

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
  it("gives the current value, by the secret's name and by its ARN", async () => {
    const { outputs } = await deployVersion(aws, secret, "grüße");
    const arn = String(secret.outputs.arn);

    const answer = await read();

    assert.match(arn, /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:signing-[A-Za-z0-9]{6}$/);
    assert.deepEqual([answer.ARN, answer.Name, answer.SecretString], [arn, "signing", "grüße"]);
    assert.deepEqual([answer.VersionId, answer.VersionStages], [outputs.versionId, ["AWSCURRENT"]]);
    assert.equal(answer.CreatedDate?.getTime(), clock.now());
    for (const SecretId of ["signing", arn.replace(/-\w{6}$/, "")])
      assert.equal(await currentValue({ SecretId }), "grüße");
    assert.match(await refusalOf(currentValue({ SecretId: "another" })), noSecret);
    assert.match(await refusalOf(currentValue({ SecretId: arn.replace(/\w{6}$/, "abcdef") })), noSecret);
  });

  it("has no value before the first one", async () => {
    assert.match(await refusalOf(currentValue()), /^ResourceNotFoundException: .* value for staging label: AWSCURRENT/);
  });

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version
  it("keeps the value before the current one under AWSPREVIOUS", async () => {
    const [first, second] = [await put("first"), await put("second")];

    assert.deepEqual([await currentValue(), await currentValue({ VersionStage: "AWSPREVIOUS" })], ["second", "first"]);
    assert.equal(await currentValue({ VersionId: first.VersionId }), "first");
    await put("third");
    assert.deepEqual([await currentValue(), await currentValue({ VersionStage: "AWSPREVIOUS" })], ["third", "second"]);
    assert.equal(await currentValue({ VersionId: first.VersionId }), "first");

    const VersionId = second.VersionId;
    assert.equal(await currentValue({ VersionId, VersionStage: "AWSPREVIOUS" }), "second");
    assert.match(
      await refusalOf(currentValue({ VersionId, VersionStage: "AWSCURRENT" })),
      /^InvalidRequestException: You provided a VersionStage that is not associated/,
    );
    assert.match(
      await refusalOf(currentValue({ VersionId: "none" })),
      /^ResourceNotFoundException: .* for VersionId: none/,
    );
  });

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
  it("puts the same version again without effect, and no other under its id", async () => {
    const ClientRequestToken = "0123456789abcdef0123456789abcdef";
    const { VersionId } = await put("one", { ClientRequestToken });
    await put("two");

    await put("one", { ClientRequestToken });

    assert.deepEqual([VersionId, await currentValue()], [ClientRequestToken, "two"]);
    assert.match(await refusalOf(put("other", { ClientRequestToken })), /^ResourceExistsException: /);
    assert.match(await refusalOf(put("x", { ClientRequestToken: "short" })), /^InvalidParameterException: /);
  });

  it("moves staging labels, and makes the first version the current one", async () => {
    const green = { VersionStages: ["green"] };
    const first = await put("first", green);
    const second = await put("second", green);

    assert.deepEqual(first.VersionStages, ["green", "AWSCURRENT"]);
    assert.deepEqual(second.VersionStages, ["green"]);
    assert.deepEqual([await currentValue(), await currentValue({ VersionStage: "green" })], ["first", "second"]);
  });

  it("tells the versions and their labels", async () => {
    const ids: (string | undefined)[] = [];
    for (const value of ["first", "second", "third"]) {
      ids.push((await put(value)).VersionId);
      clock.advance(1_000);
    }
    const list = async (IncludeDeprecated?: boolean) => {
      const input = { SecretId: secret.id, ...(IncludeDeprecated === undefined ? {} : { IncludeDeprecated }) };
      const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand(input));
      return Versions.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]);
    };
    const described = await client.send(new DescribeSecretCommand({ SecretId: secret.id }));

    const [first, previous, current] = [
      [ids[0], undefined],
      [ids[1], ["AWSPREVIOUS"]],
      [ids[2], ["AWSCURRENT"]],
    ];
    assert.deepEqual(await list(), [previous, current]);
    assert.deepEqual(await list(true), [first, previous, current]);
    assert.deepEqual(Object.entries(described.VersionIdsToStages ?? {}).toSorted(), [previous, current].toSorted());
    assert.equal(described.Name, "signing");
  });

  it("describes what was deployed", async () => {
    const inputs = { description: "Signs tokens.", tags: { team: "shop" } };
    const other = await deploySecret(aws, "other", inputs);

    const { Description, Tags } = await client.send(new DescribeSecretCommand({ SecretId: other.id }));

    assert.deepEqual([Description, Tags], ["Signs tokens.", [{ Key: "team", Value: "shop" }]]);
  });

  // "Either SecretString or SecretBinary must have a value, but not both": https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
  it("keeps bytes apart from texts, with their labels", async () => {
    const bytes = Buffer.of(0xff, 0x00);
    const putBytes = (SecretBinary: Uint8Array, more: object = {}) =>
      client.send(new PutSecretValueCommand({ SecretId: secret.id, SecretBinary, ...more }));
    await putBytes(bytes);
    const { SecretBinary, SecretString } = await read();
    await put("text");
    const before = await read({ VersionStage: "AWSPREVIOUS" });

    assert.deepEqual([Buffer.from(SecretBinary ?? []), SecretString], [bytes, undefined]);
    assert.deepEqual(Buffer.from(before.SecretBinary ?? []), bytes);
    assert.equal(await currentValue(), "text");
    assert.match(await refusalOf(putBytes(bytes, { SecretString: "x" })), /either SecretString or SecretBinary/);
    assert.match(await refusalOf(putBytes(new Uint8Array())), /^ValidationException: .*'secretBinary'/);
  });

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  it("takes values of 1 to 65,536 bytes", async () => {
    await put("é".repeat(32_768));

    assert.match(await refusalOf(put(`${"é".repeat(32_768)}x`)), /^ValidationException: .*'secretString'/);
    assert.match(await refusalOf(put("")), /^ValidationException: .*'secretString'/);
  });

  it("does not show a secretString that is refused", async () => {
    const inputs = { secretId: secret.id, secretString: "hidden".repeat(20_000) };

    const [complaint = "", ...others] = await aws.complaints(tokens.secretVersion, inputs);

    assert.match(complaint, /^secretString: must have 1 to 65,536 bytes, but is a secret that does not \(https:/);
    assert.deepEqual(others, []);
  });

  it("says of what the simulator does not have that the cloud has it", async () => {
    const RotationToken = "12345678-1234-1234-1234-123456789012";
    const refused = put("value", { RotationToken });

    assert.match(await refusalOf(refused), /^SimulatorLimit: .*RotationToken of PutSecretValue/);
  });

  describe("as versions that are deployed", () => {
    it("are replaced by another value, and leave the one before as AWSPREVIOUS", async () => {
      const first = await deployVersion(aws, secret, "first");
      const { urn, id, inputs, outputs } = first;
      const news = { ...inputs, secretString: "second" };
      const diff = await aws.provider.diff({ urn, id, oldInputs: inputs, olds: outputs, news, ignoreChanges: [] });
      await deployVersion(aws, secret, "second");

      await aws.remove(first);

      assert.deepEqual(diff.replaces, ["secretString"]);
      assert.deepEqual(
        [await currentValue(), await currentValue({ VersionStage: "AWSPREVIOUS" })],
        ["second", "first"],
      );
    });

    it("leave the current value where they go alone, and take their other labels", async () => {
      const version = await deployVersion(aws, secret, "first", { versionStages: ["AWSCURRENT", "green"] });

      await aws.remove(version);

      assert.equal(await currentValue(), "first");
      assert.match(await refusalOf(currentValue({ VersionStage: "green" })), /^ResourceNotFoundException/);
    });

    it("change their versionStages in place", async () => {
      const first = await deployVersion(aws, secret, "first");
      const second = await deployVersion(aws, secret, "second", { versionStages: ["green"] });

      const updated = await aws.update(second, { ...second.inputs, versionStages: ["AWSCURRENT"] });

      assert.deepEqual([updated.id, updated.outputs.versionStages], [second.id, ["AWSCURRENT"]]);
      assert.deepEqual(
        [await currentValue(), await currentValue({ VersionStage: "AWSPREVIOUS" })],
        ["second", "first"],
      );
      assert.equal(first.id, `${secret.id}|${first.outputs.versionId}`);

      await aws.update(updated, { ...second.inputs, versionStages: ["blue"] });

      assert.deepEqual([await currentValue(), await currentValue({ VersionStage: "blue" })], ["second", "second"]);
    });

    it("need a secret and a value", async () => {
      const create = (inputs: object) => aws.create(tokens.secretVersion, "wrong", { ...inputs });

      await assert.rejects(create({ secretId: "nowhere", secretString: "x" }), /can't find the specified secret/);
      await assert.rejects(create({ secretId: secret.id }), /You must provide either SecretString or SecretBinary/);
    });
  });

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
  describe("that are deleted", () => {
    it("keeps the name of a deleted secret for the days of its recovery window", async () => {
      const kept = await deploySecret(aws, "kept", { recoveryWindowInDays: 7 });
      await deployVersion(aws, kept, "value");
      await aws.remove(kept);
      const again = () => deploySecret(aws, "kept", { recoveryWindowInDays: 7 });
      const deleted = /^InvalidRequestException: You can't perform this operation .* marked for deletion/;

      for (const SecretId of ["kept", kept.id]) assert.match(await refusalOf(currentValue({ SecretId })), deleted);
      await assert.rejects(again(), /secret with this name is already scheduled for deletion/);
      await pass(7 * day - 1_000);
      await assert.rejects(again(), /secret with this name is already scheduled for deletion/);

      await pass(1_000);
      assert.match(await refusalOf(currentValue({ SecretId: "kept" })), noSecret);
      const second = await again();
      assert.notEqual(second.id, kept.id);
      assert.match(await refusalOf(currentValue({ SecretId: kept.id })), noSecret);
    });

    it("leaves nothing at once when its recoveryWindowInDays is 0", async () => {
      await deployVersion(aws, secret, "value");
      await aws.remove(secret);

      const again = await deploySecret(aws);

      assert.notEqual(again.id, secret.id);
      assert.match(await refusalOf(currentValue({ SecretId: again.id })), /value for staging label: AWSCURRENT/);
      assert.equal(aws.simulator.world.store.values("documents/").size, 0);
      assert.deepEqual(aws.simulator.world.store.find(tokens.secretVersion), []);
    });
  });

  it("has a name of its own, which namePrefix makes", async () => {
    await assert.rejects(deploySecret(aws), /the secret signing already exists/);

    const { outputs } = await aws.create(tokens.secret, "prefixed", { namePrefix: "shop-" });

    assert.match(String(outputs.name), /^shop-[0-9a-f]{26}$/);
  });

  it("keeps values over a restart", async () => {
    await using lives = new Lives(openAws);
    const first = await lives.start();
    await deployVersion(first, await deploySecret(first), "kept");
    await lives.stop();

    const after = await openClient(await lives.start());
    const { SecretString } = await after.send(new GetSecretValueCommand({ SecretId: "signing" }));
    after.destroy();

    assert.equal(SecretString, "kept");
  });
});
