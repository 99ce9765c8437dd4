import assert from "node:assert/strict";
import { Tokens } from "../../../../kit/simulator/services/gcp/iam/tokens.ts";
import { until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { deployFunction, openGcp, urlOf } from "../shop.ts";
import { accessOf, callApi, createAccount, emailOf, grantTo, ownersAccess } from "./client.ts";

const jobToken = "gcp:cloudscheduler/job:Job";
const name = "projects/shop-project/locations/europe-west1/jobs/nightly";
const post = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };

const logging = `export const handler = (request, response) => {
  console.log(JSON.stringify({ ran: request.headers["x-cloudscheduler-jobname"] }));
  response.end();
};`;

// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs
describe("gcp: Cloud Scheduler's API", function scheduled() {
  this.timeout(30_000);
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
    const target = await deployFunction(gcp, logging, { name: "tick" });
    const inputs = { name: "nightly", schedule: "0 2 * * *", timeZone: "Europe/Vienna" };
    await gcp.create(jobToken, "nightly", { ...inputs, httpTarget: { uri: urlOf(target), httpMethod: "POST" } });
    await createAccount(gcp);
  });
  afterEach(() => gcp.stop());

  const runs = () => gcp.simulator.world.logs.recent({ group: "tick" }).filter(({ text }) => text.includes('"ran"'));
  const call = async (path: string, init: RequestInit = {}) => callApi(await accessOf(gcp), path, init);

  it("runs a job for who may run it, and shows it to who may look at it", async () => {
    await grantTo(gcp, "shop-clerk", "roles/cloudscheduler.admin");

    const run = await call(`/v1/${name}:run`, post);
    const shown = await call(`/v1/${name}`);

    assert.equal(run.status, 200);
    await until(() => runs().length === 1);
    assert.deepEqual(run.body, shown.body);
    assert.partialDeepStrictEqual(shown.body, {
      ...{ name, schedule: "0 2 * * *", timeZone: "Europe/Vienna", state: "ENABLED" },
      httpTarget: { httpMethod: "POST" },
    });
  });

  // https://cloud.google.com/resource-manager/docs/access-control-proj
  it("runs a job for the user who deploys, as the owner of the project and of no other one", async () => {
    const run = await callApi(await ownersAccess(gcp), `/v1/${name}:run`, post);
    const other = await callApi(await ownersAccess(gcp, "other-project"), `/v1/${name}:run`, post);

    assert.deepEqual([run.status, other.status], [200, 403]);
    await assert.rejects(ownersAccess(gcp, "No project"), /for a service account, by its address, or for the owner/);
  });

  // https://cloud.google.com/iam/docs/roles-permissions/cloudscheduler
  it("refuses who has no role for it", async () => {
    const nobody = await callApi({ ...(await accessOf(gcp)), token: "" }, `/v1/${name}:run`, post);
    await grantTo(gcp, "shop-clerk", "roles/cloudscheduler.viewer");
    const viewer = await call(`/v1/${name}:run`, post);
    await grantTo(gcp, "shop-clerk", "roles/cloudscheduler.jobRunner");

    assert.deepEqual([nobody.status, nobody.body.error.status], [401, "UNAUTHENTICATED"]);
    assert.deepEqual([viewer.status, viewer.body.error.status], [403, "PERMISSION_DENIED"]);
    assert.match(
      viewer.text,
      /lacks IAM permission \\"cloudscheduler\.jobs\.run\\" for the resource \\"projects\/shop/,
    );
    assert.deepEqual(runs(), []);
    assert.equal((await call(`/v1/${name}:run`, post)).status, 200);
  });

  // "Requires one of the following OAuth scopes": https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs/run
  it("asks for a token of a scope that covers it", async () => {
    await grantTo(gcp, "shop-clerk", "roles/cloudscheduler.admin");
    const tokens = new Tokens(gcp.simulator.world);
    const { url } = await accessOf(gcp);
    const statusFor = async (scope: string) => {
      const scopes = [`https://www.googleapis.com/auth/${scope}`];
      const token = tokens.access(emailOf("shop-clerk"), scopes).access_token;
      return (await callApi({ url, token }, `/v1/${name}:run`, post)).status;
    };

    assert.deepEqual([await statusFor("pubsub"), await statusFor("cloud-scheduler")], [403, 200]);
  });

  it("says that a job does not exist, and what else of the API does not", async () => {
    await grantTo(gcp, "shop-clerk", "roles/cloudscheduler.admin");

    const missing = await call(`/v1/${name}s:run`, post);
    const pause = await call(`/v1/${name}:pause`, post);

    assert.deepEqual([missing.status, missing.body.error.status], [404, "NOT_FOUND"]);
    assert.deepEqual([pause.status, pause.body.error.status], [501, "SimulatorLimit"]);
  });
});
