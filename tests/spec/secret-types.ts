/** What must compile of secrets, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import { Config } from "@pulumi/pulumi";
import { type Can, from, functionSet, param, secret } from "fourfold";
import { type DeployArgs, deploy } from "fourfold/components";
import { http } from "fourfold/runtime";

const root = "file:///shop/shop.ts";
const h = { handler: "./x.ts" } as const;

const shop = functionSet("shop", {
  root,
  resources: {
    stripe: secret(),
    signing: secret({ generate: "64 bytes", was: ["jwt"] }),
    partner: secret({ later: true }),
    flags: param<boolean>(),
  },
  functions: { api: { ...h, http: true, links: { stripe: ["read"], signing: ["read"] } } },
  exports: { signing: ["read"] },
});

http(shop, "api", ({ stripe, signing, ...others }) => ({
  async fetch() {
    (await stripe.get()) satisfies string;
    (await signing.get({ fresh: true })) satisfies string;
    (await signing.previous()) satisfies string | undefined;
    // @ts-expect-error - there may be none
    (await signing.previous()) satisfies string;
    // @ts-expect-error - nobody sets a secret in a function
    await signing.set("x");
    // @ts-expect-error - a misspelt option
    await signing.get({ refresh: true });
    // @ts-expect-error - not linked
    others.partner;
    return new Response();
  },
}));

/** Checks tokens, whatever function it is in. */
export class Tokens {
  readonly #links: Can<typeof shop, { signing: ["read"] }>;
  constructor(links: Can<typeof shop, { signing: ["read"] }>) {
    this.#links = links;
  }
  key(): Promise<string> {
    return this.#links.signing.get();
  }
}

declare const on: DeployArgs<typeof shop>["on"];
declare const handle: Exclude<DeployArgs<typeof shop>["on"], { readonly cloud: unknown }>;
const where = { cloud: "aws", on, protection: "destroy" } as const;

deploy(shop, { ...where, bind: { stripe: new Config().requireSecret("stripe"), flags: true } });
deploy(shop, { ...where, bind: { stripe: "sk_test", flags: true } });
// @ts-expect-error - a secret that the stack binds is not bound
deploy(shop, { ...where, bind: { flags: true } });
// @ts-expect-error - nothing is bound
deploy(shop, where);
// @ts-expect-error - a number is not a value of a secret
deploy(shop, { ...where, bind: { stripe: 1, flags: true } });
// @ts-expect-error - a secret that may be missing
deploy(shop, { ...where, bind: { stripe: new Config().getSecret("stripe"), flags: true } });
// @ts-expect-error - a generated secret is not bound
deploy(shop, { ...where, bind: { stripe: "x", flags: true, signing: "y" } });
// @ts-expect-error - a secret that is set later is not bound
deploy(shop, { ...where, bind: { stripe: "x", flags: true, partner: "y" } });

const own = functionSet("own", {
  root,
  resources: { signing: secret({ generate: "32 bytes" }), partner: secret({ later: true }) },
  functions: { api: { ...h, http: true } },
});
deploy(own, where);

const other = functionSet("other", {
  root,
  resources: { signing: from(shop, "signing") },
  functions: { api: { ...h, http: true, links: { signing: ["read"] } } },
});
deploy(other, { ...where, bind: { signing: handle } });
// @ts-expect-error - another set's secret is bound by its handle, not by its value
deploy(other, { ...where, bind: { signing: "x" } });
// @ts-expect-error - not exported
from(shop, "stripe");

// @ts-expect-error - a size of memory
secret({ generate: "64 B" });
// @ts-expect-error - no unit
secret({ generate: 64 });
// @ts-expect-error - not a number
secret({ generate: "some bytes" });
// @ts-expect-error - nothing
secret({ generate: "0 bytes" });
// @ts-expect-error - generated and set later
secret({ generate: "64 bytes", later: true });
// @ts-expect-error - left out instead
secret({ later: false });
// @ts-expect-error - a misspelt option
secret({ generated: "64 bytes" });
// @ts-expect-error - a value in the program
secret("sk_live");

const signing = secret({ generate: "64 bytes" });
const a = { ...h, http: true, links: { signing: ["write"] } } as const;
// @ts-expect-error - a wrong verb
functionSet("x", { root, resources: { signing }, functions: { a } });
