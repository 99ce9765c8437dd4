import assert from "node:assert/strict";
import { loadFiles } from "../../policies/catalogue.ts";
import type { Broken, Rule, TypeRule } from "../../policies/contract/rule.ts";
import { type Fields, unknown } from "../../policies/contract/values.ts";
import { describeFinding, type Finding } from "../../policies/engine/finding.ts";
import { changed } from "./support/changed.ts";
import { brokenBy, type Example, found, inputsOf } from "./support/examples.ts";
import { secretFields, shiftedFields, textsIn } from "./support/values.ts";

const files = await loadFiles();

const expectedOf = (change: Broken): { readonly at: string; readonly says: string } =>
  "says" in change ? change : { says: change[2], at: change[3] ?? change[0] };

const titleOf = (change: Broken): string => {
  if ("says" in change) return `${change.at} (${change.says})`;
  const value = JSON.stringify(change[1]) ?? "left out";
  return `${change[0]}: ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`;
};

/** The properties that single changes are about, in the compliant example. */
const changedIn = (rule: TypeRule): readonly string[] => [
  ...new Set(rule.broken.flatMap((change) => ("says" in change ? [] : [change[0]]))),
];

const plain = (property: string): string => property.replaceAll(/\[\d+\]/g, "");

/** What the rule says of a property that is not known yet, or of what it is in. */
const meaningOf = ({ unknowns = {} }: TypeRule, property: string) =>
  Object.entries(unknowns).find(([path]) => `${plain(property)}.`.startsWith(`${path}.`))?.[1];

/** The examples that break a rule. */
const examplesOf = ({ types }: Rule): readonly Example[] =>
  Object.entries(types).flatMap(([type, asked]) =>
    asked.broken.map((change) => ({ type, ...brokenBy(asked, change) })),
  );

/** An example whose resource has other inputs and outputs. */
const withFields = ({ inputs, given, ...rest }: Example, change: (fields: Fields) => Fields): Example => ({
  ...{ ...rest, inputs: change(inputs) },
  given: given?.outputs === undefined ? given : { ...given, outputs: change(given.outputs) },
});

const explained = (finding: Finding): string => `${describeFinding(finding)} ${finding.fix}.`;

describe("the catalogue", () => {
  it("has files for every cloud, each named after its rule", () => {
    assert.ok(files.length >= 5);
    for (const { path, rule } of files) {
      const [cloud, , name] = path.split("/");
      assert.deepEqual([rule.cloud, rule.name], [cloud, name], path);
    }
  });

  it("means one thing by one name on every cloud", () => {
    for (const [name, same] of Map.groupBy(files, ({ rule }) => rule.name)) {
      const meanings = same.map(({ rule: { title, severity, level, why } }) => ({ title, severity, level, why }));
      const concerns = new Set(same.map(({ path }) => path.split("/")[1]));
      const options = Map.groupBy(
        same.flatMap(({ rule }) => Object.entries(rule.options ?? {})),
        ([option]) => option,
      );

      assert.equal(concerns.size, 1, name);
      for (const meaning of meanings) assert.deepEqual(meaning, meanings[0], name);
      for (const [option, found] of options)
        assert.equal(new Set(found.map(([, each]) => JSON.stringify(each))).size, 1, option);
    }
  });

  for (const { path, rule } of files) {
    describe(path, () => {
      it("says why, where the vendor says so, and what others call it", () => {
        assert.match(rule.why, /^[A-Z`].*\.$/s);
        assert.match(rule.title, /^[A-Z].*[^.]$/);
        assert.match(rule.source, /^https:\/\//);
        assert.ok(Object.keys(rule.types).length > 0);
      });

      it("finds nothing on a resource of another type", () => {
        for (const asked of Object.values(rule.types)) {
          const inputs = asked.broken.reduce(
            (all, change) => ("says" in change ? all : changed(all, change[0], change[1])),
            inputsOf(asked),
          );
          assert.deepEqual(found(rule, { type: `${rule.cloud}:other/thing:Thing`, inputs }), []);
        }
      });

      it(`names ${rule.isRemediable === true ? "" : "no "}changes that Pulumi may make, and they are right`, () => {
        const remedied = Object.entries(rule.types).flatMap(([type, asked]) =>
          asked.broken.flatMap((change) => {
            const example = { type, ...brokenBy(asked, change) };
            const remedies = found(rule, example).flatMap(({ remedy = {} }) => Object.entries(remedy));
            const inputs = remedies.reduce((all, [path, value]) => changed(all, path, value), example.inputs);
            return remedies.length === 0 ? [] : [found(rule, { ...example, inputs }).map(describeFinding)];
          }),
        );

        assert.deepEqual(remedied.flat(), []);
        assert.equal(remedied.length > 0, rule.isRemediable === true);
      });

      it("tells nothing of the values that it finds, which may be secret", () => {
        for (const example of examplesOf(rule)) {
          const told = new Map(found(rule, example).map((finding) => [finding.property, explained(finding)]));
          for (const by of [1, -1, 2, -2, 100]) {
            for (const finding of found(
              rule,
              withFields(example, (fields) => shiftedFields(fields, by)),
            ))
              assert.equal(explained(finding), told.get(finding.property) ?? explained(finding));
          }

          const texts = textsIn([example.inputs, example.given?.outputs]);
          for (const finding of found(rule, withFields(example, secretFields)))
            for (const text of texts) assert.ok(!finding.what.includes(text), explained(finding));
        }
      });

      for (const [type, asked] of Object.entries(rule.types)) {
        describe(type, () => {
          it(asked.compliant === "none" ? "is wanted nowhere" : "lets the compliant example pass", () => {
            const findings = found(rule, { type, inputs: inputsOf(asked), given: asked.given });

            assert.equal(findings.length, asked.compliant === "none" ? 1 : 0, findings.map(describeFinding).join("\n"));
            assert.ok(asked.broken.length > 0);
          });

          for (const change of asked.broken) {
            it(`finds ${titleOf(change)}`, () => {
              const { at, says } = expectedOf(change);

              const findings = found(rule, { type, ...brokenBy(asked, change) });

              assert.equal(findings.length, 1, findings.map(describeFinding).join("\n"));
              assert.equal(findings[0]?.property, at);
              assert.ok(findings[0]?.what.includes(says), findings[0]?.what);
              assert.match(findings[0]?.fix ?? "", /^[A-Z].*[^.]$/s);
            });
          }

          for (const property of changedIn(asked)) {
            const meaning = meaningOf(asked, property);
            const becomes = { later: ["pending"], any: [], fails: ["unreadable"] }[meaning ?? "fails"];

            it(`takes ${property} that is not known yet for ${becomes[0] ?? "something"}`, () => {
              const inputs = changed(inputsOf(asked), property, unknown);

              const findings = found(rule, { type, inputs, given: asked.given });

              assert.deepEqual(
                findings.map(({ kind }) => kind),
                becomes,
              );
              for (const { kind, what } of findings)
                if (kind === "unreadable")
                  assert.match(what, /^it cannot be checked: .* is not known before deployment$/);
            });
          }
        });
      }
    });
  }
});
