import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { aWhile, until } from "../../support/until.ts";
import { type Deployed, type Deployment, runByHand } from "../deployment.ts";
import { deployFunction, memberToken, openGcp, urlOf } from "./shop.ts";

const jobToken = "gcp:cloudscheduler/job:Job";
const accountToken = "gcp:serviceaccount/account:Account";
const minute = 60_000;
const hour = 60 * minute;

/** A function that writes what it is asked, and fails where its first variable says so. */
const logging = `export const handler = (request, response) => {
  console.log(JSON.stringify({ asked: request.method, headers: request.headers, body: String(request.rawBody ?? "") }));
  response.status(Number(process.env.STATUS ?? 200)).end();
};`;

describe("gcp: a job of Cloud Scheduler", function scheduled() {
  this.timeout(30_000);
  let clock: FakeClock;
  let gcp: Deployment;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
  });
  afterEach(() => gcp.stop());

  const asked = () =>
    gcp.simulator.world.logs
      .recent({ group: "tick" })
      .flatMap(({ text }) => (text.includes('"asked"') ? [JSON.parse(text)] : []));
  const timesAsked = () => asked().map(({ headers }) => headers["x-cloudscheduler-scheduletime"]);
  const failures = () => gcp.simulator.world.logs.recent({ group: "nightly" }).map(({ text }) => text);

  async function deployTick(options: { readonly status?: number; readonly open?: boolean } = {}): Promise<Deployed> {
    const { status = 200, open = true } = options;
    const service = { environmentVariables: { STATUS: String(status) } };
    return deployFunction(gcp, logging, { name: "tick", open, service });
  }

  const createJob = (target: Deployed, more: object = {}, http: object = {}) =>
    gcp.create(jobToken, "nightly", {
      name: "nightly",
      schedule: "0 2 * * *",
      httpTarget: { uri: urlOf(target), ...http },
      ...more,
    });

  it("runs when somebody forces it to, and says how that went", async () => {
    const job = await createJob(await deployTick({ status: 500 }), { retryConfig: { retryCount: 2 } });

    const failed = await runByHand(gcp, "gcp", job, { scheduledTime: Date.UTC(2026, 5, 30, 2) });
    clock.advance(hour);
    await aWhile();

    assert.deepEqual(failed, { ok: false, failure: "The function answered 500." });
    assert.deepEqual(timesAsked(), ["2026-06-30T02:00:00Z"]);
    assert.match(failures().join(), /The job nightly failed/);
  });

  it("is not let in, forced or not, without an account that may call the function", async () => {
    const job = await createJob(await deployTick({ open: false }));

    assert.partialDeepStrictEqual(await runByHand(gcp, "gcp", job), { ok: false });
    assert.deepEqual(asked(), []);
  });

  it("calls its function at its times, in its time zone, and says which time it is for", async () => {
    const body = Buffer.from("{}").toString("base64");
    await createJob(
      await deployTick(),
      { timeZone: "Europe/Vienna" },
      { httpMethod: "PUT", body, headers: { "X-Own": "1" } },
    );

    // In July it is two hours later in Vienna, where it is two o'clock already: the next time is tomorrow's.
    clock.advance(23 * hour);
    await aWhile();
    assert.deepEqual(asked(), []);
    clock.advance(hour);
    await until(() => asked().length > 0);
    assert.partialDeepStrictEqual(asked(), [
      {
        asked: "PUT",
        body: "{}",
        headers: {
          "user-agent": "Google-Cloud-Scheduler",
          "x-cloudscheduler": "true",
          "x-cloudscheduler-jobname": "nightly",
          "x-cloudscheduler-scheduletime": "2026-07-02T00:00:00Z",
          "x-own": "1",
        },
      },
    ]);
  });

  it("is let in only as an account that may call the function", async () => {
    const target = await deployTick({ open: false });
    const account = await gcp.create(accountToken, "caller", { accountId: "shop-caller" });
    const oidcToken = { serviceAccountEmail: account.outputs.email, audience: urlOf(target) };
    await createJob(target, {}, { oidcToken });

    clock.advance(2 * hour);
    await until(() => failures().length > 0);
    assert.match(failures().join(), /answered 403/);

    await gcp.create(memberToken, "caller", {
      name: "tick",
      location: "europe-west1",
      role: "roles/run.invoker",
      member: account.outputs.member,
    });
    clock.advance(24 * hour);
    await until(() => asked().length > 0);
    assert.deepEqual(timesAsked(), ["2026-07-02T02:00:00Z"]);
  });

  it("tries a failed call again as often as it may, and waits longer each time", async () => {
    const retryConfig = { retryCount: 2, minBackoffDuration: "60s" };
    await createJob(await deployTick({ status: 500 }), { retryConfig });

    clock.advance(2 * hour);
    await until(() => failures().length === 1);
    for (const [wait, count] of [
      [59_000, 1],
      [1_000, 2],
      [119_000, 2],
      [1_000, 3],
      [hour, 3],
    ] as const) {
      clock.advance(wait);
      await until(() => failures().length >= count);
      await aWhile();
      assert.equal(failures().length, count);
    }

    assert.deepEqual(timesAsked(), Array(3).fill("2026-07-01T02:00:00Z"));
  });

  it("does not call a function that is still at work for the time before", async () => {
    const slow = logging
      .replace("response.status", "setTimeout(() => response.status")
      .replace(".end();", ".end(), 400);");
    const target = await deployFunction(gcp, slow, { name: "tick", service: { timeoutSeconds: 120 } });
    await createJob(target, { schedule: "* * * * *" });

    clock.advance(minute);
    await until(() => asked().length === 1);
    clock.advance(minute);
    await aWhile();
    assert.equal(asked().length, 1);

    await until(() => asked().length === 2);
  });

  it("gives an attempt up at its deadline", async () => {
    const silent = `export const handler = () => console.log(JSON.stringify({ asked: "silent" }));`;
    const target = await deployFunction(gcp, silent, { name: "tick", service: { timeoutSeconds: 60 } });
    await createJob(target, { attemptDeadline: "15s" });

    clock.advance(2 * hour);
    await until(() => asked().length === 1);
    clock.advance(15_000);
    await until(() => failures().length === 1);

    assert.match(failures().join(), /did not answer within 15 s/);
  });

  it("calls nobody while it is paused, and after it was deleted", async () => {
    const target = await deployTick();
    const everyMinute = { schedule: "* * * * *" };
    const paused = await createJob(target, { ...everyMinute, paused: true });
    clock.advance(minute);
    const job = await gcp.update(paused, { ...paused.inputs, paused: false });
    clock.advance(minute);
    await until(() => asked().length > 0);
    await gcp.remove(job);
    // Another job calls: one that was still there would have called at the same minute.
    await createJob(target, everyMinute);
    clock.advance(minute);
    await until(() => asked().length > 1);
    await aWhile();

    assert.deepEqual(timesAsked(), ["2026-07-01T00:02:00Z", "2026-07-01T00:03:00Z"]);
  });

  it("fails for an address that is no function's here", async () => {
    await gcp.create(jobToken, "nightly", {
      ...{ name: "nightly", schedule: "0 2 * * *", httpTarget: { uri: "https://shop.example/" } },
    });

    clock.advance(2 * hour);
    await until(() => failures().length > 0);

    assert.match(failures().join(), /NOT_FOUND/);
  });

  it("is refused for an account that is not there", async () => {
    const oidcToken = { serviceAccountEmail: "nobody@shop-project.iam.gserviceaccount.com" };

    await assert.rejects(createJob(await deployTick(), {}, { oidcToken }), /actAs/);
  });
});
