import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Constraint, Limit, Properties, ResourceType } from "../../kit/simulator/contract.ts";
import { type InventoryRow, takeInventory } from "../../kit/simulator/control/check/inventory.ts";
import { createSchemas } from "../../kit/simulator/control/check/schema.ts";
import { createFakeClock, type PackageName } from "../../kit/simulator/index.ts";
import { type Deployment, deploymentOn } from "./deployment.ts";

/** A day on which every date in the tables that refuses something has passed, and no other. */
const someDay = Date.UTC(2027, 2, 1);

/** Reasons stand in documents and in what `--strict` says. */
const sentences = /^[A-Z].*\.$/;

/**
 * Tests of the tables of one cloud: every rule refuses its own counter-examples, and what a table names is a property of the
 * SDK. What no table names is refused; no list says that it is left out on purpose.
 *
 * @param folder - The folder of the cloud's tests, which name what is simulated.
 */
export function describeTables(cloud: PackageName, folder: string): void {
  describe(`${cloud}: tables of resource types`, () => {
    let deployment: Deployment;
    let types: readonly ResourceType[];
    before(async () => {
      deployment = await deploymentOn(cloud, { live: false, clock: createFakeClock(someDay) });
      ({ types } = await deployment.simulator.services(cloud));
    });
    after(() => deployment.stop());

    it("accepts each type's example", async () => {
      for (const type of types) {
        assert.deepEqual(await deployment.complaints(type.token, type.example), [], type.token);
      }
    });

    it("refuses each rule's counter-examples, with the property, the rule and the vendor's page", async () => {
      for (const type of types) {
        for (const constraint of type.constraints) await requireRefusals(deployment, type, constraint);
      }
    });

    it("says of each limit that it is the simulator's own, without a vendor's page", async () => {
      for (const type of types) {
        for (const limit of type.limits ?? []) await requireLimit(deployment, type, limit);
      }
    });

    it("takes what each rule just accepts", async () => {
      for (const type of types) {
        for (const { rule, accepted = [] } of type.constraints) {
          for (const inputs of examplesOf(accepted)) {
            const complaints = await deployment.complaints(type.token, { ...type.example, ...inputs });
            assert.deepEqual(
              complaints.filter((line) => line.includes(rule)),
              [],
              type.token,
            );
          }
        }
      }
    });

    it("refuses names that are too short, too long, or look wrong", async () => {
      for (const type of types) {
        for (const name of wrongNames(type)) {
          const { property = "", source = "" } = type.naming ?? {};
          const complaints = await deployment.complaints(type.token, { ...type.example, [property]: name });
          const found = complaints.some((line) => line.startsWith(`${property}: must `) && line.includes(source));
          assert.ok(found, `${type.token} takes the name ${name}: ${complaints.join("; ")}`);
        }
      }
    });

    it("has no entries for what the SDK does not have, and none that calls a whole object simulated", () => {
      for (const type of types) {
        const rows = inventoryOf(cloud, type);
        const stale = Object.keys(type.properties).filter((entry) => !rows.some((row) => isAtOrBelow(row, entry)));
        assert.deepEqual(stale, [], type.token);
        const whole = rows.filter(({ known, nested }) => known === "simulated" && nested);
        assert.deepEqual(
          whole.map(({ property }) => property).filter((property) => !/policy$/i.test(property)),
          [],
          `${type.token}: only policies, which are documents, are simulated as a whole`,
        );
      }
    });

    it("says why each property without effect has none", () => {
      for (const { properties, token } of types) {
        for (const [property, known] of Object.entries(properties)) {
          if (known !== "simulated") assert.match(known.inert, sentences, `${token}.${property}`);
        }
      }
    });

    it("has a test that names each property it calls simulated", () => {
      const texts = testsIn(folder);
      for (const type of types) {
        const simulated = inventoryOf(cloud, type).filter(({ known }) => known === "simulated");
        const names = simulated.map(({ property }) => property.split(".").at(-1) ?? "");
        assert.deepEqual(
          names.filter((name) => !new RegExp(`\\b${name}\\b`).test(texts)),
          [],
          type.token,
        );
      }
    });
  });
}

async function requireRefusals(deployment: Deployment, type: ResourceType, constraint: Constraint): Promise<void> {
  const { property, rule, source, refused } = constraint;
  assert.match(source, /^https:\/\//);
  for (const inputs of examplesOf(refused)) {
    const complaints = await deployment.complaints(type.token, { ...type.example, ...inputs });
    const found = complaints.some((line) => line.startsWith(`${property}: ${rule}, but is`) && line.includes(source));
    assert.ok(found, `${type.token} takes ${JSON.stringify(inputs).slice(0, 200)}: ${complaints.join("; ")}`);
  }
}

async function requireLimit(deployment: Deployment, type: ResourceType, limit: Limit): Promise<void> {
  const { property, only, refused } = limit;
  for (const inputs of examplesOf(refused)) {
    const complaints = await deployment.complaints(type.token, { ...type.example, ...inputs });
    const own = `${property}: SimulatorLimit: the simulator has only ${only}, not `;
    const found = complaints.find((line) => line.startsWith(own));
    assert.ok(found?.endsWith(". A real `pulumi up` deploys it as it is."), `${type.token}: ${complaints.join("; ")}`);
    assert.doesNotMatch(complaints.filter((line) => line.startsWith(`${property}: `)).join(), /\(https:/);
  }
}

function examplesOf(given: Properties | readonly Properties[]): readonly Properties[] {
  return isList(given) ? given : [given];
}

function isList(given: Properties | readonly Properties[]): given is readonly Properties[] {
  return Array.isArray(given);
}

function wrongNames({ naming }: ResourceType): readonly string[] {
  if (naming === undefined) return [];
  const { min = 1, max, refused } = naming;
  return ["x".repeat(min - 1), "x".repeat(max + 1), ...refused];
}

function inventoryOf(cloud: PackageName, type: ResourceType): readonly InventoryRow[] {
  return takeInventory(type, createSchemas()(cloud));
}

function isAtOrBelow({ property }: InventoryRow, entry: string): boolean {
  return property === entry || property.startsWith(`${entry}.`);
}

/** The tests of a folder, apart from those of tables and lives, which name properties without trying what they do. */
function testsIn(folder: string): string {
  const tables = /^(?:types|tables|lifecycle)\b.*\.ts$/;
  return readdirSync(fileURLToPath(new URL(`./${folder}`, import.meta.url)), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !tables.test(basename(file)))
    .map((file) => readFileSync(join(fileURLToPath(new URL(`./${folder}`, import.meta.url)), file), "utf8"))
    .join("\n");
}
