import assert from "node:assert/strict";
import { from, functionSet, type Handle, queue, secret, table, topic, type } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { refuses } from "../support/refuses.ts";
import { places } from "./deployment.ts";
import { guest } from "./fixtures/guest.ts";

interface Letter {
  readonly id: string;
}

/** What another team has, as this one describes it, which has none of their code. */
const theirs = {
  resources: {
    letters: queue(type<Letter>()),
    sent: topic(type<Letter>()),
    people: table(type<Letter>(), { key: "id" }),
    signing: secret({ generate: "64 bytes" }),
  },
  exports: { letters: ["send"], sent: ["publish"], people: ["read"], signing: ["read"] },
} as const;

const foundation: Handle = { kind: "foundation", cloud: "aws", id: "acme", attributes: {} };

/** A handle of nothing that exists. */
const handle = (kind: string, cloud = "aws"): Handle => ({
  ...{
    kind,
    cloud,
    id: "arn:aws:any",
    attributes: { layout: JSON.stringify({ key: ["id"], indexes: {}, counters: [] }) },
  },
});

describe("a handle that a stack binds", () => {
  const resources = {
    queue: from(theirs, "letters"),
    topic: from(theirs, "sent"),
    table: from(theirs, "people"),
    "table that it describes": table(type<Letter>(), { key: "id", owned: false }),
    secret: from(theirs, "signing"),
  };
  for (const [title, resource] of Object.entries(resources)) {
    // No function links it yet, so that no component would look at the handle.
    const set = functionSet("idle", { root: import.meta.url, resources: { it: resource }, functions: {} });
    const bind = (it: unknown) => () =>
      deploy(set, { cloud: "aws", on: foundation, protection: "destroy", bind: { it: it as Handle } });
    const { kind } = resource;

    it(`is refused by deploy() where the set wants a ${title}, and it is of something else`, () => {
      const wanted = `Set "idle", ${kind} "it": it needs a ${kind} on aws, and was given`;
      const other = kind === "queue" ? "topic" : "queue";
      refuses("ERR_BIND", new RegExp(`^${wanted} a ${other} on aws\\.`), bind(handle(other)));
      refuses("ERR_BIND", new RegExp(`^${wanted} a ${kind} on gcp\\.`), bind(handle(kind, "gcp")));
      refuses("ERR_BIND", new RegExp(`^${wanted} something else\\.`), bind("arn:aws:any"));
      assert.doesNotThrow(bind(handle(kind)));
    });
  }
});

describe("a queue of another stack", () => {
  it("is sent to by its handle alone, where its set is not at hand", async () => {
    const set = functionSet("guest", {
      root: guest.root,
      resources: { letters: from(theirs, "letters") },
      functions: { visitor: { ...guest.functions.visitor, links: { letters: ["send"] } } },
    });
    const arn = "arn:aws:sqs:eu-central-1:123456789012:letters";
    const letters: Handle = { ...handle("queue"), attributes: { arn, url: "https://sqs.example/letters" } };

    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places });
      new FunctionSet("guest", deploy(set, { cloud: "aws", on, protection: "destroy", bind: { letters } }));
    });

    assert.equal(stack.error, undefined);
    const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy", "guest-visitor-policy").inputs;
    assert.deepEqual(JSON.parse(String(policy)).Statement[1], {
      ...{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: arn },
    });
    assert.deepEqual(
      stack.all("aws:sqs/queue:Queue").map(({ name }) => name),
      [],
    );
  });
});
