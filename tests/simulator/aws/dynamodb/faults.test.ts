import assert from "node:assert/strict";
import { GetItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type { Deployment } from "../../deployment.ts";
import { deploySecret, deployVersion, openClient as openSecrets } from "../secretsmanager/client.ts";
import { openAws } from "../shop.ts";
import { deployTable, itemOf, openClient, refusalOf } from "./client.ts";

const at = { TableName: "orders", Key: itemOf({ id: "1" }) };
const addition = { UpdateExpression: "ADD hits :v", ExpressionAttributeValues: itemOf({ ":v": 1 }) };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
describe("aws: calls of tables and secrets that go wrong", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  const plan = (fault: "throttled" | "lost" | "doubled" | undefined) =>
    aws.simulator.faults.follow(fault && { seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [fault]: 1 } });

  it("are throttled without effect, carried out without an answer, or carried out twice", async () => {
    await deployTable(aws, "orders");
    const client = await openClient(aws);
    const add = () => client.send(new UpdateItemCommand({ ...at, ...addition }));
    const hits = async () => {
      plan(undefined);
      return (await client.send(new GetItemCommand(at))).Item?.hits?.N;
    };

    plan("throttled");
    assert.match(await refusalOf(add()), /^ThrottlingException: /);
    assert.equal(await hits(), undefined);

    plan("lost");
    await assert.rejects(add());
    assert.equal(await hits(), "1");

    plan("doubled");
    await add();
    assert.equal(await hits(), "3");

    plan("doubled");
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: { ...at, ...addition } }] }));
    assert.equal(await hits(), "4", "a transaction has a token");
    client.destroy();
  });

  it("are throttled for secrets too", async () => {
    await deployVersion(aws, await deploySecret(aws), "value");
    const client = await openSecrets(aws);

    plan("throttled");

    const read = client.send(new GetSecretValueCommand({ SecretId: "signing" }));
    assert.match(await refusalOf(read), /^ThrottlingException: /);
    client.destroy();
  });
});
