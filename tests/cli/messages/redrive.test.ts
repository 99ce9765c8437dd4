import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellOn } from "../../../kit/cli/messages/redrive.ts";
import { openProgress } from "../../../kit/cli/terminal/progress.ts";
import { toText } from "../../../kit/runtime/messages/senders/cloudflare.ts";
import { type Cloud, clouds, type PerCloud } from "../../../kit/spec/index.ts";
import { type Finished, repository, startCommand } from "../../support/command.ts";
import { az, identityOf } from "../credentials/identity.ts";
import { openVendor, type Received, type Reply, type Vendor } from "../credentials/vendor.ts";
import { clean, envelope, environmentOf } from "./boxes.ts";

const sqs = "https://sqs.eu-west-1.amazonaws.com/123456789012";
const subscription = "0a0a0a0a-0000-4000-8000-000000000001";
const fourfold = JSON.stringify(envelope);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A cloud that has one dead letter until it is removed. */
interface Place {
  /** What the queue's handle says; `$URL` stands for the vendor's address. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Who acts, as the command says it first. */
  readonly actor: string;
  /** The calls that give the letter, send it to its queue and remove it, in this order. */
  readonly take: string;
  readonly send: string;
  readonly remove: string;
  readonly letter: Reply;
  readonly nothing: Reply;
  /** The envelope in what is sent. */
  sent(body: string): unknown;
}

const places: PerCloud<Place> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_Examples
  aws: {
    attributes: {
      ...{ arn: "arn:aws:sqs:eu-west-1:123456789012:placed", url: `${sqs}/placed` },
      deadLetters: `${sqs}/dead`,
    },
    actor: "arn:aws:iam::123456789012:user/Alice",
    ...{ take: "AmazonSQS.ReceiveMessage", send: "AmazonSQS.SendMessage", remove: "AmazonSQS.DeleteMessage" },
    letter: {
      body: JSON.stringify({
        Messages: [
          {
            ...{ MessageId: "m-1", ReceiptHandle: "AQEB1", Body: "{}", Attributes: { SentTimestamp: "1774747900000" } },
            MessageAttributes: { fourfold: { DataType: "String", StringValue: fourfold } },
          },
        ],
      }),
    },
    nothing: { body: "{}" },
    sent: (body) => JSON.parse(JSON.parse(body).MessageAttributes.fourfold.StringValue),
  },
  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull#response-body
  gcp: {
    attributes: {
      ...{ project: "shop", topic: "projects/shop/topics/placed" },
      deadLettersKept: "projects/shop/subscriptions/dead",
    },
    actor: "ann@shop.example",
    take: "POST /v1/projects/shop/subscriptions/dead:pull",
    send: "POST /v1/projects/shop/topics/placed:publish",
    remove: "POST /v1/projects/shop/subscriptions/dead:acknowledge",
    letter: {
      body: JSON.stringify({
        receivedMessages: [
          {
            ackId: "ack-1",
            message: {
              ...{ data: base64("{}"), messageId: "1", publishTime: "2026-03-29T01:35:00Z" },
              attributes: { fourfold },
            },
          },
        ],
      }),
    },
    nothing: { body: "{}" },
    sent: (body) => JSON.parse(JSON.parse(body).messages[0].attributes.fourfold),
  },
  // https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read
  azure: {
    attributes: {
      scope: `/subscriptions/${subscription}/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/s/queues/q`,
      ...{ address: "$URL/placed", deadLetters: "$URL/dead" },
    },
    actor: 'ann@shop.example, in the subscription "Shop, production"',
    take: "POST /dead/messages/head?timeout=1",
    send: "POST /placed/messages",
    remove: "DELETE /dead/messages/31/7da9cfd5",
    letter: {
      status: 201,
      headers: {
        BrokerProperties: JSON.stringify({ MessageId: "7f1c", LockToken: "7da9cfd5", SequenceNumber: 31 }),
        fourfold: JSON.stringify(fourfold),
      },
      body: "{}",
    },
    nothing: { status: 204 },
    sent: (body) => JSON.parse(JSON.parse(body)[0].UserProperties.fourfold),
  },
  // https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/peek/
  cloudflare: {
    attributes: { accountId: "acc", id: "own", deadLettersId: "dead" },
    actor: "the API token ed17, in the account acc",
    take: "POST /accounts/acc/queues/dead/messages/peek",
    send: "POST /accounts/acc/queues/own/messages",
    remove: "POST /accounts/acc/queues/dead/messages/purge",
    letter: {
      body: JSON.stringify({
        result: {
          messages: [
            {
              ...{ id: "m1", ref: "ref-1", timestamp_ms: 1_774_747_900_000 },
              body: toText({ envelope, attributes: {}, body: "{}" }),
              metadata: { "CF-Content-Type": "text" },
            },
          ],
        },
      }),
    },
    nothing: { body: JSON.stringify({ result: { messages: [] } }) },
    sent: (body) => JSON.parse(JSON.parse(body).body).fourfold,
  },
};

const callOf = ({ method, target, headers }: Received): string =>
  String(headers["x-amz-target"] ?? `${method} ${target}`);

const isOf = (cloud: Cloud, request: Received): boolean =>
  [places[cloud].take, places[cloud].send, places[cloud].remove].includes(callOf(request));

/** Answers as the vendors whose calls these are, until the letter of each is removed. */
function createAnswer(): (request: Received) => Reply | undefined {
  const removed = new Set<Cloud>();
  return (request) => {
    const cloud = clouds.find((one) => isOf(one, request));
    if (cloud === undefined) return identityOf(request);
    const { take, send, remove, letter, nothing } = places[cloud];
    const call = callOf(request);
    if (call === remove) removed.add(cloud);
    if (call === take) return removed.has(cloud) ? nothing : letter;
    return { status: cloud === "azure" && call === send ? 201 : 200, body: '{"result":{}}' };
  };
}

/** The state of a stack as `pulumi stack export` prints it, with one queue on each cloud. */
function stateAt(url: string): object {
  const resources = clouds.map((cloud) => {
    const entries = Object.entries(places[cloud].attributes).map(([key, text]) => [key, text.replace("$URL", url)]);
    const handle = { kind: "queue", cloud, id: "x", attributes: Object.fromEntries(entries) };
    const type = "fourfold:index:Queue";
    const urn = `urn:pulumi:prod::shop::${type}::${cloud}`;
    return { urn, type, id: "", outputs: { set: "shop", queue: "placed", handle } };
  });
  return { deployment: { resources } };
}

describe("fourfold redrive on a deployed stack", () => {
  let folder: string;
  let vendor: Vendor;
  let finished: Finished;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-redrive-"));
    vendor = await openVendor(createAnswer());
    writeFileSync(join(vendor.path, "state.json"), JSON.stringify(stateAt(vendor.url)));
    const print = `while read -r line || [ -n "$line" ]; do echo "$line"; done < ${vendor.path}/state.json`;
    vendor.install("pulumi", `case "$2" in export) ${print};; *) echo "{}";; esac`);
    vendor.install("az", az(vendor.url));
    const args = [join(repository, "kit/cli/fourfold.js"), "redrive", "placed", "--stack", "prod"];
    const options = { cwd: folder, env: environmentOf(vendor) };
    finished = await startCommand(process.execPath, args, options).finished;
  });
  after(() => {
    vendor.close();
    rmSync(folder, { recursive: true });
  });

  for (const cloud of clouds) {
    it(`sends a dead letter on ${cloud} to its queue before it removes it, and says as whom`, () => {
      const { take, send, remove, actor, sent } = places[cloud];
      const own = vendor.received.filter((request) => isOf(cloud, request));
      const calls = own.map(callOf);

      assert.deepEqual(
        calls.filter((call, index) => call !== calls[index - 1]),
        [take, send, remove, take],
        finished.stderr,
      );
      assert.deepEqual(sent(own.find((request) => callOf(request) === send)?.body ?? ""), clean);
      const lines = finished.stdout.split("\n");
      assert.ok(lines.includes(`${cloud}: acting as ${actor}`), finished.stdout);
      assert.ok(lines.includes(`${cloud}: moved 1 dead letter to shop/placed.`), finished.stdout);
      assert.equal(finished.code, 0);
    });
  }
});

describe("the progress of fourfold redrive", () => {
  it("is a line for each 500 letters where lines cannot be rewritten", () => {
    const written: string[] = [];
    const tell = tellOn(openProgress({ write: (text) => written.push(text) }, 3), "aws");

    for (let moved = 10; moved <= 1_490; moved += 10) tell(moved);

    assert.deepEqual(written, ["aws  500 moved\n", "aws  1000 moved\n"]);
  });
});
