import assert from "node:assert/strict";
import { Reader, Unreadable } from "../../../policies/contract/reader.ts";
import { encrypted, Secret, unknown } from "../../../policies/contract/values.ts";

const reader = new Reader({
  name: "orders",
  size: 512,
  rate: "0.5",
  open: false,
  nothing: null,
  origins: [{ domain: "example.com", protocols: ["TLSv1.2"] }, { domain: unknown }],
  one: { domain: "example.org" },
  policy: '{"Statement":[{"Effect":"Deny"}]}',
  inline: { Statement: { Effect: "Deny" } },
  text: "no JSON",
  later: unknown,
  password: new Secret("hunter2"),
  sealed: new Secret(encrypted),
  variables: { STAGE: "prod", TOKEN: new Secret("t"), KEY: new Secret(encrypted), AT: unknown, MANY: ["a", "b", 3] },
});

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  return "nothing";
};

describe("a reader of properties", () => {
  it("reads texts, numbers and flags, and nothing where nothing is said", () => {
    assert.deepEqual([reader.text("name"), reader.number("size"), reader.flag("open")], ["orders", 512, false]);
    assert.equal(reader.number("rate"), 0.5);
    assert.deepEqual(
      [reader.text("none"), reader.text("nothing"), reader.text("none.of.it")],
      [undefined, undefined, undefined],
    );
  });

  it("reads lists, and what stands alone in the place of one, under their full names", () => {
    const [first] = reader.list("origins");

    assert.equal(first?.text("domain"), "example.com");
    assert.equal(first?.path("protocols"), "origins[0].protocols");
    assert.deepEqual(first?.texts("protocols"), ["TLSv1.2"]);
    assert.deepEqual(
      reader.list("one").map((each) => each.path("domain")),
      ["one[0].domain"],
    );
    assert.deepEqual(reader.texts("name"), ["orders"]);
    assert.deepEqual(reader.list("none"), []);
  });

  it("reads documents in JSON, and those that are not written as text", () => {
    assert.equal(reader.document("policy").list("Statement")[0]?.text("Effect"), "Deny");
    assert.equal(reader.document("inline").list("Statement")[0]?.path("Effect"), "inline.Statement[0].Effect");
    assert.equal(
      refusal(() => reader.document("text")),
      "text is not what its type allows",
    );
  });

  it("takes what is not known yet for something, and never for a value", () => {
    assert.deepEqual([reader.has("later"), reader.has("later.part"), reader.has("none")], [true, true, false]);
    assert.equal(
      refusal(() => reader.text("later")),
      "later is not known before deployment",
    );
    assert.equal(
      refusal(() => reader.flag("later.part")),
      "later is not known before deployment",
    );
    assert.equal(
      refusal(() => reader.list("origins")[1]?.text("domain")),
      "origins[1].domain is not known before deployment",
    );
  });

  it("reads secrets, knows that they are, and says what to do where they are encrypted", () => {
    assert.deepEqual(
      [reader.text("password"), reader.isSecret("password"), reader.isSecret("name")],
      ["hunter2", true, false],
    );
    assert.equal(
      refusal(() => reader.text("sealed")),
      "sealed is a secret that is not in the file: export the stack with `--show-secrets`, or preview it with the policy pack",
    );
  });

  it("knows that what is in a secret is one, too, and tells names as long as they are none", () => {
    const env = { name: "DB", value: "postgres" };
    const secret = new Reader({
      ...{ at: new Secret({ env }), list: new Secret([env]), items: [new Secret(env)], plain: [env] },
      document: new Secret(JSON.stringify({ env })),
    });

    const inside = [
      secret.at("at").at("env"),
      ...["list", "items", "plain"].flatMap((name) => secret.list(name)),
      secret.document("document").at("env"),
    ];

    assert.deepEqual(
      inside.map((each) => [each.text("value"), each.isSecret("value"), each.named("name")]),
      [true, true, true, false, true].map((isSecret) => ["postgres", isSecret, isSecret ? "[secret]" : "DB"]),
    );
  });

  it("lists the entries of a map, of which some cannot be read", () => {
    const entries = reader.entries("variables");
    assert.deepEqual(
      entries.map(({ name, property, isSecret, texts, unreadable }) => [
        name,
        property,
        isSecret,
        texts,
        unreadable?.reason,
      ]),
      [
        ["STAGE", "variables.STAGE", false, ["prod"], undefined],
        ["TOKEN", "variables.TOKEN", true, ["t"], undefined],
        ["KEY", "variables.KEY", true, [], "encrypted"],
        ["AT", "variables.AT", false, [], "unknown"],
        ["MANY", "variables.MANY", false, ["a", "b"], undefined],
      ],
    );
    assert.deepEqual(reader.entries("none"), []);
    assert.equal(
      refusal(() => reader.entries("later")),
      "later is not known before deployment",
    );
  });

  for (const [what, read] of [
    ["a text that is a number", () => reader.text("size")],
    ["a number that is a text", () => reader.number("name")],
    ["a flag that is a text", () => reader.flag("name")],
    ["an object that is a text", () => reader.at("name")],
    ["a list of objects that are texts", () => reader.list("name")],
    ["a list of texts that are objects", () => reader.texts("origins")],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.match(refusal(read), / is not what its type allows$/);
    });
  }
});
