import assert from "node:assert/strict";
import { cloudwatch, rds, redshift } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword, RandomPet, RandomShuffle } from "@pulumi/random";
import { evaluate, unknownValue } from "../../kit/testing/index.ts";
import { FakeCloud } from "../engine/support/fake-cloud.ts";

const petType = "random:index/randomPet:RandomPet";

/** A component with one pet. */
class Shop extends pulumi.ComponentResource {
  constructor(name: string, length: number, options: pulumi.ComponentResourceOptions = {}) {
    super("kit:index:Shop", name, {}, options);
    new RandomPet(`${name}-pet`, { length }, { parent: this });
  }
}

function twoPets() {
  const first = new RandomPet("first", { length: 2, keepers: { team: "shop", stage: "dev" } });
  new RandomPet("second", { length: 3, prefix: first.id });
}

describe("evaluate", () => {
  it("answers resources and outputs of a program on the simulated clouds", async () => {
    const stack = await evaluate(() => ({ pet: new RandomPet("pet", { length: 2 }).id }));

    const pet = stack.find(petType);
    assert.equal(stack.error, undefined);
    assert.deepEqual([pet.name, pet.inputs.length], ["pet", 2]);
    assert.match(pet.id, /^[a-z]+-[a-z]+$/);
    assert.deepEqual(stack.outputs, { pet: pet.id });
  });

  // Pulumi's bridge notes in `__defaults` which inputs it has filled in.
  it("shows what a provider adds to the inputs, and nothing that it notes there for itself", async () => {
    const stack = await evaluate(() => {
      new cloudwatch.LogGroup("logs", { retentionInDays: 7 });
    });

    const { inputs } = stack.find("aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(Object.keys(inputs).sort(), ["name", "retentionInDays"]);
    assert.match(String(inputs.name), /^logs-[0-9a-f]{7}$/);
  });

  it("gives the program its project, stack, organization and settings", async () => {
    const stack = await evaluate(
      () => {
        const config = new pulumi.Config();
        return {
          names: [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()],
          clouds: config.requireObject("clouds"),
          region: new pulumi.Config("aws").require("region"),
          key: config.requireSecret("key"),
        };
      },
      {
        organization: "acme",
        project: "shop",
        stack: "prod",
        config: { clouds: ["aws", "gcp"], "aws:region": "eu-central-1" },
        secrets: { key: "hidden" },
      },
    );

    assert.deepEqual(stack.outputs, {
      names: ["acme", "shop", "prod"],
      clouds: ["aws", "gcp"],
      region: "eu-central-1",
      key: "hidden",
    });
    assert.deepEqual(stack.secretOutputs, ["key"]);
  });

  it("opens secrets, and says which they are", async () => {
    const stack = await evaluate(
      () => void new RandomPassword("password", { length: 12, overrideSpecial: pulumi.secret("!") }),
    );

    const password = stack.find("random:index/randomPassword:RandomPassword");
    assert.equal(password.inputs.overrideSpecial, "!");
    assert.deepEqual(password.secretInputs, ["overrideSpecial"]);
    assert.ok(password.secretOutputs.includes("result"));
    assert.equal(String(password.outputs.result).length, 12);
  });

  it("knows in a preview what only a deployment brings", async () => {
    const stack = await evaluate(() => ({ id: new RandomPet("pet").id }), { preview: true });

    assert.deepEqual(stack.outputs, { id: unknownValue });
    assert.equal(stack.find(petType).id, "");
  });

  it("goes on from what was deployed before", async () => {
    const before = await evaluate(() => void new Shop("shop", 2));

    const renamed = await evaluate(() => void new Shop("store", 2, { aliases: [{ name: "shop" }] }), { after: before });
    const changed = await evaluate(() => void new Shop("store", 3), { after: renamed });

    assert.deepEqual(renamed.changes, { same: 3 });
    assert.equal(renamed.find(petType).id, before.find(petType).id);
    assert.deepEqual(changed.changes, { same: 2, replace: 1 });
  });

  it("takes other providers", async () => {
    const cloud = new FakeCloud();

    await evaluate(() => void new RandomPet("pet"), { providers: cloud });

    assert.deepEqual(cloud.changes, ["create pet"]);
  });

  for (const preview of [true, false]) {
    it(`lists everything that the simulated clouds do not have${preview ? ", in a preview" : ", and deploys nothing"}`, async () => {
      const stack = await evaluate(
        () => {
          const group = new cloudwatch.LogGroup("logs");
          const database = new rds.Cluster("database", { engine: "aurora-postgresql", clusterIdentifier: group.name });
          new redshift.Cluster("warehouse", { clusterIdentifier: database.id, nodeType: "ra3.large" });
        },
        { preview },
      );

      assert.match(
        stack.error?.message ?? "",
        /^The simulator does not have these .*\n.*Cluster: "database"\n.*Cluster: "warehouse"\nA real `pulumi up` deploys them/,
      );
      assert.doesNotMatch(stack.checkpoint ?? "", /::logs"/);
    });
  }

  it("does not throw when the program does, but every assertion tells why", async () => {
    const stack = await evaluate(() => {
      throw new pulumi.RunError("The memory must be at least 128 MB.");
    });

    assert.equal(stack.error?.message, "The memory must be at least 128 MB.");
    for (const assertion of [
      () => stack.count(petType, 0),
      () => stack.has(petType, {}),
      () => stack.find(petType),
      () => stack.all(petType),
      () => stack.urns(),
    ]) {
      assert.throws(assertion, { name: "AssertionError", message: /program has failed: The memory must be/ });
    }
  });

  it("keeps what was said", async () => {
    const stack = await evaluate(() => pulumi.log.warn("The memory is rounded to 512 MB."));

    assert.deepEqual(
      stack.messages.map(({ severity, message }) => [severity, message]),
      [["warning", "The memory is rounded to 512 MB."]],
    );
  });

  it("does not wait for ever", async () => {
    const stack = await evaluate(() => new Promise(() => {}), { patience: 100 });

    assert.match(stack.error?.message ?? "", /does not end/);
  });
});

describe("An evaluated stack", () => {
  it("counts exactly, and says what there is instead", async () => {
    const stack = await evaluate(twoPets);

    stack.count(petType, 2);
    assert.throws(() => stack.count(petType, 1), {
      message: `Expected 1 of ${petType}, but there are 2: "first", "second".`,
    });
    assert.throws(() => stack.count("random:index/randomId:RandomId", 1), {
      message: `Expected 1 of random:index/randomId:RandomId, but there are none. Types of this package: ${petType}.`,
    });
  });

  it("finds a resource by a part of its inputs", async () => {
    const stack = await evaluate(twoPets);

    assert.equal(stack.has(petType, { keepers: { team: "shop" } }).name, "first");
    assert.equal(stack.has(petType, { length: 3 }).name, "second");
  });

  it("shows the closest resource and where it differs when none has the inputs", async () => {
    const stack = await evaluate(twoPets);

    assert.throws(() => stack.has(petType, { length: 2, keepers: { team: "shop", stage: "prod" }, separator: "_" }), {
      name: "AssertionError",
      message: [
        `No ${petType} has these inputs. The closest is "first", where`,
        '  keepers.stage should be "prod", but is "dev"',
        '  separator should be "_", but is missing',
      ].join("\n"),
    });
  });

  it("takes a list as it is: its length and its order count", async () => {
    const type = "random:index/randomShuffle:RandomShuffle";
    const stack = await evaluate(() => void new RandomShuffle("order", { inputs: ["a", "b"] }));

    stack.has(type, { inputs: ["a", "b"] });
    assert.throws(() => stack.has(type, { inputs: ["a"] }), /inputs should be \["a"\], but is \["a","b"\]/);
    assert.throws(() => stack.has(type, { inputs: ["b", "a"] }), /inputs\[0\] should be "b", but is "a"/);
  });

  it("finds the one resource of a type, or of a name", async () => {
    const stack = await evaluate(twoPets);

    assert.equal(stack.find(petType, "second").inputs.length, 3);
    assert.throws(() => stack.find(petType), { message: /Expected one .*, but there are 2: "first", "second"/ });
    assert.throws(() => stack.find(petType, "third"), { message: /called "third", but there are none/ });
  });

  it("lists URNs for a promise not to change them", async () => {
    const stack = await evaluate(() => void new Shop("shop", 2));

    assert.deepEqual(stack.urns(), [
      "urn:pulumi:stack::project::kit:index:Shop$random:index/randomPet:RandomPet::shop-pet",
      "urn:pulumi:stack::project::kit:index:Shop::shop",
      "urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack",
    ]);
  });

  describe("with other stacks", () => {
    const name = "organization/platform/dev";
    const reader = () => {
      const platform = new pulumi.StackReference(name);
      return { pet: platform.requireOutput("pet"), word: platform.getOutput("word") };
    };

    it("lets references find an evaluated one, whose secrets stay secret, on the same clouds", async () => {
      const platform = await evaluate(() => ({ pet: new RandomPet("pet").id, word: pulumi.secret("hidden") }));
      const app = await evaluate(reader, { project: "app", stacks: { [name]: platform } });

      assert.deepEqual(app.outputs, platform.outputs);
      assert.deepEqual(app.secretOutputs, ["word"]);
      assert.equal(app.providers, platform.providers);
    });

    it("takes just outputs", async () => {
      const app = await evaluate(reader, { stacks: { [name]: { pet: "rex" } } });

      assert.equal(app.outputs.pet, "rex");
    });

    it("tells of one that has failed, and of one that was not given", async () => {
      const failed = await evaluate(() => {
        throw new Error("no platform");
      });
      const app = await evaluate(reader, { stacks: { [name]: failed } });
      const alone = await evaluate(reader);

      assert.match(app.error?.message ?? "", /The stack that is referred to has failed: .*no platform/);
      assert.match(
        alone.error?.message ?? "",
        /unknown stack "organization\/platform\/dev"\. No stack is deployed here/,
      );
    });
  });
});
