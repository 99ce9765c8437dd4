import assert from "node:assert/strict";
import type { ExportedResource } from "../support/exported.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** Where the function of each site must be. */
const places: Readonly<Record<string, RegExp>> = {
  ireland: /:eu-west-1:111111111111:function:/,
  frankfurt: /:eu-central-1:111111111111:function:/,
  partner: /:eu-west-1:222222222222:function:/,
  belgium: /^projects\/first-project\/locations\/europe-west1\/functions\//,
  finland: /^projects\/second-project\/locations\/europe-north1\/functions\//,
  holland: /^\/subscriptions\/11111111-1111-1111-1111-111111111111\/.* in westeurope$/i,
  dublin: /^\/subscriptions\/22222222-2222-2222-2222-222222222222\/.* in northeurope$/i,
  edge: /^1{32}$/,
  rim: /^2{32}$/,
};

/** Where a function is, as its cloud says it. */
const placeOf: Readonly<Record<string, (resource: ExportedResource) => unknown>> = {
  "aws:lambda/function:Function": ({ outputs }) => outputs.arn,
  "gcp:cloudfunctionsv2/function:Function": ({ id }) => id,
  "azure-native:web:WebApp": ({ id, outputs }) => `${id} in ${String(outputs.location).replace(" ", "")}`,
  "cloudflare:index/workersScript:WorkersScript": ({ outputs }) => outputs.accountId,
};

/** The steps below build on each other. */
describe("several regions and accounts in one stack, without default providers", function () {
  this.timeout(3 * minutes);
  const noDefaults = { "pulumi:disable-default-providers": ["*"] };
  let project: TestProject;
  let resources: readonly ExportedResource[];

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("scopes");
    project.use("accounts.ts", noDefaults);
    await project.pulumi.run("up", "--yes", "--skip-preview");
    resources = await project.pulumi.resources();
  });
  after(() => project.close());

  for (const [name, place] of Object.entries(places)) {
    it(`puts the function of ${name} where its provider works`, () => {
      const found = resources.filter(({ urn, type }) => type in placeOf && urn.includes(`::${name}-`));

      assert.equal(found.length, 1);
      for (const resource of found) assert.match(String(placeOf[resource.type]?.(resource)), place);
    });
  }

  it("gives every resource the provider of its component", () => {
    const ofClouds = resources.filter(({ type }) => /^(?:aws|gcp|azure-native|cloudflare):/.test(type));
    const wrong = ofClouds.filter(({ urn, type, provider }) => {
      const [site = ""] = urn.slice(urn.lastIndexOf("::") + 2).split("-");
      return !provider.includes(`::pulumi:providers:${type.split(":")[0]}::${site}::`);
    });

    assert.ok(ofClouds.length > 60);
    assert.deepEqual(
      wrong.map(({ urn }) => urn),
      [],
    );
    assert.deepEqual(
      resources.filter(({ urn }) => urn.includes("::default")).map(({ urn }) => urn),
      [],
    );
  });

  it("answers from every place", async () => {
    const urls = await project.pulumi.output("urls");
    assert.ok(typeof urls === "object" && urls !== null);
    const { endpoints } = await project.pulumi.status();
    // Without TLS, whose certificate nobody vouches for, and without names that do not resolve here.
    const toLocal = ({ host: wanted }: URL): string | undefined =>
      endpoints.find(({ url, host }) => wanted === host || wanted === new URL(url).host)?.url;

    const answers = Object.entries(urls).map(async ([name, url]) => {
      const local = toLocal(new URL(String(url)));
      assert.ok(local, `${url}`);
      assert.equal(await (await fetch(local)).text(), name);
      return name;
    });

    assert.deepEqual((await Promise.all(answers)).toSorted(), Object.keys(places).toSorted());
  });

  it("goes without a trace", async () => {
    await project.pulumi.run("destroy", "--yes", "--skip-preview");

    assert.deepEqual((await project.pulumi.status()).resources, {});
  });

  it("refuses a component without a provider, and says which one it needs", async () => {
    project.use("forgotten.ts", noDefaults);

    const said = await project.pulumi.refuse("preview");

    assert.match(said, /Default provider for 'aws' disabled\. '.*' must use an explicit provider/);
  });
});
