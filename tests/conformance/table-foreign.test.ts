import assert from "node:assert/strict";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamodb } from "@pulumi/aws";
import { firestore } from "@pulumi/gcp";
import { type Input, interpolate, output } from "@pulumi/pulumi";
import { deploy, FunctionSet } from "fourfold/components";
import * as v from "valibot";
import type { Performed } from "../../kit/conformance/tables/perform.ts";
import { remoteTable } from "../../kit/conformance/tables/target.ts";
import type { Simulator } from "../../kit/simulator/index.ts";
import { configurationFor } from "../simulator/aws/sqs/client.ts";
import { cases } from "../support/sample.ts";
import { askFunction, config, deployProgram, foundationOn } from "./deployment.ts";
import { ledger } from "./fixtures/ledger-set.ts";

const Outputs = v.object({ url: v.string(), id: v.string() });

/** Somebody else's table on a cloud, and how they write to it. */
interface Foreign {
  /** Makes it. @returns what the cloud calls it */
  make(): Input<string>;
  /** Puts two entries, with what only this cloud has, in `more`. */
  fill(simulator: Simulator, id: string): Promise<void>;
  /** What the function reads for what only this cloud has. */
  readonly more: unknown;
  readonly version: RegExp;
}

const clouds: Readonly<Record<"aws" | "gcp", Foreign>> = {
  aws: {
    make() {
      const attributes = ["id", "email"].map((name) => ({ name, type: "S" }));
      const globalSecondaryIndexes = [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }];
      const args = { hashKey: "id", attributes, globalSecondaryIndexes, billingMode: "PAY_PER_REQUEST" };
      return new dynamodb.Table("theirs", args).arn;
    },
    async fill(simulator, id) {
      const client = new DynamoDBClient(await configurationFor({ simulator }, undefined, config["aws:region"]));
      const more = { M: { set: { SS: ["x", "y"] }, numbers: { NS: ["1"] }, bytes: { B: Buffer.from("hi") } } };
      const TableName = id.split("/")[1];
      const Item = { id: { S: "ann" }, email: { S: "a@example.com" }, more };
      await client.send(new PutItemCommand({ TableName, Item }));
      await client.send(new PutItemCommand({ TableName, Item: { id: { S: "bob" } } }));
      client.destroy();
    },
    more: { set: ["x", "y"], numbers: [1], bytes: Buffer.from("hi").toString("base64") },
    // Nothing marks a write but Fourfold.
    version: /^$/,
  },
  gcp: {
    make() {
      const database = new firestore.Database("theirs", {
        name: "theirs",
        locationId: "eur3",
        type: "FIRESTORE_NATIVE",
      });
      return interpolate`projects/${database.project}/databases/${database.name}/documents/entries`;
    },
    async fill(simulator, id) {
      const { credentials } = await simulator.services("gcp");
      const { GOOGLE_OAUTH_ACCESS_TOKEN: token, STORAGE_EMULATOR_HOST: base } =
        (await credentials?.({ principal: config["gcp:project"] })) ?? {};
      const texts = (fields: object) =>
        Object.fromEntries(Object.entries(fields).map(([name, stringValue]) => [name, { stringValue }]));
      const more = { mapValue: { fields: { when: { timestampValue: "2026-11-29T17:00:00Z" } } } };
      const ann = { name: `${id}/ann`, fields: { ...texts({ id: "ann", email: "a@example.com" }), more } };
      const bob = { name: `${id}/bob`, fields: texts({ id: "bob" }) };
      const response = await fetch(`${base}/v1/${id.slice(0, id.lastIndexOf("/"))}:commit`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ writes: [{ update: ann }, { update: bob }] }),
      });
      assert.equal(response.status, 200, await response.text());
    },
    more: { when: "2026-11-29T17:00:00Z" },
    version: /^\d{4}-/,
  },
};

describe("a table that Fourfold has not made", function slowly() {
  this.timeout(120_000);

  for (const [cloud, { make, fill, more, version }] of cases(clouds, 1)) {
    it(`is read on ${cloud}, by its key and its index, and nothing else is`, async () => {
      const { simulator, outputs } = await deployProgram(() => {
        const id = make();
        const name = cloud === "aws" ? "aws" : "gcp";
        const bind = { entries: output({ kind: "table", cloud, id, attributes: {} }) };
        const args = deploy(ledger, { cloud: name, on: foundationOn(name), protection: "destroy", bind });
        return { url: new FunctionSet("ledger", args).urls.apply((urls) => Object.values(urls)[0]), id };
      });
      try {
        const { url, id } = v.parse(Outputs, outputs);
        const entries = remoteTable((method, args) =>
          askFunction<Performed>(simulator, `${url}/perform`, { table: "entries", method, args }),
        );
        assert.equal(await entries.get({ id: "ann" }), undefined);
        await fill(simulator, id);

        const ann = { id: "ann", email: "a@example.com", more };
        const found = await entries.get({ id: "ann" });
        assert.deepEqual(found?.value, ann);
        assert.match(String(found?.version), version);
        const both = await entries.getMany([{ id: "bob" }, { id: "carl" }, { id: "ann" }]);
        assert.deepEqual(
          both.map((one) => one?.value),
          [{ id: "bob" }, undefined, ann],
        );
        const { items } = await entries.queryIndex("byEmail", { email: "a@example.com" });
        assert.deepEqual(
          items.map(({ value }) => value),
          [ann],
        );
      } finally {
        await simulator.stop();
      }
    });
  }
});
