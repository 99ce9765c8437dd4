import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFakeClock, type FakeClock } from "../../kit/simulator/index.ts";
import { deployRole, openAws } from "./aws/shop.ts";
import { tokens as azureTokens, openAzure } from "./azure/shop.ts";
import { openCloudflare, scriptInputs, scriptToken, worker } from "./cloudflare/account.ts";
import { bucketToken, openGcp } from "./gcp/shop.ts";

const hour = 3_600_000;

describe("the simulator's clock", () => {
  let clock: FakeClock;
  const options = () => ({ live: false, clock });
  beforeEach(() => {
    clock = createFakeClock(Date.UTC(2026, 5, 1));
  });

  it("is the time of what is created on AWS", async () => {
    const aws = await openAws(options());
    clock.advance(hour);

    const { outputs } = await deployRole(aws);

    assert.equal(outputs.createDate, "2026-06-01T01:00:00Z");
    await aws.stop();
  });

  it("is the time of what is created on Google Cloud, and stays that through an update", async () => {
    const gcp = await openGcp(options());

    const bucket = await gcp.create(bucketToken, "source", { name: "shop-source", location: "EU" });
    clock.advance(hour);
    const updated = await gcp.update(bucket, { ...bucket.inputs, forceDestroy: true });

    assert.equal(bucket.outputs.timeCreated, "2026-06-01T00:00:00.000Z");
    assert.equal(updated.outputs.timeCreated, "2026-06-01T00:00:00.000Z");
    await gcp.stop();
  });

  it("is the time of what is created on Azure", async () => {
    const azure = await openAzure(options());
    await azure.create(azureTokens.group, "shop", { resourceGroupName: "shop" });
    clock.advance(hour);

    const { outputs } = await azure.create(azureTokens.account, "host", {
      ...{ resourceGroupName: "shop", accountName: "shophost", kind: "StorageV2", sku: { name: "Standard_LRS" } },
    });

    assert.equal(outputs.creationTime, "2026-06-01T01:00:00.000Z");
    await azure.stop();
  });

  // https://developers.cloudflare.com/workers/configuration/compatibility-dates/
  it("is the time of what is created on Cloudflare, and decides which compatibility dates there are", async () => {
    const cloudflare = await openCloudflare(options());
    const inputs = scriptInputs(worker("return new Response();"), { compatibilityDate: "2026-06-02" });

    const early = await cloudflare.complaints(scriptToken, inputs);
    clock.advance(24 * hour);
    const { outputs } = await cloudflare.create(scriptToken, "api", inputs);

    assert.match(early.join(), /^compatibilityDate: must be a date, YYYY-MM-DD, that is not in the future/);
    assert.equal(outputs.createdOn, "2026-06-02T00:00:00.000Z");
    await cloudflare.stop();
  });

  it("is the only time that the control plane and the services know", () => {
    const kit = fileURLToPath(new URL("../../kit/simulator", import.meta.url));
    const files = ["control", "services", "iam"].flatMap((folder) =>
      readdirSync(join(kit, folder), { recursive: true, encoding: "utf8" }).map((file) => join(kit, folder, file)),
    );

    const others = files.filter(
      (file) => file.endsWith(".ts") && /Date\.now\(|new Date\(\)/.test(readFileSync(file, "utf8")),
    );

    assert.ok(files.length > 100);
    assert.deepEqual(others, []);
  });
});
