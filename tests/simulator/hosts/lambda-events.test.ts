import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/clock.ts";
import { type EndedEvent, type EventSettings, LambdaHost } from "../../../kit/simulator/hosts/lambda/index.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";
import { aWhile, until } from "../../support/until.ts";

const arn = "arn:aws:lambda:eu-central-1:123456789012:function:cleanup";
const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
describe("the host of Lambda functions, invoked asynchronously", () => {
  let data: string;
  let clock: FakeClock;
  let world: OwnedWorld;
  let host: LambdaHost;
  let ended: EndedEvent[];
  let settings: EventSettings;
  /** What the function has logged: the event and the request's id of each run. */
  let runs: string[];

  const start = (): void => {
    world = openWorld({ data, live: true, clock });
    const { sandboxes, inspectors, store } = world;
    const credentials = () => ({ accessKeyId: "", secretAccessKey: "", sessionToken: "" });
    const events = { settings: () => settings, ended: (event: EndedEvent) => void ended.push(event) };
    host = new LambdaHost({ clock, sandboxes, inspectors, store, events, credentials, project: "/" });
  };
  const stop = async (): Promise<void> => {
    await host.stop();
    await world.end();
  };
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "simulator-"));
    clock = createFakeClock();
    [ended, runs, settings] = [[], [], {}];
    start();
  });
  afterEach(async () => {
    await stop();
    await rm(data, { recursive: true });
  });

  /** A function that logs and then does what its event says: `fail`, `wait`, `hang`, or anything else. */
  const code = `export const handler = async (event, { awsRequestId }) => {
    console.log("RUN " + event + " " + awsRequestId);
    if (event === "fail") throw new Error("broken");
    if (event === "wait") await new Promise((resolve) => setTimeout(resolve, 500));
    if (event === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));
    return "did " + event;
  };`;
  const deploy = (more: { readonly reserved?: number } = {}): void =>
    host.deploy(
      {
        ...{ arn, name: "cleanup", region: "eu-central-1", handler: "index.handler", runtime: "nodejs24.x" },
        ...{ memory: 128, timeout: 900, variables: {}, role: "arn:aws:iam::123456789012:role/cleanup" },
        ...{ logGroup: "cleanup", logFormat: "Text" },
        code: { hash: "cleanup", files: new Map([["index.mjs", Buffer.from(code)]]) },
        ...more,
      },
      (line) => {
        const run = /RUN (.*)$/m.exec(line)?.[1];
        if (run !== undefined) runs.push(run);
      },
    );
  const send = (event: string, requestId = event): void =>
    host.send(arn, { payload: JSON.stringify(event), requestId, invokedArn: arn, traceId: "Root=1-0-0" });
  const ends = () => ended.map(({ condition, attempts }) => [condition, attempts]);

  it("runs the function after it has answered, and hears what became of the event", async () => {
    deploy();

    send("clean");
    assert.deepEqual(runs, []);
    await until(() => ended.length === 1);

    assert.deepEqual(runs, ["clean clean"]);
    assert.deepEqual(ends(), [["Success", 1]]);
    assert.deepEqual(ended[0]?.outcome, { kind: "response", payload: `"did clean"` });
    assert.equal(world.store.values("aws/lambda/event/").size, 0);
  });

  it("tries a failed event again after one minute and after two more, under the same id, then gives it up", async () => {
    deploy();
    send("fail", "id");
    await until(() => runs.length === 1);
    await aWhile();

    clock.advance(minute - second);
    await aWhile();
    assert.equal(runs.length, 1);
    clock.advance(second);
    await until(() => runs.length === 2);
    await aWhile();
    clock.advance(2 * minute - second);
    await aWhile();
    assert.equal(runs.length, 2);
    clock.advance(second);
    await until(() => ended.length === 1);

    assert.deepEqual(runs, ["fail id", "fail id", "fail id"]);
    assert.deepEqual(ends(), [["RetriesExhausted", 3]]);
    const outcome = ended[0]?.outcome;
    assert.equal(outcome?.kind === "error" ? outcome.message : "", "broken");
  });

  it("gives nothing to a sandbox that it is about to end, as nobody needed it, and keeps the last one", async () => {
    settings = { maximumRetryAttempts: 0 };
    deploy();
    send("wait", "first");
    send("wait", "second");
    await until(() => ended.length === 2);
    await aWhile();

    clock.advance(minute);
    send("clean", "third");
    send("clean", "fourth");
    await until(() => ended.length === 4);

    assert.deepEqual(
      ends(),
      Array.from({ length: 4 }, () => ["Success", 1]),
    );
  });

  it("tries only as often as the function's settings say", async () => {
    settings = { maximumRetryAttempts: 0 };
    deploy();

    send("fail");
    await until(() => ended.length === 1);

    assert.deepEqual(ends(), [["RetriesExhausted", 1]]);
  });

  it("gives an event up that would be too old at its next attempt", async () => {
    settings = { maximumEventAge: 120 };
    deploy();
    send("fail");
    await until(() => runs.length === 1);
    await aWhile();
    clock.advance(minute);
    await until(() => ended.length === 1);

    assert.deepEqual(ends(), [["EventAgeExceeded", 2]]);
  });

  it("waits for concurrency longer and longer, which counts as no attempt", async () => {
    deploy({ reserved: 1 });
    send("hang");
    await until(() => runs.length === 1);
    send("clean");
    await aWhile();
    for (const wait of [1, 2, 4]) {
      clock.advance(wait * second);
      await aWhile();
    }
    assert.deepEqual(runs, ["hang hang"]);
    const [, waiting = ""] = [...world.store.values("aws/lambda/event/").values()];
    assert.equal(JSON.parse(waiting).due - clock.now(), 8 * second);

    // The function's own time ends, and its place is free again.
    clock.advance(15 * minute);
    await aWhile();
    clock.advance(16 * second);
    await until(() => ended.length === 1);
    assert.deepEqual(ends(), [["Success", 1]]);
  });

  it("gives events up at once of a function that has no concurrency at all", async () => {
    deploy({ reserved: 0 });

    send("clean");

    assert.deepEqual(ends(), [["ZeroReservedConcurrency", 0]]);
    assert.deepEqual(runs, []);
  });

  it("delivers after a restart what waited or ran before it", async () => {
    deploy();
    send("fail");
    send("hang");
    await until(() => runs.length === 2);
    await aWhile();
    await stop();
    runs = [];

    start();
    deploy();
    await until(() => runs.length === 1);
    assert.deepEqual(runs, ["hang hang"]);
    clock.advance(minute);
    await until(() => runs.length === 2);

    assert.equal(runs[1], "fail fail");
  });

  it("forgets the events of a function that is removed", async () => {
    deploy();
    send("fail");
    await until(() => runs.length === 1);
    await aWhile();

    await host.remove(arn);
    clock.advance(6 * hour);
    await aWhile();

    assert.equal(world.store.values("aws/lambda/event/").size, 0);
    assert.deepEqual(ended, []);
    assert.throws(() => send("clean"), /is not deployed/);
  });
});
