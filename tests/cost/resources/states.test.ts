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

  it("are read from what `pulumi preview --json` writes: what will be there, and not what goes", () => {
    const steps = [
      { op: "same", newState: states[0] },
      { op: "create", newState: queue },
      { op: "delete", oldState: { ...queue, urn: urnOf("aws:sqs/queue:Queue", "old") } },
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

  it("have no value for what is not known yet, and none for secrets", () => {
    const inputs = {
      ...{ memory: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", list: [1, "04da6b54-80e4-46f7-96ec-b56ff0331ba9"] },
      key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hidden"' },
    };

    const [read] = parseProgram(exported([{ ...queue, inputs }]), "state.json");

    assert.deepEqual(read?.inputs, { memory: unknown, list: [1, unknown], key: unknown });
  });

  it("are refused with the file and the place where something else stands there", () => {
    assert.match(refusal("{"), /^state\.json: it is not valid JSON: .* \[ERR_USAGE\]$/);
    assert.match(refusal("[]"), /^state\.json: it is not a stack's content\. Write it with `pulumi stack export`/);
    assert.match(refusal(exported(states, 2)), /^state\.json: version: the version 3 is expected/);
    assert.match(refusal(exported([{ type: "a" }])), /^state\.json: deployment\.resources\.0\.urn: /);
    assert.match(refusal(exported([{ ...queue, urn: "orders" }])), /resources\.0\.urn: a URN is expected/);
    assert.match(refusal('{"steps":1}'), /^state\.json: steps: a list of steps is expected/);
  });
});
