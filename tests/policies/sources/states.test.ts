import assert from "node:assert/strict";
import { parseStack } from "../../../kit/cost/resources/stack-file.ts";
import { Unreadable } from "../../../policies/contract/reader.ts";
import { subjectsOf } from "../../../policies/sources/states.ts";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const queue = {
  urn: "urn:pulumi:dev::shop::shop:index:Service$aws:sqs/queue:Queue::orders",
  type: "aws:sqs/queue:Queue",
  parent: "urn:pulumi:dev::shop::shop:index:Service::service",
  inputs: { fifoQueue: true, redrivePolicy: unknown },
  outputs: { arn: "arn:orders" },
  protect: true,
  propertyDependencies: { redrivePolicy: ["urn:dead"], tags: null },
  sourcePosition: "project:///src/my%20queues.ts#12,5",
};

const exported = (...resources: readonly object[]) => JSON.stringify({ version: 3, deployment: { resources } });
const parsed = (text: string) => subjectsOf(parseStack(text, "state.json").states);
const one = (text: string) => parsed(text)[0] ?? assert.fail("there is none");

describe("resources in states", () => {
  it("have all that rules see, with the line that constructs them", () => {
    const { inputs, outputs, ...rest } = one(exported(queue));

    assert.deepEqual(rest, {
      ...{ urn: queue.urn, type: queue.type, parent: queue.parent, name: "orders", isProtected: true },
      ...{ sources: { redrivePolicy: ["urn:dead"], tags: [] } },
      ...{ position: { file: "src/my queues.ts", line: 12, column: 5 } },
    });
    assert.deepEqual([inputs.flag("fifoQueue"), outputs.text("arn")], [true, "arn:orders"]);
    assert.throws(() => inputs.text("redrivePolicy"), new Unreadable("redrivePolicy", "unknown"));
  });

  it("are read from a preview, too, and are without what is only kept until its replacement is there", () => {
    const steps = [
      { op: "create", newState: queue },
      { op: "delete", urn: "urn:gone", oldState: queue },
    ];

    assert.equal(parsed(JSON.stringify({ steps })).length, 1);
    assert.equal(parsed(exported({ ...queue, delete: true }, queue)).length, 1);
  });

  it("have secrets that can be read where the state has them, and are known to be secret where it has not", () => {
    const { inputs } = one(
      exported({
        ...queue,
        inputs: {
          shown: { ...secret, plaintext: '{"user":"admin"}' },
          engine: { ...secret, value: "word" },
          sealed: { ...secret, ciphertext: "AAAB" },
        },
      }),
    );

    assert.deepEqual([inputs.text("shown.user"), inputs.text("engine")], ["admin", "word"]);
    assert.deepEqual(
      ["shown.user", "engine", "sealed"].map((name) => inputs.isSecret(name)),
      [true, true, true],
    );
    assert.throws(() => inputs.text("sealed"), new Unreadable("sealed", "encrypted"));
  });

  it("have secrets, which a preview shows as a text of its own, and none of which can be read", () => {
    const inputs = { word: "[secret]", list: ["a", "[secret]"], environment: { variables: { DB: "[secret]" } } };
    const steps = [{ op: "create", newState: { ...queue, inputs } }];

    const { inputs: read } = one(JSON.stringify({ steps }));

    assert.deepEqual(
      ["word", "list", "environment.variables.DB"].map((name) => read.isSecret(name)),
      [true, false, true],
    );
    assert.throws(() => read.text("word"), new Unreadable("word", "encrypted"));
    assert.throws(() => read.texts("list"), new Unreadable("list[1]", "encrypted"));
    assert.equal(one(exported({ ...queue, inputs })).inputs.text("word"), "[secret]");
  });

  it("have secrets that cannot be read where what is shown of them is no JSON, or has no end", () => {
    const [broken, deep] = ["{", `${"[".repeat(300)}${"]".repeat(300)}`].map((plaintext) => ({ ...secret, plaintext }));

    const { inputs } = one(exported({ ...queue, inputs: { broken, deep } }));

    assert.throws(() => inputs.text("broken"), new Unreadable("broken", "encrypted"));
    assert.throws(() => inputs.list("deep"), new Unreadable("deep", "encrypted"));
  });

  it("have the type that rules know, whichever version of Azure's API the program names", () => {
    const type = "azure-native:storage/v20230101:StorageAccount";

    assert.equal(one(exported({ ...queue, type })).type, "azure-native:storage:StorageAccount");
  });

  it("have no position where a state has none, or one outside of the project", () => {
    for (const sourcePosition of [undefined, "file:///tmp/index.ts#1,1"])
      assert.equal(one(exported({ ...queue, sourcePosition })).position, undefined);
    assert.equal(one(exported({ ...queue, sourcePosition: "project:///100%.ts#7" })).position?.file, "100%.ts");
    assert.deepEqual(one(exported({ ...queue, sourcePosition: "project:///main.py#7" })).position, {
      ...{ file: "main.py", line: 7, column: undefined },
    });
  });

  it("come with outputs that are null, as a preview writes them for components", () => {
    assert.equal(one(exported({ ...queue, outputs: null })).outputs.has("arn"), false);
  });
});
