import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Provider as AwsProvider } from "@pulumi/aws";
import { ComponentResource } from "@pulumi/pulumi";
import { clouds } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { packages, ranges } from "../../components/support/sdks.ts";
import type { KnownProperties } from "../../tools/schemas/lowest.ts";
import { deploySample } from "./deployment.ts";
import { everyResource } from "./every-resource.ts";
import { live } from "./fixtures/sample.ts";

const manifest: { readonly peerDependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);

function readKnown(name: string): KnownProperties {
  return JSON.parse(readFileSync(new URL(`./lowest/${name}.json`, import.meta.url), "utf8"));
}

/** Whether a path is one of those that an SDK knows, where `*` is any name and `**` anything below. */
function isKnown(path: readonly string[], known: readonly string[]): boolean {
  return known.some((text) => {
    const steps = text.split(".");
    if (steps.at(-1) === "**") return steps.slice(0, -1).every((step, index) => step === "*" || step === path[index]);
    return steps.length === path.length && steps.every((step, index) => step === "*" || step === path[index]);
  });
}

/** Every property that is set in some inputs, as a path without positions in lists. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== "object" || value === null || "__pulumiArchive" in value) return [];
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return members.flatMap(([name, member]) => [[...path, name], ...pathsIn(member, [...path, name])]);
}

for (const cloud of clouds) {
  const name = packages[cloud];

  describe(`the lowest accepted version of @pulumi/${name}`, () => {
    const known = readKnown(name);

    it("is the one that the package asks npm for, and that the table is about", () => {
      assert.equal(manifest.peerDependencies[`@pulumi/${name}`], ranges[cloud]);
      assert.equal(`^${known.version}`, ranges[cloud], "run `npm run gen:lowest`");
    });

    it("knows every property of every resource that components make", async () => {
      for (const { type, inputs } of await everyResource(cloud)) {
        const properties = known.types[type];
        assert.ok(properties !== undefined, `${type} is in no table: run \`npm run gen:lowest\``);
        const dropped = pathsIn(inputs).filter((path) => !isKnown(path, properties));
        assert.deepEqual(dropped, [], `${type} in ${known.version}`);
      }
    });
  });
}

describe("the property that keeps a Function URL's function from other accounts", () => {
  it("is set, and in the lowest version of @pulumi/aws", async () => {
    const permissions = (await everyResource("aws")).filter(({ type }) => type === "aws:lambda/permission:Permission");

    const open = permissions.filter(
      ({ inputs }) => inputs.principal === "*" && inputs.action === "lambda:InvokeFunction",
    );
    assert.deepEqual(
      open.map(({ inputs }) => inputs.invokedViaFunctionUrl),
      [true],
    );
    assert.ok(readKnown("aws").types["aws:lambda/permission:Permission"]?.includes("invokedViaFunctionUrl"));
  });
});

/** What Node's `require` has of an SDK's `package.json` while `work` runs: npm may install what is out of range. */
async function withInstalled<T>(name: string, version: string, work: () => Promise<T>): Promise<T> {
  const require = createRequire(import.meta.url);
  const file = require.resolve(`@pulumi/${name}/package.json`);
  const real = require(file);
  const cached = require.cache[file];
  assert.ok(cached !== undefined);
  cached.exports = { ...real, version };
  try {
    return await work();
  } finally {
    cached.exports = real;
  }
}

/** Lower by one step, another major version, and what is no version. */
const refused: Readonly<Record<string, readonly string[]>> = {
  aws: ["7.15.0", "7.2.0", "6.83.0", "8.0.0", "unknown"],
  gcp: ["8.41.1", "10.0.0"],
  azure: ["3.1.0", "2.90.0"],
  cloudflare: ["6.17.9", "6.1.2", "5.49.0"],
};

describe("an SDK that does not know every property", () => {
  for (const cloud of clouds) {
    for (const version of refused[cloud] ?? []) {
      it(`is refused before anything is made: @pulumi/${packages[cloud]} ${version}`, async () => {
        const stack = await withInstalled(packages[cloud], version, () => deploySample(cloud));

        const message = stack.error?.message ?? "";
        assert.ok(message.startsWith(`Foundation "acme": the installed @pulumi/${packages[cloud]} is ${version}`));
        assert.ok(message.includes(`needs ${ranges[cloud]}`));
        assert.ok(message.includes(`npm install "@pulumi/${packages[cloud]}@${ranges[cloud]}"`));
        assert.match(message, /\[ERR_SDK\]$/);
        assert.deepEqual(
          stack.resources.filter(({ type }) => type.startsWith(packages[cloud])),
          [],
        );
      });
    }

    it(`is none where it is the lowest that is accepted, or a later one of @pulumi/${packages[cloud]}`, async () => {
      const [major] = ranges[cloud].slice(1).split(".");
      for (const version of [ranges[cloud].slice(1), `${major}.999.0-alpha.1`]) {
        const stack = await withInstalled(packages[cloud], version, () => deploySample(cloud));

        assert.equal(stack.error, undefined);
      }
    });
  }

  // https://www.pulumi.com/docs/iac/concepts/resources/options/version/
  for (const through of ["its own providers", "its parent"] as const) {
    it(`is refused where a provider is asked for by version, and comes by ${through}`, async () => {
      const stack = await evaluate(() => {
        const provider = new AwsProvider("old", { region: "eu-west-1" }, { version: "7.15.0" });
        const on = new Foundation("acme", { cloud: "aws" });
        const args = deploy(live, { cloud: "aws", on, protection: "destroy" });
        const options = { providers: [provider] };
        if (through === "its own providers") new FunctionSet("live", args, options);
        else
          new FunctionSet("live", args, { parent: new ComponentResource("test:index:Parent", "parent", {}, options) });
      });

      const message = stack.error?.message ?? "";
      assert.match(
        message,
        /^FunctionSet "live": the provider that it was given is 7\.15\.0, and Fourfold needs \^7\.16\.0/,
      );
      assert.match(message, /pass no other `version` to the provider\. \[ERR_SDK\]$/);
    });
  }
});
