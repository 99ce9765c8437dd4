import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { OAuth2Client } from "google-auth-library";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { Tokens } from "../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import { bundledSourceOf, deployFunction, memberToken, openGcp, urlOf } from "./shop.ts";

const accountToken = "gcp:serviceaccount/account:Account";
const caller = "caller@shop-project.iam.gserviceaccount.com";

const hello = `export const handler = (request, response) => response.send(request.headers.authorization ?? "hello");`;

/** A function that passes on what its metadata server answers to the path that it is asked for. */
const curious = `export const handler = async (request, response) => {
  const headers = request.query.bare === undefined ? { "metadata-flavor": "Google" } : {};
  const answer = await fetch("http://" + process.env.GCE_METADATA_HOST + request.query.path, { headers });
  response.status(answer.status).set("flavor", answer.headers.get("metadata-flavor") ?? "").send(await answer.text());
};`;

function createCaller(gcp: Deployment, more: object = {}): Promise<Deployed> {
  return gcp.create(accountToken, "caller", { accountId: "caller", ...more });
}

function grant(gcp: Deployment, member: string): Promise<Deployed> {
  return gcp.create(memberToken, member, { name: "api", location: "europe-west1", role: "roles/run.invoker", member });
}

/** What Google documents of calls between functions: https://cloud.google.com/functions/docs/securing/authenticating */
describe("gcp: identity tokens", () => {
  let clock: FakeClock;
  let gcp: Deployment;
  let url: string;

  beforeEach(async () => {
    // Google's own library compares with the machine's time.
    clock = createFakeClock(Date.now());
    gcp = await openGcp({ clock });
    url = urlOf(await deployFunction(gcp, hello, { open: false }));
  });
  afterEach(() => gcp.stop());

  const tokenFor = async (principal: string, audience: string): Promise<string> => {
    const services = await gcp.simulator.services("gcp");
    return (await services.credentials?.({ principal, audience }))?.IDENTITY_TOKEN ?? "";
  };
  const call = (token: string, header = "authorization"): Promise<Response> =>
    fetch(url, { headers: { [header]: `Bearer ${token}` } });

  it("let in an account that has roles/run.invoker, and nobody else", async () => {
    await createCaller(gcp);
    await gcp.create(accountToken, "other", { accountId: "another" });
    await grant(gcp, `serviceAccount:${caller}`);

    const [own, other] = [await tokenFor(caller, url), await tokenFor(caller.replace("caller", "another"), url)];

    assert.equal((await call(own)).status, 200);
    assert.equal((await call(other)).status, 403);
    assert.equal((await fetch(url)).status, 403);
  });

  it("let in every account where allAuthenticatedUsers may", async () => {
    await createCaller(gcp);
    await grant(gcp, "allAuthenticatedUsers");

    assert.equal((await call(await tokenFor(caller, url))).status, 200);
    assert.equal((await fetch(url)).status, 403);
  });

  // https://cloud.google.com/run/docs/troubleshooting#401
  it("are refused with 401 when they are for another audience, changed, not Google's, or too old", async () => {
    await createCaller(gcp);
    await grant(gcp, `serviceAccount:${caller}`);
    const good = await tokenFor(caller, url);
    const [header = "", , signature = ""] = good.split(".");
    const claims = Buffer.from(JSON.stringify({ aud: url, email: caller, exp: 9e9 })).toString("base64url");

    const statuses = [];
    for (const token of [await tokenFor(caller, "https://other"), `${header}.${claims}.${signature}`, "no token", ""]) {
      statuses.push((await call(token)).status);
    }
    clock.advance(3_600_000);
    const late = await call(good);

    assert.deepEqual(statuses, [401, 401, 401, 401]);
    assert.equal(late.status, 401);
    assert.match(late.headers.get("www-authenticate") ?? "", /invalid_token/);
  });

  // https://cloud.google.com/run/docs/authenticating/service-to-service#acquire-token
  it("are checked in X-Serverless-Authorization when a request has both headers", async () => {
    await createCaller(gcp);
    await grant(gcp, `serviceAccount:${caller}`);
    const authorization = "Bearer the-application's-own";

    const token = await tokenFor(caller, url);
    const response = await fetch(url, { headers: { authorization, "x-serverless-authorization": `Bearer ${token}` } });

    assert.equal(response.status, 200);
    assert.equal(await response.text(), authorization);
  });

  // https://cloud.google.com/run/docs/troubleshooting#signature-removed
  it("reach the function without their signature", async () => {
    await createCaller(gcp);
    await grant(gcp, `serviceAccount:${caller}`);
    const token = await tokenFor(caller, url);

    const received = await (await call(token)).text();

    assert.equal(received, `Bearer ${token.split(".").slice(0, 2).join(".")}.SIGNATURE_REMOVED_BY_GOOGLE`);
  });

  // https://cloud.google.com/iam/docs/service-accounts-disable-enable
  it("are neither given to nor taken from an account that is disabled", async () => {
    const account = await createCaller(gcp);
    await grant(gcp, `serviceAccount:${caller}`);
    const token = await tokenFor(caller, url);
    await gcp.update(account, { accountId: "caller", disabled: true });

    assert.equal((await call(token)).status, 401);
    await assert.rejects(tokenFor(caller, url), { code: "PERMISSION_DENIED" });
  });

  it("are good for Google's own library, with the keys of the metadata server", async () => {
    await createCaller(gcp);
    const inside = urlOf(await deployFunction(gcp, curious, { name: "curious" }));
    const { keys } = JSON.parse(await (await fetch(`${inside}?path=/oauth2/v3/certs`)).text());
    const certificates = Object.fromEntries(keys.map((key: Jwk) => [key.kid, pemOf(key)]));

    const ticket = await new OAuth2Client().verifySignedJwtWithCertsAsync(
      await tokenFor(caller, url),
      certificates,
      url,
      ["https://accounts.google.com"],
    );

    assert.equal(ticket.getPayload()?.email, caller);
    assert.equal(ticket.getPayload()?.aud, url);
    assert.equal(Number(ticket.getPayload()?.exp) - Number(ticket.getPayload()?.iat), 3_600);
  });
});

type Jwk = Readonly<Record<"kid" | "kty" | "n" | "e", string>>;

function pemOf(key: Jwk): string {
  return createPublicKey({ key: { ...key }, format: "jwk" })
    .export({ type: "spki", format: "pem" })
    .toString();
}

/** A function that calls another with Google's own library, which finds everything in the metadata server. */
const callsAnother = `
  const { GoogleAuth } = require("google-auth-library");
  exports.handler = async (request, response) => {
    const auth = new GoogleAuth();
    const client = await auth.getIdTokenClient(process.env.TARGET);
    const answer = await client.request({ url: process.env.TARGET, validateStatus: () => true, retry: false });
    const access = await auth.getAccessToken();
    response.json({ status: answer.status, project: await auth.getProjectId(), access: access.slice(0, 5) });
  };`;

/** https://cloud.google.com/run/docs/container-contract#metadata-server */
describe("gcp: metadata server", () => {
  let gcp: Deployment;

  before(async () => {
    gcp = await openGcp();
  });
  after(() => gcp.stop());

  it("lets Google's own library call a function that admits only its account", async () => {
    await createCaller(gcp);
    const target = urlOf(await deployFunction(gcp, hello, { open: false }));
    const source = await bundledSourceOf(callsAnother);
    const service = { serviceAccountEmail: caller, environmentVariables: { TARGET: target }, availableMemory: "512Mi" };
    const calling = urlOf(await deployFunction(gcp, "", { name: "calling", source, service }));
    const ask = async () => JSON.parse(await (await fetch(calling)).text());

    const before = await ask();
    await grant(gcp, `serviceAccount:${caller}`);
    const after = await ask();

    assert.equal(before.status, 403);
    assert.deepEqual(after, { status: 200, project: "shop-project", access: "ya29." });
    // The library is large: a busy machine takes its time to bundle and load it.
  }).timeout(60_000);

  it("tells project, region and account, to who asks with its header", async () => {
    const inside = urlOf(await deployFunction(gcp, curious, { name: "curious" }));
    const ask = async (path: string, more = ""): Promise<readonly [number, string]> => {
      const response = await fetch(`${inside}?path=${encodeURIComponent(`/computeMetadata/v1${path}`)}${more}`);
      return [response.status, await response.text()];
    };

    const [, number] = await ask("/project/numeric-project-id");

    assert.deepEqual(await ask("/project/project-id"), [200, "shop-project"]);
    assert.deepEqual(await ask("/instance/region"), [200, `projects/${number}/regions/europe-west1`]);
    assert.deepEqual(await ask("/instance/service-accounts/default/email"), [
      200,
      `${number}-compute@developer.gserviceaccount.com`,
    ]);
    const [, token] = await ask("/instance/service-accounts/default/token");
    assert.deepEqual(Object.keys(JSON.parse(token)), ["access_token", "expires_in", "token_type"]);
    const [, scoped] = await ask("/instance/service-accounts/default/token?scopes=one,two");
    const tokens = new Tokens(gcp.simulator.world);
    assert.deepEqual(tokens.accessCaller(JSON.parse(scoped).access_token)?.scopes, ["one", "two"]);
    assert.equal((await ask("/instance/service-accounts/default/identity"))[0], 400);
    assert.equal((await ask("/instance/attributes/ssh-keys"))[0], 404);
    assert.equal((await ask("/project/project-id", "&bare"))[0], 403);
  });
});

/** https://cloud.google.com/functions/docs/securing/build-custom-sa */
describe("gcp: accounts of builds", () => {
  let gcp: Deployment;
  before(async () => {
    gcp = await openGcp({ live: false });
  });
  after(() => gcp.stop());

  it("builds only as an account that may read sources, write logs and store images", async () => {
    const { id, outputs } = await gcp.create(accountToken, "builder", { accountId: "builder" });
    let count = 0;
    const deploy = () =>
      deployFunction(gcp, hello, { name: `api-${count++}`, open: false, build: { serviceAccount: id } });
    const refusals = [];

    for (const role of ["roles/storage.objectViewer", "roles/logging.logWriter", "roles/artifactregistry.writer"]) {
      refusals.push(await deploy().then(() => "built", String));
      const grants = { project: "shop-project", role, member: outputs.member };
      await gcp.create("gcp:projects/iAMMember:IAMMember", role, grants);
    }

    assert.match(String(refusals[0]), /Build failed.*does not have storage\.objects\.get/);
    assert.match(String(refusals[1]), /does not have logging\.logEntries\.create/);
    assert.match(String(refusals[2]), /does not have artifactregistry\.repositories\.uploadArtifacts/);
    assert.equal((await deploy()).outputs.state, "ACTIVE");
  });

  // https://github.com/hashicorp/terraform-provider-google/issues/20571
  it("reads sources where the platform has copied them, and stores images where it is told", async () => {
    const { id, outputs } = await gcp.create(accountToken, "narrow", { accountId: "narrow-builder" });
    const { member } = outputs;
    const images = { repositoryId: "shop-images", location: "europe-west1", format: "DOCKER" };
    const { id: repository } = await gcp.create("gcp:artifactregistry/repository:Repository", "images", images);
    let count = 0;
    const build = { serviceAccount: id, dockerRepository: repository };
    const deploy = (changed: object = {}) =>
      deployFunction(gcp, hello, { name: `narrow-${count++}`, open: false, build: { ...build, ...changed } }).then(
        () => "built",
        String,
      );
    const grant = (role: string, bucket?: string) =>
      gcp.create("gcp:projects/iAMMember:IAMMember", `${role}-${bucket}`, {
        ...{ project: "shop-project", role, member },
        ...(bucket !== undefined && {
          condition: { title: bucket, expression: `resource.name.startsWith("projects/_/buckets/${bucket}/")` },
        }),
      });
    await grant("roles/logging.logWriter");

    await grant("roles/storage.objectViewer", "narrow-0-source");
    const [, copies = ""] = /access to projects\/_\/buckets\/([^/]+)/.exec(await deploy()) ?? [];
    assert.match(copies, /^gcf-v2-sources-\d+-europe-west1$/);
    await grant("roles/storage.objectViewer", copies);
    assert.match(await deploy(), /does not have artifactregistry\.repositories\.uploadArtifacts/);
    await gcp.create("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember", "images", {
      ...{ project: "shop-project", location: "europe-west1", repository: "shop-images" },
      ...{ role: "roles/artifactregistry.writer", member },
    });

    assert.equal(await deploy(), "built");
    // What is for one repository is not for the platform's own.
    assert.match(await deploy({ dockerRepository: undefined }), /does not have artifactregistry/);
    assert.match(await deploy({ dockerRepository: repository.replace("shop-images", "none") }), /does not exist/);
    const npm = { ...images, repositoryId: "shop-npm", format: "NPM" };
    const other = await gcp.create("gcp:artifactregistry/repository:Repository", "npm", npm);
    assert.match(await deploy({ dockerRepository: other.id }), /not of the format DOCKER/);
  });
});
