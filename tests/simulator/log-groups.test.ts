import assert from "node:assert/strict";
import { deployFunction as deployLambda, openAws, tokens } from "./aws/shop.ts";
import { appInputs, tokens as azureTokens, createGround, openAzure } from "./azure/shop.ts";
import { openCloudflare, scriptInputs, scriptToken, worker } from "./cloudflare/account.ts";
import type { Deployment } from "./deployment.ts";
import { deployFunction, openGcp } from "./gcp/shop.ts";

const options = { live: false } as const;

/** The logs that there are after something is deployed. */
async function groupsAfter(cloud: Deployment, deploy: (cloud: Deployment) => Promise<unknown>): Promise<unknown> {
  try {
    await deploy(cloud);
    return (await cloud.simulator.state()).logGroups;
  } finally {
    await cloud.stop();
  }
}

describe("the logs that there are", () => {
  it("are those of functions on Google Cloud", async () => {
    const groups = await groupsAfter(await openGcp(options), (gcp) => deployFunction(gcp, "", { open: false }));

    assert.deepEqual(groups, [{ cloud: "gcp", group: "api" }]);
  });

  it("are those of jobs of Cloud Scheduler, which write when they fail", async () => {
    const groups = await groupsAfter(await openGcp(options), (gcp) =>
      gcp.create("gcp:cloudscheduler/job:Job", "nightly", {
        name: "nightly",
        schedule: "0 2 * * *",
        httpTarget: { uri: "https://shop.example/" },
      }),
    );

    assert.deepEqual(groups, [{ cloud: "gcp", group: "nightly" }]);
  });

  it("are those of apps on Azure", async () => {
    const groups = await groupsAfter(await openAzure(options), async (azure) =>
      azure.create(azureTokens.app, "api", appInputs(await createGround(azure))),
    );

    assert.deepEqual(groups, [{ cloud: "azure-native", group: "shop-api" }]);
  });

  it("are those of Workers", async () => {
    const groups = await groupsAfter(await openCloudflare(options), (cloudflare) =>
      cloudflare.create(scriptToken, "api", scriptInputs(worker("return new Response()"))),
    );

    assert.deepEqual(groups, [{ cloud: "cloudflare", group: "api" }]);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
  it("are those of functions on AWS, which need not be deployed as groups", async () => {
    const groups = await groupsAfter(await openAws(options), (aws) => deployLambda(aws, "async () => 1"));

    assert.deepEqual(groups, [{ cloud: "aws", group: "/aws/lambda/worker" }]);
  });

  it("are the groups that are deployed on AWS, each once", async () => {
    const groups = await groupsAfter(await openAws(options), async (aws) => {
      await deployLambda(aws, "async () => 1");
      await aws.create(tokens.logGroup, "own", { name: "/aws/lambda/worker" });
      await aws.create(tokens.logGroup, "access", { name: "access" });
    });

    assert.deepEqual(groups, [
      { cloud: "aws", group: "/aws/lambda/worker" },
      { cloud: "aws", group: "access" },
    ]);
  });
});
