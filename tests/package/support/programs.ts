/** Programs as users write them. As text: their imports lead to the installed package, not to ours. */

/** What Pulumi's template for TypeScript brings: https://github.com/pulumi/templates/tree/master/aws-typescript */
const templateSettings = {
  strict: true,
  outDir: "bin",
  target: "es2020",
  module: "commonjs",
  moduleResolution: "node",
  sourceMap: true,
  experimentalDecorators: true,
  pretty: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** A function set and its handler. In CommonJS, TypeScript refuses `import.meta`, and wants no endings. */
const greeter = (root: string, ending: string): Readonly<Record<string, string>> => ({
  "functions/greeter.ts": `
import { functionSet, param } from "fourfold";

export const greeter = functionSet("greeter", {
  root: ${root},
  resources: { greeting: param<{ word: string }>() },
  functions: { api: { handler: "./api.ts", http: true, memory: "256 MB", links: { greeting: ["read"] } } },
});
`,
  "functions/api.ts": `
import { http } from "fourfold/runtime";
import { greeter } from "./greeter${ending}";

export default http(greeter, "api", ({ greeting }) => ({
  fetch: (request: Request) => new Response(greeting.word + ", " + new URL(request.url).pathname),
}));
`,
});

/** In a file that is a module whatever the project is. */
const smoke = `
export const smoke = [
  {
    name: "GET /you is greeted",
    check: async (request: (path: string) => Promise<Response>) => {
      const text = await (await request("/you")).text();
      if (text !== "Hello, /you") throw new Error(text);
    },
  },
];
`;

/** The default program: CommonJS by ts-node. It deploys to the cloud that its settings name. */
export const commonJsProgram = (tarball: string): Readonly<Record<string, string>> => ({
  "package.json": json({
    name: "acme",
    main: "index.ts",
    fourfold: { smoke: "./smoke.mts" },
    devDependencies: { "@types/node": "^24.0.0", typescript: "^5.0.0" },
    dependencies: {
      "@pulumi/aws": "7.48.0",
      "@pulumi/policy": "1.21.0",
      "@pulumi/pulumi": "3.270.0",
      fourfold: `file:${tarball}`,
    },
  }),
  "tsconfig.json": json({ compilerOptions: templateSettings, files: ["index.ts"] }),
  "Pulumi.yaml": "name: acme\ndescription: The default program\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
  "Pulumi.other.yaml": "config:\n  acme:cloud: gcp\n",
  "smoke.mts": smoke,
  ...greeter("__filename", ""),
  "index.ts": `
import * as pulumi from "@pulumi/pulumi";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { greeter } from "./functions/greeter";

// Node alone could not run this.
enum Word {
  Greeting = "Hello",
}

const cloud = new pulumi.Config().get("cloud") === "gcp" ? "gcp" : "aws";
const foundation = new Foundation("acme", { cloud, gcp: { project: "acme-dev", region: "europe-west1" } });
const bind = { greeting: { word: Word.Greeting } };
const set = new FunctionSet("greeter", deploy(greeter, { cloud, on: foundation, protection: "destroy", bind }));
export const urls = { [cloud]: set.urls };
`,
});

/** An ES module program that Node runs by itself, on the lowest versions that the package accepts. */
export const moduleProgram = (
  tarball: string,
  simulator: string,
  lowest: Readonly<Record<"@pulumi/cloudflare" | "@pulumi/pulumi", string>>,
): Readonly<Record<string, string>> => ({
  "package.json": json({
    name: "acme",
    type: "module",
    main: "index.ts",
    fourfold: { smoke: "./smoke.mts" },
    devDependencies: { "@types/node": "^24.0.0", "fourfold-simulator": `file:${simulator}`, typescript: "^5.0.0" },
    dependencies: { ...lowest, fourfold: `file:${tarball}` },
  }),
  "Pulumi.yaml": "name: acme\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  "smoke.mts": smoke,
  ...greeter("import.meta.url", ".ts"),
  "index.ts": `
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { status } from "published-functions";
import { greeter } from "./functions/greeter.ts";

const cloud = "cloudflare";
const account = { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "simulated" };
const foundation = new Foundation("acme", { cloud, cloudflare: account });
const on = { cloud, on: foundation, protection: "destroy" } as const;
const own = new FunctionSet("greeter", deploy(greeter, { ...on, bind: { greeting: { word: "Hello" } } }));
const published = new FunctionSet("status", deploy(status, on));
export const urls = { [cloud]: own.urls };
export const statusUrl = published.urls.apply(({ state }) => state);
`,
});

/** A function set that somebody has published: its handler is in its package. */
export const publishedSet: Readonly<Record<string, string>> = {
  "node_modules/published-functions/package.json": json({
    name: "published-functions",
    version: "1.0.0",
    type: "module",
    exports: "./index.js",
  }),
  "node_modules/published-functions/index.js": `
import { functionSet } from "fourfold";
export const status = functionSet("status", {
  root: import.meta.url,
  functions: { state: { handler: "./state.js", http: true } },
});
`,
  "node_modules/published-functions/state.js": `
import { http } from "fourfold/runtime";
import { status } from "./index.js";
export default http(status, "state", () => ({ fetch: () => new Response("up") }));
`,
};

/** Uses every entry of the package, for the compiler. */
export const everyEntry = `
import { FourfoldError, functionSet, param } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetNodes } from "fourfold/components";
import { deployConformance } from "fourfold/conformance";
import { http, HttpError } from "fourfold/runtime";
import { evaluate } from "fourfold/testing";

export const set = functionSet("typed", {
  root: "file:///typed.ts",
  resources: { flags: param<{ beta: boolean }>() },
  functions: { api: { handler: "./api.ts", http: true, links: { flags: ["read"] } } },
});
export const handler = http(set, "api", ({ flags }) => ({ fetch: () => new Response(String(flags.beta)) }));
// @ts-expect-error: no such verb
functionSet("wrong", { root: "", resources: { flags: param() }, functions: { a: { handler: "./a.ts", http: true, links: { flags: ["wipe"] } } } });
// @ts-expect-error: the binding is missing
deploy(set, { cloud: "aws", on: new Foundation("typed", { cloud: "aws" }), protection: "retain" });
export type Nodes = FunctionSetNodes;
export { deployConformance, evaluate, FourfoldError, FunctionSet, HttpError };
`;

/** The settings under which declarations must compile, with every check of libraries on. */
export const resolutions: Readonly<Record<string, object>> = {
  "CommonJS, as Pulumi's template has it": templateSettings,
  "nodenext in a CommonJS package": { module: "nodenext" },
  "a bundler": { target: "es2022", module: "esnext", moduleResolution: "bundler" },
};
