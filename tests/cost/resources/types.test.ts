import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import { canonicalType, cloudOf, unknownPackageOf } from "../../../kit/cost/resources/types.ts";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { repository } from "../../support/command.ts";

const catalogue = await loadCatalogue(["azure"]);
const known = new Set([...meters.keys(), ...free, ...catalogue.flatMap(({ types }) => Object.keys(types))]);
const azure = [...known].filter((type) => type.startsWith("azure-native:"));

/** What the SDK of Azure Native says that a type was and is called. */
function aliasesOf(type: string): readonly string[] {
  const [, module = "", name = ""] = type.split(":");
  const folder = join(repository, "node_modules/@pulumi/azure-native", module);
  const file = readdirSync(folder).find((each) => each.toLowerCase() === `${name}.js`.toLowerCase());
  const text = readFileSync(join(folder, file ?? assert.fail(`the SDK has no ${type}`)), "utf8");
  return [...text.matchAll(/\{ type: "(azure-native:[^"]+)" \}/g)].map(([, alias = ""]) => alias);
}

describe("types of resources", () => {
  it("are one by all names that the SDK of Azure Native has for them", () => {
    const other = azure.flatMap((type) =>
      aliasesOf(type).flatMap((alias) => (canonicalType(alias) === type ? [] : [`${alias} is ${type}`])),
    );

    assert.ok(azure.length > 50);
    assert.ok(azure.flatMap(aliasesOf).length > 1_000);
    assert.deepEqual(other, []);
  });

  it("are one in the packages that are made for one version of Azure's API", () => {
    for (const type of [
      "azure-native_storage_v20240101:storage:StorageAccount",
      "azure-native_storage_v20240101:storage/v20240101:StorageAccount",
      "azure-native_storage_v20240101preview:storage/v20240101preview:StorageAccount",
    ])
      assert.equal(canonicalType(type), "azure-native:storage:StorageAccount");
    assert.equal(
      canonicalType("azure-native_documentdb_v20241115:documentdb:DatabaseAccount"),
      "azure-native:cosmosdb:DatabaseAccount",
    );
  });

  it("are what they are for all others", () => {
    const types = ["aws:lambda/function:Function", "azure:storage/account:Account", "azure-native:web:WebApp", "x"];

    assert.deepEqual(types.map(canonicalType), types);
  });

  it("are of the cloud that their package is for, whether Fourfold knows it or not", () => {
    const clouds = {
      ...{ "aws:lambda/function:Function": "aws", "aws-native:lambda:Function": "aws", "awscc:index/a:A": "aws" },
      ...{ "gcp:pubsub/topic:Topic": "gcp", "google-native:run/v2:Service": "gcp", "google-beta:index/a:A": "gcp" },
      ...{ "azure:storage/account:Account": "azure", "azure-native:web:WebApp": "azure", "azapi:index/a:A": "azure" },
      ...{ "cloudflare:index/queue:Queue": "cloudflare" },
      ...{ "kubernetes:core/v1:Pod": undefined, "pulumi:providers:aws": undefined, "constructor:a:B": undefined },
    };

    for (const [type, cloud] of Object.entries(clouds)) assert.equal(cloudOf(type), cloud, type);
    assert.deepEqual(
      ["aws-native:lambda:Function", "azure:storage/account:Account", "aws:s3/a:A", "azure-native:a:B"].map(
        unknownPackageOf,
      ),
      ["aws-native", "azure", undefined, undefined],
    );
  });
});
