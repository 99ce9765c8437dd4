import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { wellKnownFile } from "../../../kit/cli/credentials/gcp.ts";
import { type CloudAccess, openAws, openAzure, openCloudflare, openGcp } from "../../../kit/cli/credentials/index.ts";
import { callerIdentity, openVendor, type Received, type Vendor } from "./vendor.ts";

const subscription = "0a0a0a0a-0000-4000-8000-000000000001";

/** Who a bearer token is of, at each vendor. */
function answer({ method, target, headers, body }: Received) {
  const bearer = headers.authorization?.replace("Bearer ", "");
  const ok = (value: unknown) => ({ body: JSON.stringify(value) });
  if (body.startsWith("Action=GetCallerIdentity")) return { body: callerIdentity };
  if (target === "/tokeninfo") {
    const token = new URLSearchParams(body).get("access_token");
    return token === "robots-token" ? ok({ azp: "1098" }) : ok({ email: `${token}@shop.example`, azp: "32555" });
  }
  if (target === "/user/tokens/verify")
    return bearer === "users-token" ? ok({ result: { id: "ed17" } }) : { status: 401 };
  if (target === "/accounts/acc/tokens/verify")
    return bearer === "accounts-token" ? ok({ result: { id: "ac42" } }) : { status: 401 };
  if (target === "/user")
    return bearer === "logins-token" ? ok({ result: { id: "1", email: "ann@shop.example" } }) : { status: 403 };
  if (target === "/denied") return { status: 403, body: JSON.stringify({ error: { message: "No access for you." } }) };
  return ok({ method, target });
}

describe("credentials", () => {
  let vendor: Vendor;
  beforeEach(async () => {
    vendor = await openVendor(answer);
  });
  afterEach(() => vendor.close());

  /** The variables by which the vendors' own tools find other addresses; az has its own settings. */
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: vendor.path,
    AWS_ENDPOINT_URL: vendor.url,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_OAUTH2: vendor.url,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER: vendor.url,
    CLOUDFLARE_API_BASE_URL: vendor.url,
    ...more,
  });

  const installAws = () =>
    vendor.install(
      "aws",
      `echo '{"Version":1,"AccessKeyId":"AKIDCLI","SecretAccessKey":"s","SessionToken":"t-of-cli"}'`,
    );
  const installAzure = () =>
    vendor.install(
      "az",
      `case "$1 $2" in
      "cloud show") echo '{"endpoints":{"resourceManager":"${vendor.url}/"}}';;
      "account show") echo '{"name":"Shop, production","user":{"name":"ann@shop.example","type":"user"}}';;
      *) echo '{"accessToken":"azures-token"}';;
      esac`,
    );

  const open = {
    aws: (more = {}) => openAws(environment(more), "eu-west-1"),
    gcp: (more = {}) => openGcp(environment(more)),
    azure: (more = {}) => openAzure(environment(more), subscription),
    cloudflare: (more = {}) => openCloudflare(environment(more), "acc"),
  } as const;

  const lastSent = async (access: CloudAccess, service: string) => {
    await access.send({ service, method: "GET", path: "/things?limit=2" });
    return vendor.received.at(-1);
  };

  describe("on AWS", () => {
    it("are those of the environment, before any command line is asked", async () => {
      installAws();

      const access = await open.aws({
        AWS_ACCESS_KEY_ID: "AKIDENV",
        AWS_SECRET_ACCESS_KEY: "x",
        AWS_SESSION_TOKEN: "t",
      });

      assert.equal(access.actor, "arn:aws:iam::123456789012:user/Alice");
      const sent = await lastSent(access, "lambda");
      assert.match(sent?.headers.authorization ?? "", /Credential=AKIDENV\/\d{8}\/eu-west-1\/lambda\/aws4_request/);
      assert.equal(sent?.headers["x-amz-security-token"], "t");
      assert.deepEqual(vendor.calls(), [""]);
    });

    it("are exported by the AWS CLI, which reads its user's profile", async () => {
      installAws();

      const sent = await lastSent(await open.aws(), "lambda");

      assert.match(sent?.headers.authorization ?? "", /Credential=AKIDCLI\//);
      assert.equal(sent?.headers["x-amz-security-token"], "t-of-cli");
      // https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html
      assert.deepEqual(vendor.calls(), ["aws configure export-credentials --format process"]);
    });
  });

  describe("on Google Cloud", () => {
    it("are the token of the environment", async () => {
      const access = await open.gcp({ GOOGLE_OAUTH_ACCESS_TOKEN: "ann" });

      assert.equal(access.actor, "ann@shop.example");
      assert.equal((await lastSent(access, "cloudscheduler"))?.headers.authorization, "Bearer ann");
    });

    const forDefault = "gcloud auth application-default print-access-token --quiet";
    /** A home in which somebody has logged in so: https://cloud.google.com/docs/authentication/application-default-credentials#personal */
    const login = () => {
      const folder = join(vendor.path, "home/.config/gcloud");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "application_default_credentials.json"), "{}");
      return { HOME: join(vendor.path, "home") };
    };
    for (const [when, more, call] of [
      ["otherwise", () => ({ HOME: join(vendor.path, "elsewhere") }), "gcloud auth print-access-token --quiet"],
      ["where a file is named", () => ({ GOOGLE_APPLICATION_CREDENTIALS: "key.json" }), forDefault],
      ["after `gcloud auth application-default login`", login, forDefault],
    ] as const) {
      it(`are printed by \`${call}\` ${when}`, async () => {
        vendor.install("gcloud", "echo robots-token");

        const access = await open.gcp(more());

        // A token without the scope for it has no address: https://cloud.google.com/docs/authentication/token-types#access-contents
        assert.equal(access.actor, "the account that 1098 has a token of");
        assert.deepEqual(vendor.calls(), [call]);
      });
    }
  });

  // https://cloud.google.com/docs/authentication/application-default-credentials#personal
  for (const [system, platform, environment, file] of [
    [
      "Linux and macOS",
      "linux",
      { HOME: "/home/ann" },
      "/home/ann/.config/gcloud/application_default_credentials.json",
    ],
    ["Windows", "win32", { APPDATA: "C:\\ann" }, "C:\\ann\\gcloud\\application_default_credentials.json"],
    ["a folder of one's own", "linux", { CLOUDSDK_CONFIG: "/g" }, "/g/application_default_credentials.json"],
    ["a system without a home", "linux", {}, undefined],
  ] as const) {
    it(`of a login for applications are looked for where gcloud writes them on ${system}`, () => {
      assert.equal(wellKnownFile(environment, platform), file);
    });
  }

  it("on Azure are az's, for the subscription and the cloud that it is logged in to", async () => {
    installAzure();

    const access = await open.azure();

    assert.equal(access.actor, 'ann@shop.example, in the subscription "Shop, production"');
    assert.equal((await lastSent(access, "Microsoft.Web"))?.headers.authorization, "Bearer azures-token");
    assert.deepEqual(vendor.calls().toSorted(), [
      `az account get-access-token --subscription ${subscription} --resource ${vendor.url}/ -o json`,
      `az account show --subscription ${subscription} -o json`,
      "az cloud show -o json",
    ]);
  });

  describe("on Cloudflare", () => {
    for (const [token, actor] of [
      ["users-token", "the API token ed17, in the account acc"],
      ["accounts-token", "the API token ac42, in the account acc"],
    ] as const) {
      it(`are the token of the environment: ${token}`, async () => {
        const access = await open.cloudflare({ CLOUDFLARE_API_TOKEN: token });

        assert.equal(access.actor, actor);
        assert.equal((await lastSent(access, "API"))?.headers.authorization, `Bearer ${token}`);
      });
    }

    it("are printed by Wrangler, also those of a login", async () => {
      vendor.install("wrangler", `echo '{"type":"oauth","token":"logins-token"}'`);

      assert.equal((await open.cloudflare()).actor, "ann@shop.example, in the account acc");
      assert.deepEqual(vendor.calls(), ["wrangler auth token --json"]);
    });

    it("are refused when Cloudflare knows nobody by them", async () => {
      await assert.rejects(open.cloudflare({ CLOUDFLARE_API_TOKEN: "old-token" }), {
        code: "ERR_CREDENTIALS",
        message: /the token is not known there\. Log in with `wrangler login`/,
      });
    });
  });

  const commands = { aws: "aws", gcp: "gcloud", azure: "az", cloudflare: "wrangler" } as const;
  const secret = "wJalrXUtnFEMI-secret";
  for (const cloud of ["aws", "gcp", "azure", "cloudflare"] as const) {
    it(`say how to get some where ${commands[cloud]} is not installed`, async () => {
      await assert.rejects(open[cloud](), {
        code: "ERR_CREDENTIALS",
        message: new RegExp(`^\`${commands[cloud]} .*: the command is not installed\\. .*https://`),
      });
    });

    it(`say how to log in where ${commands[cloud]} knows nobody, and show no secret of it`, async () => {
      vendor.install(
        commands[cloud],
        `echo '"${secret}"'; echo "Token ${secret} of key sesame-sesame has expired" >&2; exit 1`,
      );

      await assert.rejects(open[cloud]({ SOME_API_KEY: "sesame-sesame" }), (error: Error) => {
        assert.match(
          error.message,
          /Token \[secret\] of key \[secret\] has expired\. Log in with .*\[ERR_CREDENTIALS\]$/,
        );
        assert.equal(error.cause, undefined);
        return true;
      });
    });
  }

  it("say that a command line is too old, and not what it printed", async () => {
    vendor.install("aws", `echo '{"Version":1,"AccessKeyId":"${secret}"}'`);

    await assert.rejects(open.aws(), (error: Error) => {
      assert.match(error.message, /SecretAccessKey is missing\. Update aws\./);
      assert.doesNotMatch(error.message, new RegExp(secret));
      return true;
    });
  });

  it("lead to what a vendor says where it refuses a request", async () => {
    const access = await open.gcp({ GOOGLE_OAUTH_ACCESS_TOKEN: "ann" });

    await assert.rejects(access.send({ service: "cloudscheduler", method: "GET", path: "/denied" }), {
      code: "ERR_CLOUD",
      message: /^Google Cloud, cloudscheduler: it answered 403: No access for you\. Act as somebody who may do that/,
    });
  });

  // A wrong value of a variable is its user's mistake. `az` has settings of its own, and refuses what is not an address.
  for (const [cloud, name, where] of [
    ["aws", "AWS_ENDPOINT_URL", "AWS, sts"],
    ["gcp", "CLOUDSDK_API_ENDPOINT_OVERRIDES_OAUTH2", "Google Cloud, oauth2"],
    ["cloudflare", "CLOUDFLARE_API_BASE_URL", "Cloudflare"],
  ] as const) {
    it(`say that ${name} is not an address`, async () => {
      const more = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", GOOGLE_OAUTH_ACCESS_TOKEN: "c" };

      await assert.rejects(open[cloud]({ ...more, CLOUDFLARE_API_TOKEN: "d", [name]: "localhost:4566" }), {
        code: "ERR_USAGE",
        message: new RegExp(`^${where}: "localhost:4566" is not an HTTP address\\.`),
      });
    });
  }

  it("are asked for below the path of an address that has one", async () => {
    const access = await open.aws({
      ...{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_ENDPOINT_URL_LAMBDA: `${vendor.url}/proxy/` },
    });

    assert.equal((await lastSent(access, "lambda"))?.target, "/proxy/things?limit=2");
  });

  it("say what does not answer", async () => {
    const silent = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9" };

    await assert.rejects(open.aws(silent), { code: "ERR_CLOUD", message: /^AWS, sts: 127\.0\.0\.1:9 does not answer/ });
  });
});
