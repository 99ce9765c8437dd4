import assert from "node:assert/strict";
import { output, secret } from "@pulumi/pulumi";
import fc from "fast-check";
import { type AnySet, functionSet, type Handle, param } from "fourfold";
import { deploy, Foundation, FunctionSet, Gateway, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { runs } from "../support/sample.ts";
import { places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

type Fields = Record<string, unknown>;

/** Whatever plain JavaScript can pass, also what is known later. */
const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }),
  fc.constantFrom<unknown>(
    ...[undefined, null, () => "x", Symbol("x"), Number.NaN, "", "__proto__", "constructor", [], {}, new Error("x")],
    ...[
      "./web.ts",
      "../web.ts",
      "aws",
      "gcp",
      "1 GB",
      "1 day",
      { kind: "param" },
      { kind: "foundation", cloud: "aws" },
    ],
  ),
  fc.constantFrom<unknown>(undefined, null, 7, "x", {}, []).map((value) => output(value)),
  fc.constant(Promise.resolve("x")),
  fc.constant(secret("x")),
);

const circle: Fields = {};
circle.circle = circle;

/** Where to change a value, as numbers that choose keys on the way down. */
const place = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 });
const key = fc.oneof(fc.constantFrom("toString", "__proto__", "nmae", "x"), fc.string({ maxLength: 5 }));

function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

/** A copy with something else at a place: instead of a value, or under a new key. */
function changed(value: unknown, [choice = 0, ...others]: readonly number[], name: string, thing: unknown): unknown {
  if (!isFields(value)) return thing;
  const keys = [...Object.keys(value), name];
  const chosen = keys[choice % keys.length] ?? name;
  const inner = others.length === 0 ? thing : changed(value[chosen], others, name, thing);
  return { ...value, [chosen]: inner };
}

const lambda = "arn:aws:lambda:eu-west-1:123456789012:function:web";
const invokeArn = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda}/invocations`;
const handle = (kind: string): Handle => ({
  ...{ kind, cloud: "aws", id: "other" },
  attributes: {
    retentionDays: "30",
    permissionsBoundary: "",
    tags: "{}",
    name: "web",
    arn: lambda,
    invokeArn,
    url: "https://x",
  },
});
const belongs = { cloud: "aws", foundation: handle("foundation"), set: "sample" };
const bound = { params: { flags: "{}" } };
const settings = { tags: { team: "a" }, protection: "destroy" };
const web = {
  ...{ handler: "./web.ts", http: { streaming: false, maxBody: "1 MB" }, memory: "512 MB", timeout: "25 seconds" },
  ...{ environment: { STAGE: "test" }, links: { flags: { kind: "param", verbs: ["read"] } } },
};
const zone = { id: "023e105f4ecef8ad9ca31a8372d0c353", hostname: "api.acme.example" };

/** Each thing that programs call, with arguments that are right. */
const calls: Readonly<Record<string, readonly [right: Fields, call: (args: never) => void]>> = {
  functionSet: [
    {
      ...{
        root: sample.root,
        resources: { flags: param<number>() },
        routes: { "/*": "web" },
        exports: { flags: ["read"] },
      },
      functions: { web: { ...sample.functions.web, http: { cors: { origins: ["https://a.example"] } }, was: ["old"] } },
    },
    (definition: never) => {
      const set: AnySet = functionSet("sample", definition);
      deploy(set, { cloud: "aws", on: handle("foundation"), protection: "destroy", bind: { flags: 1 } });
    },
  ],
  deploy: [
    {
      ...{ cloud: "aws", on: handle("foundation"), ...settings, bind: { flags: { beta: true } } },
      ...{
        functions: { web: { memory: "1 GB" } },
        aws: { functions: { web: { environment: { A: "b" } } }, quotas: { roles: 5_000 } },
      },
      cloudflare: { zone },
    },
    (args: never) => void deploy(sample, args),
  ],
  Foundation: [
    { cloud: "gcp", ...settings, logRetention: "30 days", aws: { permissionsBoundary: "" }, ...places },
    (args: never) => void new Foundation("acme", args),
  ],
  FunctionSet: [
    {
      ...{
        ...belongs,
        root: sample.root,
        functions: { web: { ...web, was: ["old"] } },
        routes: { "/*": "web" },
        ...settings,
      },
      ...{ params: { flags: "{}" }, exports: ["flags"], quotas: { roles: 5_000 }, zone },
    },
    (args: never) => void new FunctionSet("sample", args),
  ],
  Function: [
    {
      ...{ ...belongs, ...web, ...settings, function: "web", root: sample.root },
      links: { flags: { kind: "param", verbs: ["read"], value: "{}" } },
    },
    (args: never) => void new Job("job", args),
  ],
  Gateway: [
    {
      ...belongs,
      ...settings,
      functions: { web: { handle: handle("function"), was: ["old"] } },
      routes: { "/*": "web" },
      zone,
    },
    (args: never) => void new Gateway("door", args),
  ],
  "the transform of a FunctionSet": [
    { functions: { web: { aws: { role: {} } } }, gateway: { aws: { api: {} } } },
    (transform: never) => {
      const args = { ...belongs, root: sample.root, functions: { web }, routes: { "/*": "web" }, ...bound } as never;
      new FunctionSet("sample", args, { transform });
    },
  ],
};

describe("whatever plain JavaScript passes to", () => {
  for (const [what, [right, call]] of Object.entries(calls)) {
    /** The message of what is refused, which is a user's mistake and no error of ours. */
    const ask = async (args: unknown): Promise<string | undefined> => {
      const { error } = await evaluate(() => call(args as never), { preview: true, patience: 2_000 });
      if (error === undefined) return undefined;
      // What an output brings that is not checked here, its provider refuses at preview.
      assert.match(error.message, /\[ERR_[A-Z]+(?:_[A-Z]+)?\]|resource '.*': property \w+ has a problem/);
      assert.doesNotMatch(
        error.message,
        /TypeError|RangeError|Cannot read prop|is not a function(?! of the set)|is not iterable|\n\s+at /,
      );
      return error.message;
    };

    it(`${what}, it is accepted when nothing is wrong`, async () => {
      assert.equal(await ask(right), undefined);
    });

    it(`${what}, it is accepted or refused: never is there an error of ours`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(place, key, fc.oneof(garbage, fc.constant(circle)), async (where, name, thing) => {
          await ask(changed(right, where, name, thing));
        }),
        runs(150, 40),
      );
      for (const nothing of [undefined, null, 7, "x", [], () => {}, output({})]) {
        if (what !== "the transform of a FunctionSet") assert.match((await ask(nothing)) ?? "", /ERR_(ARGUMENT|SPEC)/);
      }
    });
  }
});
