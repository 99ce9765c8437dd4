import assert from "node:assert/strict";
import type { Rule } from "../../../policies/contract/rule.ts";
import { encrypted, type Fields, Secret, unknown } from "../../../policies/contract/values.ts";
import { examine } from "../../../policies/engine/examine.ts";
import { explainFinding } from "../../../policies/engine/finding.ts";
import { givenTo } from "../support/given.ts";
import { subjectOf } from "../support/subjects.ts";

const type = "acme:index:Thing";
const breach = (property: string) => ({ property, what: "it is open", fix: "Close it" });

/** Wants `first` and `second` closed, and the names of what it lists to be short. */
const rule: Rule = {
  name: "closed",
  cloud: "aws",
  title: "Things are closed",
  severity: "high",
  why: "Anyone comes in.",
  source: "https://example.com",
  references: {},
  options: { longest: { default: 3, what: "letters" } },
  types: {
    [type]: {
      checks: [
        function* ({ inputs }) {
          if (inputs.flag("first") === true) yield breach("first");
        },
        function* ({ inputs }) {
          if (inputs.flag("second") === true) yield breach("second");
          if (inputs.flag("first") === true && inputs.flag("second") === true) yield breach("both");
        },
        function* ({ inputs }, given) {
          for (const each of inputs.list("parts"))
            if ((each.text("name")?.length ?? 0) > given.number("longest")) yield breach(each.path("name"));
        },
      ],
      unknowns: { "parts.name": "later", label: "any" },
      compliant: {},
      broken: [],
    },
  },
};

const found = (inputs: Fields) => examine(rule, subjectOf(type, "thing", inputs), givenTo(rule));
const kinds = (inputs: Fields) => found(inputs).map(({ kind, property }) => `${kind} ${property}`);

describe("examining a resource", () => {
  it("finds all that is wrong, and says what, why, and what to do", () => {
    const findings = found({ first: true, second: true });

    assert.deepEqual(
      findings.map(({ property }) => property),
      ["first", "second", "both"],
    );
    assert.equal(findings[0] && explainFinding(findings[0]), "first: it is open. Anyone comes in. Close it.");
  });

  it("fails closed, once, where several checks depend on what is not known, and goes on with the others", () => {
    assert.deepEqual(kinds({ first: unknown, parts: [{ name: "long name" }] }), [
      "unreadable first",
      "breach parts[0].name",
    ]);
  });

  it("keeps what was found before a property that is not known", () => {
    assert.deepEqual(kinds({ second: true, first: unknown }), ["unreadable first", "breach second"]);
  });

  it("leaves for later what the rule says is made of others' outputs", () => {
    assert.deepEqual(kinds({ parts: [{ name: unknown }] }), ["pending parts[0].name"]);
    assert.deepEqual(kinds({ parts: unknown }), ["unreadable parts"]);
  });

  it("says of an encrypted secret how it is read", () => {
    const [finding] = found({ first: new Secret(encrypted) });

    assert.match(
      finding?.what ?? "",
      /^it cannot be checked: first is a secret that is not in the file: .*--show-secrets/,
    );
  });

  it("does not hide a mistake of the rule's own", () => {
    const wrong: Rule = {
      ...rule,
      types: { [type]: { compliant: {}, broken: [], checks: [(_, given) => [breach(`${given.number("none")}`)]] } },
    };

    assert.throws(
      () => examine(wrong, subjectOf(type, "thing", {}), givenTo(wrong)),
      /The rule closed has no option "none"/,
    );
  });
});
