import assert from "node:assert/strict";
import { type AnySet, functionSet, type Handle } from "fourfold";
import { deploy, Foundation, FunctionSet, Gateway, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

/** The message of a program in plain JavaScript that is refused before it has created anything but the component. */
async function refusal(program: () => void): Promise<string> {
  const stack = await evaluate(program, { preview: true });
  assert.ok(stack.error !== undefined, "nothing was refused");
  assert.match(stack.error.message, /\[ERR_\w+\]$/);
  assert.deepEqual(
    stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type)),
    [],
  );
  return stack.error.message;
}

const handle = (kind: string): Handle => ({ kind, cloud: "aws", id: "other", attributes: {} });
const job = {
  ...{ cloud: "aws", foundation: handle("foundation"), set: "pair", function: "site" },
  ...{ root: pair.root, handler: "./site.ts", http: {} },
};
const door = {
  ...{ cloud: "aws", foundation: handle("foundation"), set: "pair" },
  ...{ functions: { site: { handle: handle("function") } }, routes: { "/*": "site" } },
};

/** Calls past the compiler, as plain JavaScript does. */
const loose = {
  foundation: (args: unknown, options?: object) => () => void new Foundation("acme", args as never, options),
  job: (args: unknown, options?: object) => () => void new Job("job", args as never, options),
  door: (args: unknown, options?: object) => () => void new Gateway("door", args as never, options),
  deploy: (changes: object, set: AnySet = pair) => {
    const args = { cloud: "aws", on: handle("foundation"), protection: "destroy", ...changes };
    return () => void deploy(set, args as never);
  },
  set: (change: (args: object) => object, options?: object) => () => {
    const args = deploy(pair, { cloud: "aws", on: handle("foundation"), protection: "destroy" });
    new FunctionSet("pair", change(args) as never, options);
  },
};

const set = (functions: object) => ({ ...pair, functions: { ...pair.functions, ...functions } }) as AnySet;

describe("a misspelt, missing or wrong argument is refused, with what was meant:", () => {
  const cases: Readonly<Record<string, readonly [program: () => void, message: string]>> = {
    "of a foundation": [
      loose.foundation({ cloud: "aws", logRetonten: "7 days" }),
      'Foundation "acme": it has no property "logRetonten". Did you mean "logRetention"?',
    ],
    "of a foundation on Google Cloud": [
      loose.foundation({ cloud: "gcp", gcp: { projekt: "acme-test", region: "europe-west1" } }),
      'Foundation "acme": `gcp` has no property "projekt"; `gcp.project` is missing. Did you mean "project"?',
    ],
    "of a foundation's cloud that it is not deployed to": [
      loose.foundation({ cloud: "aws", ...places, azure: { locaton: "westeurope" } }),
      'Foundation "acme": `azure` has no property "locaton"; `azure.location` is missing. Did you mean "location"?',
    ],
    "of a foundation's transform": [
      loose.foundation({ cloud: "gcp", ...places }, { transform: { gcp: { storage: {}, bilder: {} } } }),
      'Foundation "acme": `gcp` has no property "storage"; `gcp` has no property "bilder". There are sources, images, builder, messages, budget, channels. Did',
    ],
    "nothing of a foundation": [loose.foundation(undefined), 'Foundation "acme": it is undefined, not an object.'],
    "of a deployment": [loose.deploy({ tagz: {} }), 'Set "pair": it has no property "tagz". Did you mean "tags"?'],
    "of a deployment's cloud": [
      loose.deploy({ protection: "protekt", cloud: "asw" }),
      'Set "pair": `cloud` is "asw"; `protection` is "protekt". Did you mean "aws"?',
    ],
    "of a cloud's overrides": [
      loose.deploy({ gcp: { functions: { site: { memry: "1 GB" } } } }),
      'Set "pair": `gcp.functions.site` has no property "memry". Did you mean "memory"?',
    ],
    "of another cloud's overrides": [
      loose.deploy({ aws: { zone: {} } }),
      'Set "pair": `aws` has no property "zone". There are functions, quotas.',
    ],
    "of a zone": [
      loose.deploy({ cloudflare: { zone: { id: "1", host: "api.acme.example" } } }),
      'Set "pair": `cloudflare.zone` has no property "host"; `cloudflare.zone.hostname` is missing.',
    ],
    "a quota that is no number": [
      loose.deploy({ aws: { quotas: { roles: "5,000" } } }),
      'Set "pair": `aws.quotas.roles` is a string, not a number.',
    ],
    "of every function of a set": [
      loose.deploy({}, set({ a: { handler: "./a.ts", htp: true }, b: { http: {}, memory: 512 } })),
      'Set "pair": `functions.a` has no property "htp"; `functions.b.handler` is missing; `functions.b.memory` is a number',
    ],
    "of a function": [
      loose.job({ ...job, http: { streeming: true }, memory: 512 }),
      'Function "job": `http` has no property "streeming"; `memory` is a number, not a string. Did you mean "streaming"?',
    ],
    "everything of a function at once": [
      loose.job({ cloud: "aws" }),
      'Function "job": `foundation`, `set`, `function`, `root`, `handler` are missing. Pass',
    ],
    "of a function's transform": [
      loose.job(job, { transform: { aws: { rol: {} } } }),
      'Function "job": `aws` has no property "rol". Did you mean "role"?',
    ],
    "a variable that is no text": [
      loose.job({ ...job, environment: { PIN: 1234 } }),
      'Function "job": `environment.PIN` is a number, not a string. Pass a string.',
    ],
    "of a gateway": [
      loose.door({ ...door, route: {} }),
      'Gateway "door": it has no property "route". Did you mean "routes"?',
    ],
    "of a gateway's function": [
      loose.door({ ...door, functions: { site: { handel: handle("function") } } }),
      'Gateway "door": `functions.site` has no property "handel"; `functions.site.handle` is missing. Did you mean "handle"?',
    ],
    "a handle that is none": [
      loose.door({ ...door, foundation: {} }),
      'Gateway "door": `foundation.kind`, `foundation.cloud`, `foundation.id`, `foundation.attributes` are missing.',
    ],
    "of a set's component": [
      loose.set((args) => ({ ...args, param: {} })),
      'FunctionSet "pair": it has no property "param". Did you mean "params"?',
    ],
    "of the transform of a set's function": [
      loose.set((args) => args, { transform: { functions: { site: { asw: {} } } } }),
      'FunctionSet "pair": `functions.site` has no property "asw". Did you mean "aws"?',
    ],
    "a function of a set's transform": [
      loose.set((args) => args, { transform: { functions: { sit: {} } } }),
      'FunctionSet "pair": `transform.functions` names "sit", which is not a function of the set. Did you mean "site"?',
    ],
    "a function without schedule in a set's transform of schedules": [
      loose.set((args) => args, { transform: { schedules: { site: {} } } }),
      'FunctionSet "pair": `transform.schedules` names "site", which is not a scheduled function of the set. Remove it: the set has none.',
    ],
    "a queue of a set's transform": [
      loose.set((args) => ({ ...args, queues: { placed: {} } }), { transform: { queues: { palced: {} } } }),
      'FunctionSet "pair": `transform.queues` names "palced", which is not a queue of the set. Did you mean "placed"?',
    ],
    "the queue of a delivery of a set's transform": [
      loose.set((args) => ({ ...args, queues: { placed: {} } }), { transform: { deliveries: { fulfil: {} } } }),
      'FunctionSet "pair": `transform.deliveries` names "fulfil", which is not a queue of the set. Name one of placed.',
    ],
    "a topic of a set's transform": [
      loose.set((args) => args, { transform: { topics: { events: {} } } }),
      'FunctionSet "pair": `transform.topics` names "events", which is not a topic of the set. Remove it: the set has none.',
    ],
    "a set's transform of a gateway that it does not have": [
      loose.set((args) => ({ ...args, functions: {}, routes: {} }), { transform: { gateway: {} } }),
      'FunctionSet "pair": `transform.gateway` changes nothing: without HTTP functions the set has no gateway. Remove it.',
    ],
  };
  for (const [what, [program, message]] of Object.entries(cases)) {
    it(what, async () => {
      const found = await refusal(program);

      assert.ok(found.startsWith(message), found);
    });
  }

  it("a component without a name", async () => {
    for (const component of [Foundation, Job, Gateway, FunctionSet] as readonly (new (
      name: never,
      args: never,
    ) => object)[]) {
      const message = await refusal(() => void new component(undefined as never, {} as never));

      assert.match(message, /^(Foundation|Function|Gateway|FunctionSet): it has no name\. .*ERR_ARGUMENT/);
    }
  });

  it("no value of it, which may be a secret", async () => {
    const message = await refusal(loose.job({ ...job, environment: { KEY: ["sk_live_1"] }, tags: "sk_live_2" }));

    assert.doesNotMatch(message, /sk_live/);
  });
});

describe("a set in plain JavaScript", () => {
  it("is deployed when nothing is wrong with it", async () => {
    const write = functionSet as unknown as (name: string, definition: object) => AnySet;
    const site = write("pair", { root: pair.root, functions: { site: { handler: "./site.ts", http: true } } });

    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws" });
      new FunctionSet("pair", deploy(site, { cloud: "aws", on, protection: "destroy", tags: {}, functions: {} }));
    });

    assert.equal(stack.error, undefined);
  });
});
