import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { remaining, whenInEffect } from "../../components/function/azure-access.ts";
import { deploySample } from "./deployment.ts";

describe("links to code on Azure", () => {
  const withExpiry = (codeLinkExpiry: string) => ({
    foundation: { azure: { location: "westeurope", codeLinkExpiry } },
  });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const expiryOf = (stack: EvaluatedStack) => {
    const { packageUri } = Object(stack.find("azure-native:resources:Resource").inputs.properties);
    return new URL(packageUri).searchParams.get("se");
  };
  const warnings = (stack: EvaluatedStack) => stack.messages.filter(({ severity }) => severity === "warning");

  it("expire on the day that the foundation says, and another day delivers again, in place", async () => {
    const before = await deploySample("azure");
    const [day, again] = [inDays(400), { evaluate: { after: before } }];

    const after = await deploySample("azure", { ...withExpiry(day), ...again });
    const same = await deploySample("azure", { ...withExpiry("2099-12-31"), ...again });

    assert.equal(expiryOf(after), `${day}T00:00:00Z`);
    const { same: _, ...changes } = after.changes;
    assert.deepEqual(changes, { update: 1 });
    assert.deepEqual(Object.keys(same.changes), ["same"]);
    assert.deepEqual(warnings(after), []);
  });

  it("are warned about from 60 days before they expire", async () => {
    const near = await deploySample("azure", { ...withExpiry(inDays(59)), evaluate: { preview: true } });
    const far = await deploySample("azure", { ...withExpiry(inDays(62)), evaluate: { preview: true } });

    assert.match(
      warnings(near)
        .map(({ message }) => message)
        .join(),
      /^Foundation "acme": links to code expire in 59 days\. Set `azure\.codeLinkExpiry`/,
    );
    assert.deepEqual(warnings(far), []);
  });

  for (const [day, what] of [
    ["2020-01-01", "which is over"],
    ["2027-02-30", "which is not a day"],
    ["soon", "which is not a day"],
    ["2027-01-01T00:00:00Z", "which is not a day"],
  ] as const) {
    it(`cannot expire on ${day}`, async () => {
      const stack = await deploySample("azure", withExpiry(day));

      assert.match(
        stack.error?.message ?? "",
        new RegExp(`^Foundation "acme": .*codeLinkExpiry\` is "${day}", ${what}.*Set it to a day to come.*ERR_CONFIG`),
      );
    });
  }
});

// https://github.com/Azure/azure-dev/issues/8026
describe("a role that was given just now on Azure", () => {
  const now = Date.parse("2026-10-01T12:00:00Z");

  it("is waited for two minutes, less what has passed since, and never longer", () => {
    assert.equal(remaining("2026-10-01T12:00:00Z", now), 120_000);
    assert.equal(remaining("2026-10-01T11:59:00.5Z", now), 60_500);
    assert.equal(remaining("2026-10-01T11:58:00Z", now), 0);
    assert.equal(remaining("2026-10-01T12:30:00Z", now), 120_000);
    assert.equal(remaining("2025-10-01T12:00:00Z", now), 0);
  });

  it("is not waited for where nobody says when that was", () => {
    assert.equal(remaining(undefined, now), 0);
    assert.equal(remaining("", now), 0);
  });

  const seconds = 1_000;
  const givenBefore = (milliseconds: number) => ({
    createdOn: output(new Date(Date.now() - milliseconds).toISOString()),
  });

  it("holds up what needs it until two minutes are over", async () => {
    const role = givenBefore(119 * seconds);
    const started = performance.now();

    const stack = await evaluate(() => ({ link: whenInEffect([role], output("a link")) }));

    assert.deepEqual(stack.outputs, { link: "a link" });
    assert.ok(performance.now() - started > 0.9 * seconds);
  });

  it("holds up no preview: it shows what is delivered at once", async () => {
    const role = givenBefore(1 * seconds);
    const options = { preview: true, patience: 2 * seconds };

    const stack = await evaluate(() => ({ link: whenInEffect([role], output("a link")) }), options);

    assert.equal(stack.error, undefined);
    assert.deepEqual(stack.outputs, { link: "a link" });
  });

  it("holds up the delivery of code, whose link stays secret", async () => {
    const stack = await deploySample("azure");

    const access = stack.find("azure-native:authorization:RoleAssignment", "sample-web-storage-access");
    const delivery = stack.find("azure-native:resources:Resource");
    assert.ok(delivery.propertyDependencies.properties?.includes(access.urn));
    assert.ok(delivery.secretInputs.includes("properties"));
  });
});
