import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RandomPet } from "@pulumi/random";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

class App extends pulumi.ComponentResource {
  readonly pet: RandomPet;
  constructor(name: string, type = "kit:index:App", options: pulumi.ComponentResourceOptions = {}) {
    super(type, name, {}, options);
    this.pet = new RandomPet(`${name}-pet`, {}, { parent: this });
    this.registerOutputs({ pet: this.pet.id });
  }
}

describe("The identity of resources", () => {
  // https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
  it("is a URN with the types of all parents, without the stack's", async () => {
    const deployed = await new TestStack().up(() => {
      const outer = new pulumi.ComponentResource("kit:index:Outer", "outer");
      new App("inner", "kit:index:App", { parent: outer });
      new RandomPet("alone");
    });

    const urns = deployed.resources.map(({ urn }) => urn).filter((urn) => !urn.includes("pulumi:providers"));
    assert.deepEqual(urns.toSorted(), [
      "urn:pulumi:dev::test::kit:index:Outer$kit:index:App$random:index/randomPet:RandomPet::inner-pet",
      "urn:pulumi:dev::test::kit:index:Outer$kit:index:App::inner",
      "urn:pulumi:dev::test::kit:index:Outer::outer",
      "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev",
      "urn:pulumi:dev::test::random:index/randomPet:RandomPet::alone",
    ]);
  });

  it("has parents, dependencies, and dependencies of each property", async () => {
    const deployed = await new TestStack().up(() => {
      const first = new RandomPet("first");
      const second = new RandomPet("second");
      new RandomPet("third", { prefix: first.id, length: 2 }, { dependsOn: [second] });
      return new App("app");
    });

    const [first, second, third] = ["first", "second", "third"].map((name) => resource(deployed, name));
    assert.deepEqual(third?.dependencies.toSorted(), [first?.urn, second?.urn].toSorted());
    assert.deepEqual(third?.propertyDependencies, { prefix: [first?.urn], length: [] });
    assert.equal(third?.parent, resource(deployed, "test-dev").urn);
    assert.equal(resource(deployed, "app-pet").parent, resource(deployed, "app").urn);
    assert.deepEqual(resource(deployed, "app").outputs, { pet: resource(deployed, "app-pet").id });
  });

  it("is an id to providers: of a resource that is given as a value", async () => {
    const stack = new TestStack();

    await stack.up(() => {
      const pet = new RandomPet("pet");
      const holder = pulumi.secret({ resource: pet, list: [pet] });
      class Holder extends pulumi.CustomResource {}
      new Holder("random:index/holder:Holder", "holder", { holder });
    });

    assert.deepEqual(stack.cloud.inputsOf("holder-id-2")?.holder, { resource: "pet-id-1", list: ["pet-id-1"] });
  });

  it("is unique", async () => {
    const failed = await new TestStack().up(() => {
      new RandomPet("twin");
      new RandomPet("twin", { length: 3 });
    });

    assert.deepEqual(errorsOf(failed), [
      "Duplicate resource URN 'urn:pulumi:dev::test::random:index/randomPet:RandomPet::twin'; try giving it a unique name",
    ]);
  });

  // https://www.pulumi.com/docs/iac/concepts/options/aliases/
  for (const [change, aliased] of Object.entries({
    "renamed itself": () => new App("new", "kit:index:App", { aliases: [{ name: "old" }] }),
    "of another type": () => new App("old", "kit:v2:App", { aliases: [{ type: "kit:index:App" }] }),
    "given its old URN": () => new App("new", "kit:v2:App", { aliases: ["urn:pulumi:dev::test::kit:index:App::old"] }),
    "moved below another component": () =>
      new App("old", "kit:index:App", {
        parent: new pulumi.ComponentResource("kit:index:Outer", "outer"),
        aliases: [{ parent: pulumi.rootStackResource }],
      }),
  })) {
    it(`survives with aliases when a component is ${change}: its children are not replaced`, async () => {
      const stack = new TestStack();
      const before = await stack.up(() => void new App("old"));

      const after = await stack.up(() => void aliased());

      assert.deepEqual(errorsOf(after), []);
      assert.deepEqual(stack.cloud.changes, ["create old-pet"]);
      assert.equal(after.changes.delete, undefined);
      const idOf = ({ resources }: typeof after) => resources.find(({ type }) => type.includes("randomPet"))?.id;
      assert.equal(idOf(after), idOf(before));
    });
  }

  it("survives the rename of a parent whose child keeps its name", async () => {
    const stack = new TestStack();
    const program = (name: string, aliases: pulumi.Alias[]) => () => {
      const parent = new pulumi.ComponentResource("kit:index:Parent", name, {}, { aliases });
      new RandomPet("fixed", {}, { parent });
    };
    await stack.up(program("old", []));

    const after = await stack.up(program("new", [{ name: "old" }]));

    assert.deepEqual(stack.cloud.changes, ["create fixed"]);
    assert.deepEqual(after.changes, { same: 3 });
  });

  it("is lost without an alias", async () => {
    const stack = new TestStack();
    await stack.up(() => void new RandomPet("old"));

    await stack.up(() => void new RandomPet("new"));

    assert.deepEqual(stack.cloud.changes, ["create old", "create new", "delete old"]);
  });

  it("cannot be claimed by two resources", async () => {
    const stack = new TestStack();
    await stack.up(() => void new RandomPet("old"));

    const failed = await stack.up(() => {
      const first = new RandomPet("first", {}, { aliases: [{ name: "old" }] });
      new RandomPet("old", {}, { dependsOn: [first] });
    });

    assert.match(errorsOf(failed).join(), /Duplicate resource URN '.*::old'/);
  });

  it("is found again after a rename that was followed by another run", async () => {
    const stack = new TestStack();
    const renamed = () => {
      const pet = new RandomPet("new", {}, { aliases: [{ name: "old" }] });
      new RandomPet("dependent", { prefix: pet.id });
    };
    await stack.up(() => {
      const pet = new RandomPet("old");
      new RandomPet("dependent", { prefix: pet.id });
    });
    await stack.up(renamed);

    const last = await stack.up(renamed);

    assert.deepEqual(last.changes, { same: 3 });
    assert.deepEqual(resource(last, "dependent").dependencies, [resource(last, "new").urn]);
  });
});
