import assert from "node:assert/strict";
import { unknown } from "../../../kit/cost/resources/resource.ts";
import { parseProgram } from "../../../kit/cost/resources/states.ts";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const provider = urnOf("pulumi:providers:aws", "default");
const component = urnOf("shop:index:Service", "service");
const queue = {
  urn: urnOf("shop:index:Service$aws:sqs/queue:Queue", "orders"),
  ...{ type: "aws:sqs/queue:Queue", parent: component, provider: `${provider}::1234`, inputs: { fifoQueue: true } },
  ...{ id: "https://sqs/orders", outputs: { arn: "arn:aws:sqs:::orders", name: "orders", tagsAll: {} } },
  propertyDependencies: { redrivePolicy: [component], tags: null },
};
const states = [
  { urn: provider, type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } },
  { urn: component, type: "shop:index:Service" },
  queue,
];

const exported = (resources: readonly object[], version = 3) => JSON.stringify({ version, deployment: { resources } });

const refusal = (text: string) => {
  try {
    parseProgram(text, "state.json");
  } catch (error) {
    return String(error instanceof Error && error.message);
  }
  return assert.fail("it is accepted");
};

describe("the resources of a program", () => {
  it("are read from what `pulumi stack export` writes, with their ids, components, connections and provider", () => {
    const [, service, orders] = parseProgram(exported(states), "state.json");

    assert.deepEqual([service?.name, service?.parent], ["service", undefined]);
    assert.deepEqual(orders, {
      ...{ urn: queue.urn, type: queue.type, name: "orders", parent: component, inputs: { fifoQueue: true } },
      ids: ["https://sqs/orders", "arn:aws:sqs:::orders"],
      ...{ sources: { redrivePolicy: [component], tags: [] }, provider: { region: "eu-west-1" } },
    });
  });

  it("are read from what `pulumi preview --json --show-sames` writes: what will be there, and not what goes", () => {
    const old = { ...queue, urn: urnOf("aws:sqs/queue:Queue", "old") };
    const steps = [
      { op: "same", newState: states[0] },
      // With --refresh, what has changed by itself has a step before the one of the program.
      { op: "update", urn: old.urn, newState: old },
      { op: "create", newState: queue },
      { op: "delete", urn: old.urn, oldState: old },
    ];

    const read = parseProgram(JSON.stringify({ steps }), "preview.json");

    assert.deepEqual(
      read.map(({ name }) => name),
      ["default", "orders"],
    );
  });

  it("are without what is only kept until its replacement is there", () => {
    const read = parseProgram(exported([{ ...queue, delete: true }, queue]), "state.json");

    assert.equal(read.length, 1);
  });

  it("are counted once where a replacement has several steps, as it will be", () => {
    const steps = [
      { op: "create-replacement", newState: { ...queue, inputs: { delaySeconds: 1 } } },
      { op: "replace", newState: queue },
      { op: "delete-replaced", urn: queue.urn, oldState: queue },
    ];

    const read = parseProgram(JSON.stringify({ steps }), "preview.json");

    assert.deepEqual(
      read.map(({ inputs }) => inputs),
      [queue.inputs],
    );
  });

  describe("in a preview, which has no providers that Pulumi makes by itself", () => {
    const ofDefault = (type: string, name = "default_7_1_0") => ({
      ...queue,
      provider: `${urnOf(`pulumi:providers:${type}`, name)}::04da6b54-80e4-46f7-96ec-b56ff0331ba9`,
    });
    const providerIn = (newState: object, config: object = {}) =>
      parseProgram(JSON.stringify({ config, steps: [{ op: "create", newState }] }), "preview.json")[0]?.provider;

    it("are where the stack's settings say", () => {
      const config = { "aws:region": "eu-west-1", "aws-native:region": "eu-north-1", "gcp:region": "europe-west1" };

      assert.deepEqual(providerIn(ofDefault("aws"), config), { region: "eu-west-1" });
      assert.deepEqual(providerIn(ofDefault("gcp"), config), { region: "europe-west1" });
      assert.deepEqual(
        providerIn(ofDefault("azure-native_storage_v20240101"), { "azure-native:location": "westeurope" }),
        { location: "westeurope" },
      );
    });

    it("are nowhere where they have another provider, or where the settings say nothing or a secret", () => {
      const config = { "aws:region": "eu-west-1" };

      assert.equal(providerIn(ofDefault("aws", "frankfurt"), config), undefined);
      assert.equal(providerIn(ofDefault("aws")), undefined);
      assert.deepEqual(providerIn(ofDefault("aws"), { "aws:region": "[secret]" }), { region: unknown });
    });
  });

  it("have no value for what is not known yet, and none for secrets", () => {
    const inputs = {
      ...{ memory: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", list: [1, "04da6b54-80e4-46f7-96ec-b56ff0331ba9"] },
      key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hidden"' },
    };

    const [read] = parseProgram(exported([{ ...queue, inputs }]), "state.json");

    assert.deepEqual(read?.inputs, { memory: unknown, list: [1, unknown], key: unknown });
  });

  it("have no value for secrets of a preview, which it shows as a text of its own", () => {
    const steps = [{ op: "create", newState: { ...queue, inputs: { key: "[secret]", list: [{ word: "[secret]" }] } } }];

    const [read] = parseProgram(JSON.stringify({ steps }), "preview.json");

    assert.deepEqual(read?.inputs, { key: unknown, list: [{ word: unknown }] });
  });

  it("have the type that meters know, whichever version of Azure's API the program names", () => {
    const type = "azure-native_storage_v20240101:storage:Queue";

    assert.equal(parseProgram(exported([{ ...queue, type }]), "state.json")[0]?.type, "azure-native:storage:Queue");
  });

  it("are refused with the file and the place where something else stands there", () => {
    assert.match(refusal("{"), /^state\.json: it is not valid JSON: .* \[ERR_USAGE\]$/);
    assert.match(refusal("[]"), /^state\.json: it is not a stack's content\. Write it with `pulumi stack export`/);
    assert.match(refusal(exported([{ type: "a" }])), /^state\.json: deployment\.resources\.0\.urn: it is missing/);
    assert.match(refusal(exported([{ ...queue, urn: "orders" }])), /resources\.0\.urn: a URN is expected/);
    assert.match(refusal('{"steps":1}'), /^state\.json: steps: a list of steps is expected/);
  });

  it("are refused in another document of Pulumi's, with what is expected", () => {
    for (const text of ['{"config":{},"duration":1}', '{"version":3,"checkpoint":{}}']) {
      assert.match(
        refusal(text),
        /^state\.json: it has neither the `deployment` of an export nor the `steps` of a preview\. Write it with `pulumi stack export` or `pulumi preview --json --show-sames`\./,
      );
    }
  });

  it("are read from the versions 3 and 4 of a state, and from one in which nothing was ever deployed", () => {
    assert.deepEqual(parseProgram(exported(states, 4), "state.json"), parseProgram(exported(states, 3), "state.json"));
    assert.deepEqual(parseProgram('{"version":3,"deployment":null}', "state.json"), []);
  });

  it("are refused in other versions, with what to do", () => {
    const is = (version: number, what: string) => `it has the version ${version} of Pulumi's states, ${what}`;

    assert.match(
      refusal(exported([{ old: true }], 2)),
      new RegExp(is(2, "of which 3 and 4 can be read\\. Deploy the stack once with a current Pulumi CLI")),
    );
    assert.match(refusal(exported(states, 5)), new RegExp(is(5, "of which 3 and 4 can be read\\. Update Fourfold\\.")));
    assert.match(refusal('{"deployment":{}}'), /^state\.json: version: it is missing/);
  });

  it("are refused in a preview that leaves out what does not change", () => {
    const steps = [
      { op: "same", newState: states[0] },
      { op: "create", newState: queue },
    ];
    const preview = (same: number) => JSON.stringify({ steps, changeSummary: { create: 1, same } });

    assert.match(
      refusal(preview(201)),
      /^state\.json: it is without 200 resources that do not change\. Write it with `pulumi preview --json --show-sames`\. /,
    );
    assert.match(refusal(preview(2)), /it is without 1 resource that does not change\./);
    assert.equal(parseProgram(preview(1), "preview.json").length, 2);
  });

  it("are refused in a preview that has failed, with its message", () => {
    const failed = (steps?: readonly object[]) =>
      JSON.stringify({
        ...(steps === undefined ? {} : { steps }),
        diagnostics: [
          { message: "warning: it is old\n", severity: "warning" },
          { message: "error: Error: boom\n    at index.ts:1:1\n", severity: "error" },
        ],
      });

    for (const text of [failed(), failed([{ op: "create", newState: queue }])]) {
      assert.match(
        refusal(text),
        /^state\.json: the preview has failed: Error: boom\. Correct the program, and preview it again\. /,
      );
    }
  });

  it("are refused where a resource is in itself", () => {
    const [a, b] = ["a", "b"].map((name) => urnOf("shop:index:Service", name));
    const circle = [
      { ...queue, parent: a },
      { urn: a, type: "shop:index:Service", parent: b },
      { urn: b, type: "shop:index:Service", parent: a },
    ];

    assert.match(refusal(exported(circle)), /^state\.json: urn:.*::a is in itself: its parents lead back to it\./);
    assert.equal(parseProgram(exported(circle.slice(0, 2)), "state.json").length, 2);
  });

  it("are refused where properties have no end, in inputs and outputs, exports and previews", () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const state = (name: string) => `{"urn":"${queue.urn}","type":"${queue.type}","${name}":${nested}}`;

    for (const text of [
      `{"version":3,"deployment":{"resources":[${state("inputs")}]}}`,
      `{"version":3,"deployment":{"resources":[${state("outputs")}]}}`,
      `{"steps":[{"op":"create","newState":${state("inputs")}}]}`,
    ]) {
      assert.match(refusal(text), /^state\.json: the properties of urn:.*::orders have more than 200 levels\./);
    }
  });
});
