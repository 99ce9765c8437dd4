import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createMemoryCheckpoints, outputsIn, type Stacks, up } from "../../kit/engine/index.ts";
import { FakeCloud } from "./support/fake-cloud.ts";
import { errorsOf } from "./support/stack.ts";

/** Deploys programs as stacks of one place, where they find each other. */
class Place {
  readonly #checkpoints = new Map<string, ReturnType<typeof createMemoryCheckpoints>>();
  readonly #stacks: Stacks = {
    outputs: async ({ project, stack }) => outputsIn(await this.#checkpoints.get(`${project}/${stack}`)?.load()),
    list: async () =>
      [...this.#checkpoints.keys()].map((name) => {
        const [project = "", stack = ""] = name.split("/");
        return { project, stack };
      }),
  };

  async deploy(name: string, program: () => unknown) {
    const [project = "", stack = ""] = name.split("/");
    const checkpoints = this.#checkpoints.get(name) ?? createMemoryCheckpoints();
    const request = { project, stack, program, checkpoints, stacks: this.#stacks, providers: new FakeCloud({}) };
    const deployed = await up({ ...request, folder: import.meta.dirname, idleLimit: 5_000 });
    this.#checkpoints.set(name, checkpoints);
    return deployed;
  }
}

describe("A reference to another stack", () => {
  let place: Place;
  beforeEach(async () => {
    place = new Place();
    await place.deploy("platform/dev", () => ({
      handle: { id: "a", attributes: { group: "shop" } },
      word: pulumi.secret("hidden"),
    }));
  });

  it("reads its outputs, and secrets stay secret", async () => {
    const { outputs, resources } = await place.deploy("app/dev", () => {
      const platform = new pulumi.StackReference("organization/platform/dev");
      return { handle: platform.requireOutput("handle"), word: platform.getOutput("word") };
    });

    assert.deepEqual(outputs.handle, { id: "a", attributes: { group: "shop" } });
    assert.notEqual(outputs.word, "hidden");
    assert.match(JSON.stringify(outputs.word), /"value":"hidden"/);
    assert.ok(resources.some(({ type, external }) => type === "pulumi:pulumi:StackReference" && external));
  });

  it("may name another stack of the same project by its name alone, and follows what changes", async () => {
    await place.deploy("platform/dev", () => ({ handle: "moved" }));

    const { outputs } = await place.deploy("platform/other", () => ({
      handle: new pulumi.StackReference("dev").getOutput("handle"),
    }));

    assert.equal(outputs.handle, "moved");
  });

  it("to a stack that is not there says so, and which there are", async () => {
    for (const wrong of ["organization/platform/prod", "acme/platform/dev", "platform/dev"]) {
      const failed = await place.deploy("app/dev", () => void new pulumi.StackReference(wrong));

      assert.match(
        errorsOf(failed).join(),
        new RegExp(`^unknown stack "${wrong}"\\. Deployed here: .*organization/platform/dev.*docs/teams\\.md\\.$`),
      );
    }
  });

  it("that lacks a required output says which", async () => {
    const failed = await place.deploy("app/dev", () =>
      new pulumi.StackReference("organization/platform/dev").requireOutput("foundatoin"),
    );

    assert.match(errorsOf(failed).join(), /foundatoin.*organization\/platform\/dev/);
  });
});
