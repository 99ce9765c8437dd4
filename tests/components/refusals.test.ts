import assert from "node:assert/strict";
import { Provider as AwsProvider } from "@pulumi/aws";
import { Provider as AzureProvider } from "@pulumi/azure-native";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare";
import { Provider as GcpProvider } from "@pulumi/gcp";
import type { ProviderResource } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random";
import { type Cloud, clouds, functionSet, type Handle } from "fourfold";
import { deploy, Foundation, FunctionSet, Gateway, type GatewayArgs } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { deploySample, deploySet, places } from "./deployment.ts";
import { pair, sample } from "./fixtures/sample.ts";

/** The message of a program that is refused at preview: before anything exists. */
async function refusal(program: () => void): Promise<string> {
  const stack = await evaluate(program, { preview: true });
  const made = stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type));
  assert.ok(stack.error !== undefined, `nothing was refused, and there are ${made.map(({ urn }) => urn)}`);
  return stack.error.message;
}

describe("a deployment is refused at preview", () => {
  for (const cloud of ["gcp", "azure"] as const satisfies readonly Cloud[]) {
    it(`for several routes on ${cloud}, which has an address for each function`, async () => {
      const stack = await deploySet(pair, cloud);

      assert.match(stack.error?.message ?? "", /not possible on \w+: every function.*ERR_UNSUPPORTED/s);
    });
  }

  for (const cloud of ["aws", "cloudflare"] as const) {
    it(`for several functions without routes on ${cloud}, which has one address for them`, async () => {
      const stack = await deploySet({ ...pair, routes: {} }, cloud);

      assert.match(
        stack.error?.message ?? "",
        /^FunctionSet "pair": it has 2 HTTP functions and no routes\. Add `routes`/,
      );
      assert.ok(!stack.resources.some(({ type }) => type === "fourfold:index:Function"));
    });

    it(`for functions that are to have an address each on ${cloud}, which has one for them`, async () => {
      const message = await refusal(() => {
        const on = new Foundation("acme", { cloud, ...places });
        const args = { ...deploy(pair, { cloud, on, protection: "destroy" }), ownAddresses: true };
        new FunctionSet("pair", args);
      });

      assert.match(message, /functions on \w+ have one address in common.*Leave out `ownAddresses`/);
    });
  }

  it("for a function that streams behind an address it shares, on AWS", async () => {
    const set = functionSet("pair", {
      root: pair.root,
      functions: { ...pair.functions, adminApi: { handler: "./admin.ts", http: { streaming: true } } },
      routes: { "/*": "site", "/admin/*": "adminApi" },
    });
    const stack = await deploySet(set, "aws");

    assert.match(stack.error?.message ?? "", /^Gateway "pair-gateway": "adminApi" streams, and shares an address/);
  });

  it("for an environment that the cloud does not take", async () => {
    const environment = { LARGE: "x".repeat(5_000) };
    const stack = await deploySample("aws", { deploy: { functions: { web: { environment } } } });

    assert.match(stack.error?.message ?? "", /LARGE; aws takes 4096 .*ERR_LIMIT/);
  });

  it("for a variable that the cloud does not take", async () => {
    const environment = { LARGE: "x".repeat(5_121) };
    const stack = await deploySample("cloudflare", { deploy: { functions: { web: { environment } } } });

    assert.match(stack.error?.message ?? "", /^Function "sample-web": LARGE has 5121 bytes; cloudflare takes 5120/);
  });

  it("for files beside the code where the cloud has none", async () => {
    const set = functionSet("pair", {
      root: pair.root,
      functions: { site: { handler: "./site.ts", http: true, assets: ["./site.ts"] } },
    });
    const stack = await deploySet(set, "cloudflare");

    assert.match(
      stack.error?.message ?? "",
      /^Function "pair-site": .*a Worker is a module and has no files.*UNSUPPORTED/s,
    );
  });

  it("for a memory that the cloud does not have", async () => {
    const stack = await deploySample("azure", { deploy: { azure: { functions: { web: { memory: "8 GB" } } } } });

    assert.match(stack.error?.message ?? "", /memory of 8 GB is not possible on azure.*override it for azure/);
  });

  it("for a provider of another cloud", async () => {
    const message = await refusal(() => {
      const on = new Foundation("acme", { cloud: "aws" });
      const providers = [new GcpProvider("gcp", { project: "acme-test" })];
      const args = { cloud: "aws", on, protection: "destroy", bind: { flags: { beta: true } } } as const;
      new FunctionSet("sample", deploy(sample, args), { providers });
    });

    assert.match(message, /deploys to aws, and was given providers for gcp only.*Pass a provider of @pulumi\/aws/s);
  });

  it("for a foundation of another cloud", async () => {
    const message = await refusal(() => {
      const on = new Foundation("acme", { cloud: "gcp", ...places });
      const args = { cloud: "aws", on, protection: "destroy", bind: { flags: { beta: true } } } as const;
      new FunctionSet("sample", deploy(sample, args));
    });

    assert.match(message, /deployed to aws, on a foundation that was made for gcp.*cloud: "aws"/);
  });

  it("for a cloud that there is not, as a stack's configuration can name it", async () => {
    const cloud: string = "ibm";
    const message = await refusal(() => void new Foundation("acme", { cloud: cloud as Cloud }));

    assert.match(message, /Foundation "acme": `cloud` is "ibm"\. Use one of aws, gcp, azure, cloudflare/);
  });

  it("for a log retention that is no duration", async () => {
    const message = await refusal(() => void new Foundation("acme", { cloud: "aws", logRetention: "soon" }));

    assert.match(message, /Foundation "acme": "soon" is not a positive quantity/);
  });

  it("for a log retention that is not a number of days", async () => {
    const message = await refusal(() => void new Foundation("acme", { cloud: "aws", logRetention: "36 hours" }));

    assert.match(message, /Foundation "acme": logs cannot be kept for 36 hours\. Keep them for whole days/);
  });

  it("for a foundation without the arguments of its cloud", async () => {
    const message = await refusal(() => void new Foundation("acme", { cloud: "azure" }));

    assert.match(message, /Foundation "acme": it is for azure and has no `azure` arguments\. Pass `azure/);
  });

  it("for a handler that names another function", async () => {
    const set = functionSet("pair", { root: pair.root, functions: { site: { handler: "./admin.ts", http: true } } });
    const stack = await deploySet(set, "aws");

    assert.match(stack.error?.message ?? "", /"adminApi".*ERR_HANDLER_EXPORT/s);
  });

  it("for a binding that plain JavaScript left out", async () => {
    const message = await refusal(() => {
      const on = new Foundation("acme", { cloud: "aws" });
      // @ts-expect-error - what plain JavaScript lets through
      deploy(sample, { cloud: "aws", on, protection: "destroy" });
    });

    assert.match(message, /the param "flags" is not bound.*ERR_BIND/);
  });

  // As plain JavaScript can write them: types refuse all of these.
  for (const [what, changes, message] of [
    ["a binding", { bind: { nothing: 1 } }, /`bind` names "nothing".*none: there are none/],
    ["an override", { functions: { wbe: {} } }, /`functions` names "wbe".*Name one of site, adminApi/],
    ["a cloud's override", { aws: { functions: { wbe: {} } } }, /`aws\.functions` names "wbe"/],
    ["an override of what every object has", { functions: { toString: {} } }, /`functions` names "toString"/],
  ] as const) {
    it(`for ${what} that names nothing of the set`, async () => {
      const stack = await deploySet(pair, "aws", changes);

      assert.match(stack.error?.message ?? "", /^Set "pair": /);
      assert.match(stack.error?.message ?? "", message);
    });
  }
});

/** What another stack says that it has made. */
function handle(kind: string, cloud: Cloud): Handle {
  return { kind, cloud, id: "other", attributes: {} };
}

const correctTarget = { handle: handle("function", "aws") };

describe("a gateway is refused at preview", () => {
  const correct: GatewayArgs = {
    cloud: "aws",
    foundation: handle("foundation", "aws"),
    set: "sample",
    functions: { web: correctTarget },
    routes: { "/*": "web" },
  };

  const cases: Readonly<Record<string, readonly [args: Partial<GatewayArgs>, message: RegExp]>> = {
    "on a foundation of another cloud": [
      { foundation: handle("foundation", "gcp") },
      /^Gateway "door": it needs a foundation on aws, and was given a foundation on gcp/,
    ],
    "in front of a function on another cloud": [
      { functions: { web: { handle: handle("function", "gcp") } } },
      /^Gateway "door": it needs a function on aws, and was given a function on gcp/,
    ],
    "with a route to a function that it does not have": [
      { routes: { "/*": "wbe" } },
      /^Gateway "door": the route "\/\*" names "wbe".*Name one of web/,
    ],
    "without functions": [{ functions: {}, routes: {} }, /^Gateway "door": it has no functions/],
    "with routes that leave open who answers": [
      { functions: { web: correctTarget, other: correctTarget }, routes: { "/a/:b": "web", "/:a/b": "other" } },
      /^Gateway "door": the routes .* both lead to "\/a\/b"/,
    ],
  };
  for (const [title, [args, expected]] of Object.entries(cases)) {
    it(title, async () => {
      const message = await refusal(() => void new Gateway("door", { ...correct, ...args }));

      assert.match(message, expected);
    });
  }
});

/** A provider of each cloud that a program passes itself. */
const own: Readonly<Record<Cloud, () => ProviderResource>> = {
  aws: () => new AwsProvider("mine", { region: "eu-central-1" }),
  gcp: () => new GcpProvider("mine", { project: "acme-test", region: "europe-west1" }),
  azure: () => new AzureProvider("mine", { location: "westeurope" }),
  cloudflare: () => new CloudflareProvider("mine", {}),
};

describe("providers", () => {
  for (const cloud of clouds) {
    it(`that are passed make every resource and answer every question on ${cloud}, without default ones`, async () => {
      const stack = await evaluate(
        () => {
          const options = { providers: [own[cloud](), new RandomProvider("mine")] };
          const on = new Foundation("acme", { cloud, ...places }, options);
          const args = { cloud, on, protection: "destroy", bind: { flags: { beta: true } } } as const;
          return { urls: new FunctionSet("sample", deploy(sample, args), options).urls };
        },
        { config: { "pulumi:disable-default-providers": ["*"], "aws:region": "us-east-1" } },
      );

      assert.equal(stack.error, undefined);
      const made = stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type));
      assert.ok(made.length > 0);
      for (const { urn, provider = "" } of made) assert.match(provider, /::pulumi:providers:[a-z-]+::mine::/, urn);
    });
  }
});
