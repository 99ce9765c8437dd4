import assert from "node:assert/strict";
import { type Input, type Output, StackReference } from "@pulumi/pulumi";
import { type Cloud, clouds, type Handle } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { guest, listener } from "../fixtures/guest.ts";
import { mail } from "../fixtures/sample.ts";

function foundationOf(cloud: Cloud, name: string): Foundation {
  return new Foundation(name, { cloud, ...places, messages: true });
}

/** Deploys the set that owns a queue and a topic. */
function deployOwner(cloud: Cloud) {
  const on = foundationOf(cloud, "acme");
  const { handles } = new FunctionSet("mail", deploy(mail, { cloud, on, protection: "destroy" }));
  return { foundation: on.handle, handles };
}

type Handles = { readonly [name: string]: Handle };

/** Deploys the sets that use these. */
function deployUsers(cloud: Cloud, on: Input<Handle>, handles: Output<Handles>) {
  const of = (name: string) => handles.apply((all) => all[name] ?? assert.fail(`The handle "${name}" does not exist.`));
  const gateways = cloud === "gcp" || cloud === "azure" ? { [cloud]: { ownAddresses: true } } : {};
  const shared = { cloud, on, protection: "destroy", ...gateways } as const;
  const bind = { letters: of("letters"), news: of("sent") };
  const { grants } = new FunctionSet("guest", deploy(guest, { ...shared, bind }));
  if (cloud !== "cloudflare") new FunctionSet("listener", deploy(listener, { ...shared, bind: { news: of("sent") } }));
  return { grants };
}

interface Deployed {
  readonly owner: EvaluatedStack;
  readonly user: EvaluatedStack;
}

async function together(cloud: Cloud): Promise<Deployed> {
  const stack = await evaluate(() => {
    const { foundation, handles } = deployOwner(cloud);
    return deployUsers(cloud, foundation, handles);
  });
  return { owner: stack, user: stack };
}

/** The second stack knows the first one by its outputs. */
async function apart(cloud: Cloud): Promise<Deployed> {
  const owner = await evaluate(() => deployOwner(cloud), { project: "mail" });
  const user = await evaluate(
    () => {
      const stack = new StackReference("organization/mail/stack");
      return deployUsers(cloud, stack.requireOutput("foundation"), stack.requireOutput("handles") as Output<Handles>);
    },
    { project: "users", stacks: { "organization/mail/stack": owner } },
  );
  return { owner, user };
}

/** What functions of other sets are permitted, and on what, as it was deployed. */
const permitted: Readonly<Record<Cloud, (deployed: Deployed) => readonly unknown[]>> = {
  aws: ({ user }) =>
    ["visitor", "speaker"].map((name) => {
      const { inputs } = user.find("aws:iam/rolePolicy:RolePolicy", `guest-${name}-policy`);
      const [, ...statements] = JSON.parse(String(inputs.policy)).Statement;
      return statements;
    }),
  gcp: ({ user }) => {
    const members = user.all("gcp:pubsub/topicIAMMember:TopicIAMMember");
    const own = members.filter(({ name }) => name.startsWith("guest-"));
    return own.map(({ inputs: { role, topic } }) => [role, topic]);
  },
  azure: ({ user }) => {
    const assignments = user.all("azure-native:authorization:RoleAssignment");
    const own = assignments.filter(({ name }) => /^guest-.*-azure-service-bus-/.test(name));
    return own.map(({ inputs: { scope } }) => scope);
  },
  cloudflare: ({ user }) =>
    ["visitor", "speaker"].map((name) => {
      const { bindings } = user.find("cloudflare:index/workersScript:WorkersScript", `guest-${name}-script`).inputs;
      return (bindings as { type: string; queueName?: string }[]).flatMap(({ queueName }) => queueName ?? []);
    }),
};

/** Whoever listens to a topic: its kind of subscription with the topic, and the filters that it has in the cloud's language. */
const heard: Readonly<Partial<Record<Cloud, (deployed: Deployed) => readonly unknown[]>>> = {
  aws: ({ owner, user }) => {
    const own = user
      .all("aws:sns/topicSubscription:TopicSubscription")
      .filter(({ name }) => name.startsWith("listener-"));
    const topic = owner.find("aws:sns/topic:Topic", "mail-sent-topic").outputs.arn;
    return own.map(({ inputs }) => [inputs.topic === topic, JSON.parse(String(inputs.filterPolicy))]);
  },
  gcp: ({ owner, user }) => {
    const own = user.all("gcp:pubsub/subscription:Subscription").filter(({ name }) => /^listener-.*-fed$/.test(name));
    const topic = owner.find("gcp:pubsub/topic:Topic", "mail-sent-topic").id;
    return own.map(({ inputs: { topic: heard, filter } }) => [heard === topic, filter]);
  },
  azure: ({ owner, user }) => {
    const own = user.all("azure-native:servicebus:DefaultRule").filter(({ name }) => name.startsWith("listener-"));
    const topic = owner.find("azure-native:servicebus:Topic", "mail-sent-topic").outputs.name;
    return own.map(({ inputs: { topicName, sqlFilter } }) => [topicName === topic, Object(sqlFilter).sqlExpression]);
  },
};

/** What `{ kind: "letter" }` and `{ kind: { not: "test" } }` are there. */
const filters: Readonly<Partial<Record<Cloud, readonly unknown[]>>> = {
  aws: [{ kind: ["letter"] }, { kind: [{ "anything-but": ["test"] }] }],
  gcp: ['attributes.kind = "letter"', 'attributes:kind AND attributes.kind != "test"'],
  azure: ["user.kind IN ('letter')", "user.kind NOT IN ('test')"],
};

const expected: Readonly<Record<Cloud, (deployed: Deployed) => readonly unknown[]>> = {
  aws: ({ owner }) => {
    const statement = (action: string, type: string, name: string) => [
      { Effect: "Allow", Action: [action], Resource: owner.find(type, name).outputs.arn },
    ];
    return [
      statement("sqs:SendMessage", "aws:sqs/queue:Queue", "mail-letters-queue"),
      statement("sns:Publish", "aws:sns/topic:Topic", "mail-sent-topic"),
    ];
  },
  gcp: ({ owner }) =>
    ["mail-letters-topic", "mail-sent-topic"].map((name) => [
      "roles/pubsub.publisher",
      owner.find("gcp:pubsub/topic:Topic", name).outputs.name,
    ]),
  azure: ({ owner }) => [
    owner.find("azure-native:servicebus:Queue", "mail-letters-queue").id,
    owner.find("azure-native:servicebus:Topic", "mail-sent-topic").id,
  ],
  cloudflare: ({ owner }) => {
    const queue = (name: string) => owner.find("cloudflare:index/queue:Queue", name).outputs.queueName;
    return [[queue("mail-letters-queue")], [queue("mail-copies-queue"), queue("mail-clerk-queue-queue")]];
  },
};

for (const cloud of clouds) {
  for (const [where, deployed] of Object.entries({ "the same stack": together, "another stack": apart })) {
    describe(`what another set in ${where} exports on ${cloud}`, () => {
      let stacks: Deployed;
      before(async () => {
        stacks = await deployed(cloud);
        assert.deepEqual([stacks.owner.error, stacks.user.error], [undefined, undefined]);
      });

      it("may be sent to and published to by those who link it, who may do nothing else", () => {
        assert.deepEqual(permitted[cloud](stacks), expected[cloud](stacks));
      });

      const listen = heard[cloud];
      // On Cloudflare that is refused: refusals.test.ts.
      if (listen === undefined) return;
      it("feeds a queue and a function of this set with what their filters want", () => {
        assert.deepEqual(
          listen(stacks),
          filters[cloud]?.map((filter) => [true, filter]),
        );
      });
    });
  }
}

describe("what another set exports is refused", () => {
  const wrong: readonly [what: string, bind: "letters" | "news", handle: (all: Handles) => unknown, said: RegExp][] = [
    [
      "as a queue where it is a topic",
      "letters",
      ({ sent }) => sent,
      /it needs a queue on aws, and was given a topic on aws\./,
    ],
    [
      "as a topic where it is a queue",
      "news",
      ({ letters }) => letters,
      /it needs a topic on aws, and was given a queue on aws\./,
    ],
    ["when it is not a handle", "letters", () => "orders", /it needs a queue on aws, and was given something else\./],
    [
      "on another cloud",
      "letters",
      ({ letters }) => ({ ...letters, cloud: "gcp" }),
      /it needs a queue on aws, and was given a queue on gcp\. Pass the `handle` of a queue on aws\. \[ERR_BIND\]/,
    ],
    [
      "when its owner's version of Fourfold did not say where it is",
      "letters",
      ({ letters }) => ({ ...letters, attributes: {} }),
      /the queue on aws that it was given has no attribute "\w+"\. Deploy it again/,
    ],
  ];
  for (const [what, bind, handle, said] of wrong) {
    it(`${what}, with a sentence that says so`, async () => {
      const stack = await evaluate(() => {
        const { foundation, handles } = deployOwner("aws");
        const given = handles.apply((all) => ({ ...all, [bind === "news" ? "sent" : bind]: handle(all) }) as Handles);
        deployUsers("aws", foundation, given);
      });

      assert.match(stack.error?.message ?? "", said);
      assert.match(
        stack.error?.message ?? "",
        /(?:Function "guest-visitor", link "letters"|Delivery "listener-archive-delivery"): /,
      );
    });
  }

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
  it("as a topic of another namespace of Service Bus, which hands on within one only", async () => {
    const stack = await evaluate(() => {
      const { handles } = deployOwner("azure");
      deployUsers("azure", foundationOf("azure", "other").handle, handles);
    });

    assert.match(
      stack.error?.message ?? "",
      /Delivery "listener-archive-delivery": its topic is in the namespace "acme-\w+" and its queue in "other-\w+".*one foundation.*ERR_UNSUPPORTED/,
    );
  });
});
