import assert from "node:assert/strict";
import type { EventEmitter } from "node:events";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { FunctionUrl } from "@pulumi/aws/lambda/functionUrl.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPet } from "@pulumi/random";
import { loadSdk } from "../../kit/engine/program/sdk.ts";
import { FourfoldError } from "../../kit/spec/index.ts";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

describe("A program in the engine's process", () => {
  it("may be asynchronous, and may return a function", async () => {
    const deployed = await new TestStack().up(async () => {
      await wait(5);
      return async () => ({ name: pulumi.getStack(), project: pulumi.getProject() });
    });

    assert.deepEqual(deployed.outputs, { name: "dev", project: "test" });
  });

  it("shows the message alone when it is the user's mistake", async () => {
    const mistake = new FourfoldError("ERR_SPEC", { where: "Function api", what: "it is wrong.", fix: "Right it." });
    const failed = await new TestStack().up(() => {
      throw mistake;
    });
    const thrown = await new TestStack().up(() => {
      throw new pulumi.RunError("plainly wrong");
    });

    assert.deepEqual(errorsOf(failed), ["Function api: it is wrong. Right it. [ERR_SPEC]"]);
    assert.deepEqual(errorsOf(thrown), ["plainly wrong"]);
  });

  it("shows any other error with its place in the program, and no place in packages", async () => {
    const failed = await new TestStack().up(
      () => {
        throwFromHere();
      },
      { folder: import.meta.dirname },
    );

    const [message = ""] = errorsOf(failed);
    assert.match(message, /^TypeError: broken\n {4}at throwFromHere \(program\.test\.ts:\d+:\d+\)\n/);
    assert.doesNotMatch(message, /node_modules/);
  });

  it("shows no place in this package's own code, which is below the program's folder where the package is developed", async () => {
    const failed = await new TestStack().up(() => throwFromHere(), { folder: resolve(import.meta.dirname, "../..") });

    const [message = ""] = errorsOf(failed);
    assert.match(message, /^TypeError: broken\n {4}at throwFromHere \(tests\/engine\/program\.test\.ts:\d+:\d+\)\n/);
    assert.doesNotMatch(message, /kit\/engine/);
  });

  it("is failed by an apply that throws, awaited or not", async () => {
    const floating = await new TestStack().up(() => {
      new RandomPet("pet").id.apply(() => {
        throw new Error("from an apply");
      });
    });
    const exported = await new TestStack().up(() => ({
      broken: new RandomPet("pet").id.apply(() => {
        throw new Error("from an output");
      }),
    }));

    assert.match(errorsOf(floating).join(), /^Error: from an apply/);
    assert.match(errorsOf(exported).join(), /^Error: from an output/);
  });

  it("is failed by a timer that throws", async () => {
    const failed = await new TestStack().up(async () => {
      setTimeout(() => {
        throw new Error("from a timer");
      }, 1);
      await wait(1_000);
    });

    assert.match(errorsOf(failed).join(), /^Error: from a timer/);
  });

  it("is failed by an error that it logs", async () => {
    const failed = await new TestStack().up(() => {
      void pulumi.log.warn("careful");
      void pulumi.log.error("wrong", new RandomPet("pet"));
    });

    assert.deepEqual(failed.errors, [
      {
        type: "diagnostic",
        severity: "error",
        message: "wrong",
        urn: "urn:pulumi:dev::test::random:index/randomPet:RandomPet::pet",
      },
    ]);
  });

  // The SDK has one queue of log lines for all programs of a process, and each line waits for its resource's URN.
  describe("that fails after it has logged does not keep later programs from logging:", () => {
    class App extends pulumi.ComponentResource {}
    const about: Readonly<Record<string, () => pulumi.Resource>> = {
      "about a component": () => new App("kit:index:App", "app"),
      "about a resource": () => new RandomPet("pet"),
      "about a resource that another one comes before": () =>
        new RandomPet("pet", {}, { dependsOn: new RandomPet("first") }),
      "about a component that a resource comes before": () =>
        new App("kit:index:App", "app", {}, { dependsOn: new RandomPet("first") }),
      "about a component below a resource": () =>
        new App("kit:index:App", "app", {}, { parent: new RandomPet("first") }),
      "about a resource that is read": () => RandomPet.get("pet", "one"),
    };
    for (const [what, make] of Object.entries(about)) {
      it(what, async () => {
        await new TestStack().up(() => {
          void pulumi.log.info("careful", make());
          throw new Error("failed at once");
        });
        const later = new TestStack();

        const deployed = await later.up(() => void pulumi.log.info("heard"));

        assert.deepEqual(errorsOf(deployed), []);
        assert.ok(later.events.some((event) => event.type === "diagnostic" && event.message === "heard"));
      });
    }
  });

  it("hears its messages with the resource they are about", async () => {
    const stack = new TestStack();

    await stack.up(() => {
      void pulumi.log.warn("careful", new RandomPet("pet"));
    });

    const told = stack.events.filter((event) => event.type === "diagnostic");
    assert.deepEqual(
      told.map(({ severity, message }) => [severity, message]),
      [["warning", "careful"]],
    );
    assert.match(told[0]?.urn ?? "", /::pet$/);
  });

  it("is told what is missing", async () => {
    // As from JavaScript, where no types stop it.
    const argument = await new TestStack().up(() => void Reflect.construct(FunctionUrl, ["url"]));
    const setting = await new TestStack().up(() => ({ key: new pulumi.Config("app").require("key") }));

    assert.match(errorsOf(argument).join(), /Missing required property 'authorizationType'/);
    assert.match(errorsOf(setting).join(), /Missing required configuration variable 'app:key'/);
  });

  it("ends with an error when it waits for what never comes, and says for what", async () => {
    const never = new Promise<never>(() => {});
    const input = await new TestStack().up(() => void new Bucket("stuck", { bucket: never }), { idleLimit: 100 });
    const output = await new TestStack().up(() => ({ never }), { idleLimit: 100 });

    assert.match(errorsOf(input).join(), /does not end.*"stuck" \(aws:s3\/bucket:Bucket\) waits for its inputs/s);
    assert.match(errorsOf(output).join(), /does not end.*never gets a value/);
  });

  it("may take its time with a provider", async () => {
    const stack = new TestStack();
    stack.cloud.before = () => wait(600);

    const deployed = await stack.up(() => void new RandomPet("slow"), { idleLimit: 300 });

    assert.deepEqual(errorsOf(deployed), []);
  });

  it("runs beside another one: neither sees the other's stack, settings or errors", async () => {
    const program = (name: string) => async () => {
      await wait(10);
      const pet = new RandomPet(name, { prefix: new pulumi.Config("app").require("prefix") });
      await wait(10);
      if (name === "broken") pet.id.apply(() => Promise.reject(new Error("only mine")));
      return { stack: pulumi.getStack(), prefix: pet.prefix };
    };
    const stacks = ["one", "two", "broken"].map((name) => ({ name, stack: new TestStack({}, name) }));

    const [one, two, broken] = await Promise.all(
      stacks.map(({ name, stack }) => stack.up(program(name), { config: { "app:prefix": name } })),
    );

    assert.deepEqual(one?.outputs, { stack: "one", prefix: "one" });
    assert.deepEqual(two?.outputs, { stack: "two", prefix: "two" });
    assert.deepEqual(one && errorsOf(one), []);
    assert.deepEqual(two && errorsOf(two), []);
    assert.match(broken ? errorsOf(broken).join() : "", /^Error: only mine/);
    assert.match(two ? resource(two, "two").urn : "", /^urn:pulumi:two::/);
  });

  it("that has failed keeps what fails later to itself", async () => {
    using others = listenAlone();
    const failed = await new TestStack().up(() => {
      for (const after of [1, 30, 60]) {
        new RandomPet(`pet-${after}`).id.apply(async () => {
          await wait(after);
          throw new Error(`after ${after} ms`);
        });
      }
      return wait(1_000);
    });

    await wait(100);

    assert.match(errorsOf(failed).join(), /^Error: after 1 ms/);
    assert.deepEqual(others.seen, []);
  });

  it("that has failed gets no values any more", async () => {
    const stack = new TestStack();
    stack.cloud.before = () => wait(20);
    const got: unknown[] = [];

    const failed = await stack.up(() => {
      const pet = new RandomPet("pet");
      pet.id.apply((id) => got.push(id));
      pet.separator.apply((separator) => got.push(separator));
      throw new Error("at once");
    });
    await wait(100);

    assert.match(errorsOf(failed).join(), /^Error: at once/);
    assert.deepEqual(got, []);
  });

  it("leaves alone the errors of others, and the listeners for them", async () => {
    using others = listenAlone();
    const running = new TestStack().up(() => wait(50));
    const foreign = new Error("not the program's");
    void Promise.reject(foreign);

    const deployed = await running;

    assert.deepEqual(errorsOf(deployed), []);
    assert.deepEqual(others.seen, [foreign]);
    // Itself: whoever added it can remove it again.
    assert.deepEqual(process.rawListeners("unhandledRejection"), [others.listener]);
  });

  it("that has failed is not asked whose an error is: all of them are at once", async () => {
    using others = listenAlone();
    const { state } = loadSdk(import.meta.dirname);
    const { getLocalStore } = state;
    for (let programs = 0; programs < 5; programs += 1) {
      await new TestStack().up(() => {
        throw new Error("at once");
      });
    }

    let asked = 0;
    state.getLocalStore = () => {
      asked += 1;
      return getLocalStore();
    };
    void Promise.reject(new Error("not a program's"));
    await wait(20);
    state.getLocalStore = getLocalStore;

    assert.equal(others.seen.length, 1);
    assert.equal(asked, 1);
  });
});

/** Listens for errors that nobody catches in the place of all others, the test runner among them, until it goes out of scope. */
function listenAlone() {
  const emitter: EventEmitter = process;
  const seen: unknown[] = [];
  const listener = (error: unknown) => void seen.push(error);
  // Themselves, not copies: some know each other.
  const isListener = (it: unknown): it is (...args: readonly unknown[]) => void => typeof it === "function";
  const before = emitter.rawListeners("unhandledRejection").filter(isListener);
  emitter.removeAllListeners("unhandledRejection").on("unhandledRejection", listener);
  return {
    seen,
    listener,
    [Symbol.dispose]() {
      emitter.removeAllListeners("unhandledRejection");
      for (const each of before) emitter.on("unhandledRejection", each);
    },
  };
}

function throwFromHere(): never {
  throw new TypeError("broken");
}
