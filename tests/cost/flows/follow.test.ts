import assert from "node:assert/strict";
import { costsOf } from "../../../kit/cost/costs.ts";
import { programOf } from "../../../kit/cost/estimate/program.ts";
import { type DeclaredUsage, usageReader } from "../../../kit/cost/estimate/usage.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { one as aws, typeOf, user } from "../support/aws.ts";
import { cloudflare } from "../support/cloudflare.ts";
import { resourceOf, sourcesOf, urnOf } from "../support/program.ts";

const azure = (type: string, name: string, from: Readonly<Record<string, string>> = {}, inputs = {}) =>
  resourceOf(`azure-native:${type}`, name, inputs, { sources: sourcesOf(from) });
const gcp = (type: string, name: string, from: Readonly<Record<string, string>> = {}, inputs = {}) =>
  resourceOf(`gcp:${type}`, name, inputs, { sources: sourcesOf(from) });

/** A resource of AWS with a name of its own. */
const named = (token: string, name: string, from: Readonly<Record<string, string>> = {}, inputs = {}) =>
  resourceOf(typeOf(token), name, inputs, { sources: sourcesOf(from) });

/** How much a resource is used. */
function use(
  program: readonly CostedResource[],
  name: string,
  key: "requests" | "messages" = "requests",
  usage: DeclaredUsage = {},
) {
  const read = usageReader(programOf(program), { usage }, "expected");
  const found = program.find((resource) => resource.name === name);
  assert.ok(found !== undefined);
  return read(found, key);
}

const declared = { "*": { attempts: 2 }, queue: { messages: 500 }, topic: { messages: 300 } };
const nightly = 365 / 12;

describe("how often a function runs, as the program says it", () => {
  const schedule = user("scheduler/schedule", "target", { scheduleExpression: "cron(30 2 * * ? *)" });
  const fn = aws("lambda/function");

  it("is by the times of a schedule, of which nothing is assumed", () => {
    const { value, assumed, isTimed } = use([fn, schedule], "one");

    assert.deepEqual([value, assumed, isTimed], [nightly, [], true]);
  });

  it("is what schedules ask for together, and nothing while one is off", () => {
    const off = named(
      "scheduler/schedule",
      "off",
      { target: "one" },
      { scheduleExpression: "rate(1 day)", state: "DISABLED" },
    );

    assert.equal(use([fn, schedule, off], "one").value, nightly);
  });

  it("is by a rule of EventBridge through its target", () => {
    const program = [
      ...[fn, named("cloudwatch/eventRule", "rule", {}, { scheduleExpression: "rate(1 hour)" })],
      named("cloudwatch/eventTarget", "target", { rule: "rule", arn: "one" }),
    ];

    assert.equal(use(program, "one").value, 730);
  });

  it("is by the messages of its queue, each with its attempts", () => {
    const program = [
      ...[fn, named("sqs/queue", "queue")],
      named("lambda/eventSourceMapping", "mapping", { functionName: "one", eventSourceArn: "queue" }),
    ];

    assert.equal(use(program, "one", "requests", declared).value, 1_000);
    const { assumed, isTimed } = use(program, "one");
    assert.deepEqual([assumed, isTimed], [["messages", "attempts"], false]);
  });

  it("is by a topic through a queue that it feeds, and counts dead letters by their queue", () => {
    const program = [
      ...[
        fn,
        named("sns/topic", "topic"),
        named("sqs/queue", "dead"),
        named("sqs/queue", "fed", { redrivePolicy: "dead" }),
      ],
      named("sns/topicSubscription", "subscription", { topic: "topic", endpoint: "fed" }),
      named("lambda/eventSourceMapping", "mapping", { functionName: "one", eventSourceArn: "fed" }),
    ];

    assert.equal(use(program, "one", "requests", declared).value, 600);
    assert.equal(use(program, "dead", "messages", declared).value, 300);
  });

  it("is assumed where others call it, too, as often as nobody knows", () => {
    assert.deepEqual(use([fn, schedule, named("lambda/functionUrl", "url", { functionName: "one" })], "one").assumed, [
      "requests",
    ]);
  });

  it("is what somebody has declared, whatever the program says", () => {
    assert.equal(use([fn, schedule], "one", "requests", { "*": { requests: 7 } }).value, 7);
  });

  it("is assumed where times are not known or are none", () => {
    const odd = user("scheduler/schedule", "target", { scheduleExpression: "hourly" });

    assert.deepEqual(use([fn, odd], "one").assumed, ["requests"]);
  });

  it("ends where a program leads back to itself", () => {
    const program = [named("sqs/queue", "a", { redrivePolicy: "b" }), named("sqs/queue", "b", { redrivePolicy: "a" })];

    assert.deepEqual(use(program, "a", "messages").assumed, ["messages"]);
  });

  it("is by a job or a subscription on Google Cloud, unless everybody may call it", () => {
    const service = gcp("cloudfunctionsv2/function:Function", "fn");
    const job = gcp("cloudscheduler/job:Job", "job", { httpTarget: "fn" }, { schedule: "30 2 * * *" });
    const program = [
      ...[service, gcp("pubsub/topic:Topic", "topic")],
      gcp("pubsub/subscription:Subscription", "pushed", { topic: "topic", pushConfig: "fn" }),
    ];
    const everybody = gcp(
      "cloudrunv2/serviceIamMember:ServiceIamMember",
      "all",
      { name: "fn" },
      { member: "allUsers" },
    );

    assert.equal(use([service, job], "fn").value, nightly);
    assert.equal(use(program, "fn", "requests", declared).value, 600);
    assert.deepEqual(use([service, job, everybody], "fn").assumed, ["requests"]);
  });

  it("is by the queue that its identity may receive from on Azure", () => {
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration
    const [receiver, sender] = ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"];
    const programWith = (role: string) => [
      ...[azure("servicebus:Queue", "queue"), azure("managedidentity:UserAssignedIdentity", "identity")],
      azure("web:WebApp", "app", { identity: "identity" }),
      azure(
        "authorization:RoleAssignment",
        "access",
        { principalId: "identity", scope: "queue" },
        {
          roleDefinitionId: `/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        },
      ),
    ];

    assert.equal(use(programWith(receiver), "app", "requests", declared).value, 1_000);
    assert.deepEqual(use(programWith(sender), "app").assumed, ["requests"]);
  });

  it("is by a cron trigger or a consumer on Cloudflare, unless it has an address", () => {
    const worker = cloudflare("workersScript", "worker");
    const timer = cloudflare(
      "workersCronTrigger",
      "timer",
      { schedules: [{ cron: "30 0,1 * * *" }] },
      { scriptName: "worker" },
    );
    const subdomain = (enabled: boolean) =>
      cloudflare("workersScriptSubdomain", "subdomain", { enabled }, { scriptName: "worker" });
    const consuming = [
      ...[worker, cloudflare("queue", "queue")],
      cloudflare("queueConsumer", "consumer", {}, { scriptName: "worker", queueId: "queue" }),
    ];

    assert.equal(use([worker, timer, subdomain(false)], "worker").value, 2 * nightly);
    assert.equal(use(consuming, "worker", "requests", declared).value, 1_000);
    assert.deepEqual(use([worker, timer, subdomain(true)], "worker").assumed, ["requests"]);
  });
});

describe("what follows from a function", () => {
  it("is its logs, its address and its API", () => {
    const program = [
      aws("lambda/function"),
      ...[named("cloudwatch/logGroup", "logs"), named("lambda/functionUrl", "url", { functionName: "one" })],
      named("apigatewayv2/api", "api"),
      named("apigatewayv2/integration", "integration", { apiId: "api", integrationUri: "one" }),
      {
        ...aws("lambda/function"),
        urn: urnOf("logged"),
        name: "logged",
        sources: sourcesOf({ loggingConfig: "logs" }),
      },
    ];
    const usage = { one: { requests: 5 }, logged: { requests: 3 } };

    assert.deepEqual(
      ["logs", "url", "api"].map((name) => use(program, name, "requests", usage).value),
      [3, 5, 5],
    );
  });
});

describe("what depends on a queue and its dead letters", () => {
  /** As the values of one handle do. */
  const both = { sources: { queueId: ["queue", "dead"].map(urnOf), deadLetterQueue: ["queue", "dead"].map(urnOf) } };
  const program = (inputs: object, ids: Readonly<Record<string, readonly string[]>> = {}) => [
    { ...cloudflare("queue", "queue"), ids: ids.queue ?? [] },
    { ...cloudflare("queue", "dead"), ids: ids.dead ?? [] },
    { ...cloudflare("queueConsumer", "consumer", { ...inputs }), ...both },
  ];
  const messagesOfDead = (resources: readonly CostedResource[]) =>
    use(resources, "dead", "messages", { queue: { messages: 42 }, dead: {} }).value;

  it("is of the first, and its dead letters are the last, as long as nothing is known", () => {
    assert.equal(messagesOfDead(program({})), 42);
    assert.deepEqual(use(program({}), "queue", "messages").assumed, ["messages"]);
  });

  it("is of what it names, whatever the order, and however names begin", () => {
    const ids = { queue: ["orders-dead"], dead: ["orders"] };
    const resources = program({ queueId: "orders", deadLetterQueue: "orders-dead" }, ids);

    assert.deepEqual(use(resources, "dead", "messages").assumed, ["messages"]);
    assert.equal(use(resources, "queue", "messages", { dead: { messages: 7 } }).value, 7);
  });
});

describe("what runs at its times", () => {
  it("costs that at least, and no more at the caps", () => {
    const program = [
      aws("lambda/function", { memorySize: 1_024 }),
      user("scheduler/schedule", "target", { scheduleExpression: "rate(1 minute)" }),
    ];

    const { estimate, exposure } = costsOf(program, { book: openBook(["aws"]), usage: { "*": { duration: 60_000 } } });

    // 43,800 runs of a minute with 1 GB, at $0.0000166667 a GB-second: https://aws.amazon.com/lambda/pricing/
    const [, time] = estimate.lines;
    assert.deepEqual([time?.low.toFixed(2), time?.expected.toFixed(2)], ["43.80", "43.80"]);
    const perHour = exposure.lines.filter(({ resource }) => resource.name === "one").map((line) => line.usdPerHour);
    assert.equal(perHour.at(1)?.toFixed(2), "0.06");
    assert.equal(exposure.isUnbounded, false);
  });
});
