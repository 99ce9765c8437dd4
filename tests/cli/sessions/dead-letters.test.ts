import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { KnownResource } from "../../../kit/cli/component-outputs.ts";
import { checkpointKey } from "../../../kit/engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../../kit/engine/state/checkpoint.ts";
import { packed } from "../../../kit/runtime/messages/envelope.ts";
import { toText } from "../../../kit/runtime/messages/senders/cloudflare.ts";
import { findSimulator, type SimulatorClient } from "../../../kit/simulator/client.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import { callerIdentity, openVendor } from "../credentials/vendor.ts";

/** The queues of a set, and nothing that consumes them. */
const program = `
import type { Cloud } from "fourfold";
import { Foundation } from "fourfold/components";
import { Queue } from "./components/queue/index.ts";

const places = {
  gcp: { project: "shop-project", region: "europe-west1" },
  azure: { location: "westeurope" },
  cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "acme" },
};

function create(cloud: Cloud, names: readonly string[]): void {
  const { handle } = new Foundation(\`shop-\${cloud}\`, { cloud, messages: true, ...places });
  for (const name of names) {
    new Queue(\`shop-\${cloud}-\${name.toLowerCase()}\`, { cloud, foundation: handle, set: "shop", queue: name, protection: "destroy" });
  }
}

create("aws", ["placed", "notifyQueue"]);
create("gcp", ["placed"]);
create("azure", ["placed"]);
create("cloudflare", ["placed"]);
`;

type Attributes = Readonly<Record<string, string>>;

const letterOf = (id: string, reason: string) => ({
  envelope: { id, sent: Date.parse("2026-03-29T01:30:00Z"), tried: 5, reason },
  attributes: { region: "eu-1" },
  body: JSON.stringify({ order: id }),
});

/** A `pulumi` that exports these resources. Answers its folder. */
function installPulumi({ folder }: Clone, resources: readonly object[]): string {
  const path = join(folder, "bin");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "state.json"), JSON.stringify({ deployment: { resources } }));
  const script = `#!/bin/sh\ncase "$2" in export) cat ${path}/state.json;; *) echo "{}";; esac\n`;
  writeFileSync(join(path, "pulumi"), script, { mode: 0o755 });
  return path;
}

describe("fourfold dead-letters and fourfold redrive", function () {
  this.timeout(180_000);
  let clone: Clone;
  let simulator: SimulatorClient;
  let sqs: SQSClient;
  let resources: readonly KnownResource[];
  let places: Readonly<Record<string, Attributes>>;

  before(async () => {
    clone = createClone();
    writeFileSync(join(clone.folder, "index.ts"), program);
    await clone.run(["start"]);
    const { code, stdout, stderr } = await clone.run(["dev", "--once"]);
    assert.equal(code, 0, stdout + stderr);
    const found = await findSimulator(join(clone.folder, ".fourfold/simulator"));
    assert.ok(found);
    simulator = found;
    const checkpoint = (await simulator.getValue(checkpointKey({ project: "fourfold-shop", stack: "dev" }))) ?? "";
    resources = parseCheckpoint(checkpoint).resources;
    const queues = resources.filter(({ type }) => type === "fourfold:index:Queue");
    places = Object.fromEntries(
      queues.map(({ outputs }) => {
        const { queue, handle } = Object(outputs);
        return [`${handle.cloud} ${queue}`, handle.attributes];
      }),
    );
    sqs = await signedClient();
  });
  after(async () => {
    await clone.run(["stop"]);
    clone.remove();
  });

  const place = (name: string): Attributes => places[name] ?? {};
  const signedClient = async () => {
    const given = await simulator.credentials({
      package: "aws",
      principal: place("aws placed").arn?.split(":")[4] ?? "",
    });
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = given;
    const credentials = { accessKeyId, secretAccessKey, sessionToken: given.AWS_SESSION_TOKEN ?? "" };
    const [, , , region = ""] = place("aws placed").arn?.split(":") ?? [];
    return new SQSClient({ region, endpoint: given.AWS_ENDPOINT_URL ?? "", credentials });
  };

  /** As a function does it that gives a message up. */
  const putOnAws = async (QueueUrl: string | undefined, id: string, reason = "out of ink"): Promise<void> => {
    const { body, ...letter } = letterOf(id, reason);
    const attributes = Object.entries(packed(letter)).map(([name, StringValue]) => {
      return [name, { DataType: "String", StringValue }] as const;
    });
    const MessageAttributes = Object.fromEntries(attributes);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes }));
  };
  const callCloudflare = async (id: string | undefined, action: string, body: object) => {
    const { accountId: principal = "" } = place("cloudflare placed");
    const given = await simulator.credentials({ package: "cloudflare", principal });
    const url = `${given.CLOUDFLARE_BASE_URL}/accounts/${principal}/queues/${id}/messages${action}`;
    const headers = { authorization: `Bearer ${given.CLOUDFLARE_API_TOKEN}`, "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return Object(await response.json()).result;
  };
  const putOnCloudflare = (id: string) =>
    callCloudflare(place("cloudflare placed").deadLettersId, "", {
      ...{ body: toText(letterOf(id, "out of paper")), content_type: "text" },
    });

  const callPubsub = async (path: string, body: object) => {
    const given = await simulator.credentials({ package: "gcp", principal: "shop-project" });
    const headers = { authorization: `Bearer ${given.GOOGLE_OAUTH_ACCESS_TOKEN}`, "content-type": "application/json" };
    const url = `${given.STORAGE_EMULATOR_HOST}/v1/${path}`;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(response.status, 200);
  };
  const putOnGcp = (id: string) => {
    const { body, ...letter } = letterOf(id, "out of time");
    const data = Buffer.from(body).toString("base64");
    return callPubsub(`${place("gcp placed").deadLetters}:publish`, {
      messages: [{ data, attributes: packed(letter) }],
    });
  };

  const putOnAzure = async (id: string) => {
    const { body: Body, ...letter } = letterOf(id, "out of paint");
    const { scope = "", deadLetters = "" } = place("azure placed");
    const principal = scope.split("/").slice(0, 3).join("/");
    const audience = "https://servicebus.azure.net";
    const { AZURE_ACCESS_TOKEN: token } = await simulator.credentials({ package: "azure-native", principal, audience });
    const response = await fetch(`${deadLetters.replace("https:", "http:")}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/vnd.microsoft.servicebus.json" },
      body: JSON.stringify([{ Body, BrokerProperties: { MessageId: id }, UserProperties: packed(letter) }]),
    });
    assert.equal(response.status, 201, await response.text());
  };

  const bodiesOnAws = async (QueueUrl: string | undefined): Promise<readonly (string | undefined)[]> => {
    const wanted = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0, MessageAttributeNames: ["All"] };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wanted));
    return Messages.map(({ Body, MessageAttributes }) => `${Body} ${MessageAttributes?.fourfold?.StringValue}`);
  };

  it("say that there are none", async () => {
    const { code, stdout, stderr } = await clone.run(["dead-letters", "placed"]);

    assert.deepEqual([code, stdout], [0, "shop/placed has no dead letters.\n"], stderr);
  });

  it("list them on every cloud, and leave them where they are", async () => {
    await putOnAws(place("aws placed").deadLetters, "a1", "out\nof ink");
    await putOnAws(place("aws placed").deadLetters, "a2");
    await putOnGcp("g1");
    await putOnAzure("z1");
    await putOnCloudflare("c1");

    const lists = [await clone.run(["dead-letters", "placed"]), await clone.run(["dead-letters", "shop/placed"])];

    for (const { code, stdout, stderr } of lists) {
      assert.equal(code, 0, stderr);
      assert.deepEqual(stdout.trim().split("\n"), [
        "cloud       id  sent                      attempts  reason",
        "aws         a1  2026-03-29T01:30:00.000Z         5  out of ink",
        "aws         a2  2026-03-29T01:30:00.000Z         5  out of ink",
        "gcp         g1  2026-03-29T01:30:00.000Z         5  out of time",
        "azure       z1  2026-03-29T01:30:00.000Z         5  out of paint",
        "cloudflare  c1  2026-03-29T01:30:00.000Z         5  out of paper",
      ]);
    }
  });

  it("list as many as are wanted, as JSON too, and say that there may be more", async () => {
    const { stdout, stderr } = await clone.run(["dead-letters", "placed", "--limit", "1", "--cloud", "aws", "--json"]);

    assert.deepEqual(JSON.parse(stdout), [
      { cloud: "aws", id: "a1", sent: "2026-03-29T01:30:00.000Z", attempts: 5, reason: "out\nof ink" },
    ]);
    assert.match(stderr, /^There may be more than 1 on aws: see --limit\.$/m);
  });

  it("show one, with its body and attributes", async () => {
    const { stdout } = await clone.run(["dead-letters", "placed", "--id", "c1"]);
    const json = await clone.run(["dead-letters", "placed", "--id", "c1", "--json"]);

    assert.match(stdout, /^reason +out of paper\nattribute region +eu-1\n\n\{"order":"c1"\}$/m);
    const { attributes, body } = JSON.parse(json.stdout);
    assert.deepEqual([attributes, body], [{ region: "eu-1" }, '{"order":"c1"}']);
  });

  it("move one to the queue, as who deploys, with its id and all attempts before it", async () => {
    const { code, stdout, stderr } = await clone.run(["redrive", "placed", "--id", "a2"]);

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^aws: acting as arn:aws:iam::\d{12}:user\/deployer$/m);
    assert.match(stdout, /^gcp: acting as the owner of the project shop-project$/m);
    assert.match(stdout, /^azure: acting as the owner of the subscription [0-9a-f-]{36}$/m);
    assert.match(stdout, /^cloudflare: acting as the API token of the account [0-9a-f]{32}$/m);
    assert.match(stdout, /\naws: moved 1 dead letter to shop\/placed\.\n$/);
    const { sent } = letterOf("a2", "").envelope;
    assert.deepEqual(await bodiesOnAws(place("aws placed").url), [`{"order":"a2"} {"id":"a2","sent":${sent}}`]);
    assert.equal((await bodiesOnAws(place("aws placed").deadLetters)).length, 1);
  });

  it("move all of them on every cloud", async () => {
    const many = Array.from({ length: 24 }, (_, index) => `b${index}`);
    await Promise.all(many.map((id) => putOnAws(place("aws placed").deadLetters, id)));

    const { code, stdout, stderr } = await clone.run(["redrive", "placed"]);

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^aws: moved 25 dead letters to shop\/placed\.$/m);
    assert.match(stdout, /^gcp: moved 1 dead letter to shop\/placed\.$/m);
    assert.match(stdout, /^azure: moved 1 dead letter to shop\/placed\.$/m);
    assert.match(stdout, /^cloudflare: moved 1 dead letter to shop\/placed\.$/m);
    assert.deepEqual(await bodiesOnAws(place("aws placed").deadLetters), []);
    const { messages } = await callCloudflare(place("cloudflare placed").id, "/peek", {});
    const { fourfold, item } = JSON.parse(messages[0].body);
    assert.deepEqual([fourfold.reason, item], [undefined, { order: "c1" }]);
    assert.match((await clone.run(["redrive", "placed", "--cloud", "aws"])).stdout, /shop\/placed has no dead letters/);
  });

  it("know a subscriber's own queue by the subscriber's name", async () => {
    await putOnAws(place("aws notifyQueue").deadLetters, "n1");

    const { stdout, stderr } = await clone.run(["dead-letters", "notify"]);

    assert.match(stdout, /^aws +n1 /m, stderr);
  });

  it("find what `fourfold pulumi` has deployed", async () => {
    await putOnAws(place("aws placed").deadLetters, "s1");
    const path = installPulumi(clone, resources);

    const env = { PATH: `${path}${delimiter}${process.env.PATH}` };
    const args = ["dead-letters", "placed", "--simulated", "--stack", "dev", "--cloud", "aws"];
    const { code, stdout, stderr } = await clone.run(args, { env });

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^aws +s1 /m);
  });

  it("act on a deployed stack as whoever has the credentials, and show what its cloud says", async () => {
    const denied = { __type: "com.amazon.coral.service#AccessDeniedException", message: "Ann may not receive." };
    const vendor = await openVendor(({ body }) =>
      body.startsWith("Action=GetCallerIdentity")
        ? { body: callerIdentity }
        : { status: 403, body: JSON.stringify(denied) },
    );
    const path = installPulumi(clone, resources);
    const env = {
      ...{ PATH: `${path}${delimiter}${process.env.PATH}`, AWS_ENDPOINT_URL: vendor.url },
      ...{ AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "the-secret-of-ann" },
    };

    const args = ["redrive", "placed", "--stack", "prod", "--cloud", "aws"];
    const { code, stdout, stderr } = await clone.run(args, { env });
    vendor.close();

    assert.equal(code, 1);
    assert.equal(stdout, "aws: acting as arn:aws:iam::123456789012:user/Alice\n");
    assert.match(stderr, /^AWS, sqs: it answered 403: Ann may not receive\. Act as somebody who may do that/m);
    assert.doesNotMatch(stderr, /\n +at |the-secret-of-ann/);
  });

  for (const [args, message] of [
    [
      "dead-letters plaecd",
      /"plaecd" is not a queue of this stack\. Did you mean "placed"\? .*shop\/notifyQueue, shop\/placed/,
    ],
    ["redrive notify --cloud gcp", /"notify" is not deployed to gcp\. Choose among aws/],
    ["dead-letters placed --id nope", /fourfold dead-letters shop\/placed: none of its dead letters has the id nope/],
    ["redrive placed --id nope", /fourfold redrive shop\/placed: none of its dead letters has the id nope/],
    ["redrive placed --dev prod", /`fourfold dev` has not deployed the stack "prod"\./],
    ["dead-letters placed --limit 0", /It is a whole number from 1/],
  ] as const) {
    it(`refuse ${args}`, async () => {
      const { code, stderr } = await clone.run(args.split(" "));

      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.match(stderr, /\[ERR_USAGE\]$/m);
      assert.doesNotMatch(stderr, / at .*\.ts/);
    });
  }
});
