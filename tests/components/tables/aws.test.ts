import assert from "node:assert/strict";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

const table = "aws:dynamodb/table:Table";

describe("tables on aws", () => {
  it("have their keys, their indexes and when items expire, and are paid by request", async () => {
    const stack = await deployTables("aws");

    assert.equal(stack.error, undefined);
    stack.has(table, {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "owner",
      rangeKey: "id",
      attributes: [
        { name: "owner", type: "S" },
        { name: "id", type: "S" },
        { name: "kind", type: "S" },
      ],
      globalSecondaryIndexes: [{ name: "byKind", hashKey: "kind", rangeKey: "id", projectionType: "ALL" }],
      ttl: { attributeName: "until", enabled: true },
    });
    stack.has(table, {
      hashKey: "id",
      globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }],
    });
  });

  for (const [protection, recovery, isProtected] of [
    ["protect", true, true],
    ["retain", true, false],
    ["destroy", false, false],
  ] as const) {
    it(`can be restored and deleted as \`protection: "${protection}"\` says`, async () => {
      const stack = await deployTables("aws", archive, { protection });

      stack.has(table, { pointInTimeRecovery: { enabled: recovery }, deletionProtectionEnabled: isProtected });
    });
  }

  it("let functions do what their links say, on this table and its indexes, and nothing else", async () => {
    const stack = await deployTables("aws");
    const arnOf = (name: string) => stack.resources.find((one) => one.name === `archive-${name}-table`)?.outputs.arn;
    const statementsOf = (
      name: string,
    ): readonly { readonly Action: readonly string[]; readonly Resource: unknown }[] => {
      const { policy } = stack.resources.find((one) => one.name === `archive-${name}-policy`)?.inputs ?? {};
      return JSON.parse(String(policy)).Statement.slice(1);
    };
    const reads = (arn: unknown, queried: readonly string[]) => [
      { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"], Resource: arn },
      { Effect: "Allow", Action: ["dynamodb:Query"], Resource: queried },
    ];
    const writes = (arn: unknown) => [
      { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:DeleteItem"], Resource: arn },
    ];
    const [people, papers] = [arnOf("people"), arnOf("papers")];

    assert.deepEqual(statementsOf("visitor"), reads(people, [`${people}/index/byEmail`]));
    assert.deepEqual(statementsOf("clerk"), [
      ...reads(people, [`${people}/index/byEmail`]),
      ...writes(people),
      ...reads(papers, [`${papers}`, `${papers}/index/byKind`]),
      ...writes(papers),
      { Effect: "Allow", Action: ["dynamodb:UpdateItem"], Resource: [papers] },
    ]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
  it("answer who may only write nothing of what was there, and of counters what they are now", async () => {
    const writer = { ...archive.functions.visitor, links: { papers: ["write"] } } as const;
    const stack = await deployTables("aws", { ...archive, functions: { writer }, routes: {} });
    const { policy } = stack.resources.find(({ name }) => name === "archive-writer-policy")?.inputs ?? {};
    const arn = stack.resources.find(({ name }) => name === "archive-papers-table")?.outputs.arn;

    const [, ...statements] = JSON.parse(String(policy)).Statement;

    assert.deepEqual(statements, [
      {
        ...{ Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:DeleteItem"], Resource: arn },
        Condition: { StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE"] } },
      },
      {
        ...{ Effect: "Allow", Action: ["dynamodb:UpdateItem"], Resource: [arn] },
        Condition: {
          StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW"] },
          "ForAllValues:StringEquals": { "dynamodb:Attributes": ["owner", "id", "_copies"] },
        },
      },
    ]);
  });

  it("tell each function where they are, and what items are found by", async () => {
    const stack = await deployTables("aws");
    const clerk = stack.resources.find(({ name }) => name === "archive-clerk-function");
    const { variables } = Object(clerk?.inputs.environment);
    const name = stack.resources.find((one) => one.name === "archive-papers-table")?.outputs.name;

    assert.deepEqual(JSON.parse(variables.FOURFOLD_PAPERS), {
      address: name,
      layout: { key: ["owner", "id"], indexes: { byKind: ["kind", "id"] }, counters: ["copies"], expires: "until" },
    });
  });
});
