import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { type Cloud, checkVariables, clouds, secretIn, variableRules } from "fourfold";
import { refuses } from "../support/refuses.ts";
import { deploySample, deploySet } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

const where = 'Function "api"';

describe("the name of an environment variable", () => {
  for (const cloud of clouds) {
    const { reserved } = variableRules[cloud];

    it(`is refused on ${cloud} when it is one of links`, () => {
      refuses("ERR_LIMIT", /"FOURFOLD_FLAGS" is set from links/, () =>
        checkVariables(["FOURFOLD_FLAGS"], cloud, where),
      );
    });

    for (const [what, name] of [
      ["a hyphen", "MY-VAR"],
      ["a space", "MY VAR"],
      ["a dot", "my.var"],
      ["a digit first", "2FA"],
      ["nothing", ""],
      ["=", "A=B"],
      ["a letter that is not of ASCII", "ÜBER"],
    ] as const) {
      it(`is refused on ${cloud} for ${what}`, () => {
        const error = refuses("ERR_LIMIT", /is not a possible name on/, () => checkVariables([name], cloud, where));

        assert.match(error.message, new RegExp(`^Function "api": .* on ${cloud} \\(https:.*Use letters, digits`));
      });
    }

    for (const { names, source } of reserved) {
      for (const name of names) {
        it(`is refused on ${cloud} as ${name}`, () => {
          const taken = name.replace("*", "_X");
          const error = refuses("ERR_LIMIT", /^Function "api": the environment variable/, () =>
            checkVariables(["OTHER", taken], cloud, where),
          );

          assert.ok(error.message.includes(`"${taken}"`));
          assert.ok(error.message.includes(source));
        });
      }
    }

    it(`is free on ${cloud} otherwise`, () => {
      const names = ["STAGE", "npm_config", "AWS_LAMBDA_EXEC_WRAPPER", "AzureFunctionsJobHost__logging", "GOOGLE_X"];
      checkVariables(names, cloud, where);
    });
  }

  it("has two letters at least on AWS", () => {
    refuses("ERR_LIMIT", /at least two/, () => checkVariables(["A"], "aws", where));
    checkVariables(["A"], "gcp", where);
  });

  it("is told from others by its letters alone on Azure, where they have no case", () => {
    refuses("ERR_LIMIT", /"stage" and "STAGE" are one on azure/, () =>
      checkVariables(["STAGE", "stage"], "azure", where),
    );
    refuses("ERR_LIMIT", /"azurewebjobsstorage__clientid"/i, () =>
      checkVariables(["AZUREWEBJOBSSTORAGE__CLIENTID"], "azure", where),
    );
    checkVariables(["STAGE", "stage"], "aws", where);
  });
});

/** A name that each cloud reserves. */
const taken: Readonly<Record<Cloud, string>> = {
  aws: "AWS_REGION",
  gcp: "PORT",
  azure: "AzureWebJobsStorage__clientId",
  cloudflare: "FOURFOLD_FLAGS",
};

describe("a function's environment", () => {
  for (const cloud of clouds) {
    it(`is refused at preview on ${cloud} for a reserved name in an override, without its value`, async () => {
      const environment = { [taken[cloud]]: "my-value" };
      const stack = await deploySample(cloud, {
        deploy: { [cloud]: { functions: { web: { environment } } } },
        evaluate: { preview: true },
      });

      assert.match(stack.error?.message ?? "", new RegExp(`^Function "sample-web": .*"${taken[cloud]}".*ERR_LIMIT`));
      assert.doesNotMatch(stack.error?.message ?? "", /my-value/);
    });

    it(`is refused at preview on ${cloud} for a malformed name in an override of every cloud`, async () => {
      const stack = await deploySample(cloud, { deploy: { functions: { web: { environment: { "MY-VAR": "1" } } } } });

      assert.match(stack.error?.message ?? "", /^Function "sample-web": .*"MY-VAR" is not a possible name/);
    });

    it(`warns on ${cloud} of what looks like a secret, and of what is one, without its value`, async () => {
      const environment = { STRIPE: `sk_live_${"x".repeat(24)}`, TOKEN: secret("hidden") };
      const stack = await deploySample(cloud, { deploy: { functions: { web: { environment } } } });

      assert.equal(stack.error, undefined);
      const warnings = stack.messages.filter(({ severity }) => severity === "warning").map(({ message }) => message);
      assert.deepEqual(warnings.map((text) => text.split(", and everyone")[0]).toSorted(), [
        'Function "sample-web": the variable STRIPE looks like a Stripe secret key',
        'Function "sample-web": the variable TOKEN is a secret',
      ]);
      for (const warning of warnings) assert.match(warning, /Keep it in .*https:/);
      assert.doesNotMatch(warnings.join(), /sk_live|hidden/);
    });
  }

  it("warns of a param that is bound to a secret: it travels in the environment", async () => {
    const stack = await deploySample("aws", { deploy: { bind: { flags: secret({ beta: true }) } } });

    assert.match(stack.messages.map(({ message }) => message).join(), /the param "flags" is a secret, and everyone/);
  });

  it("does not warn of what is no secret", async () => {
    const stack = await deploySample("aws");

    assert.deepEqual(
      stack.messages.filter(({ severity }) => severity === "warning"),
      [],
    );
  });

  it("is refused for a value that plain JavaScript left undefined, as a variable of the shell that is not set", async () => {
    const environment = { STAGE: undefined };
    const stack = await deploySet(pair, "aws", { functions: { site: { environment } } });

    assert.match(
      stack.error?.message ?? "",
      /^Function "pair-site": `environment\.STAGE` is undefined\. Pass a string/,
    );
  });

  it("on Azure never takes the place of a connection of the app", async () => {
    const stack = await deploySample("azure");
    const [settings] = stack.resources.filter(({ type }) => type === "azure-native:web:WebAppApplicationSettings");

    assert.equal(Object(settings?.inputs.properties).AzureWebJobsStorage__credential, "managedidentity");
  });
});

describe("what looks like a secret", () => {
  const x = (count: number) => "x1Y".repeat(count).slice(0, count);
  const secrets: readonly [kind: string, text: string][] = [
    ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIE"],
    ["a private key", JSON.stringify({ key: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3B" })],
    ["an AWS access key", "AKIAIOSFODNN7EXAMPLE"],
    ["a Google API key", `AIza${x(35)}`],
    ["an Azure account key", `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${x(86)}==`],
    ["a GitHub token", `ghp_${x(36)}`],
    ["a GitLab token", `glpat-${x(20)}`],
    ["an npm token", `npm_${x(36)}`],
    ["a Stripe secret key", `sk_live_${x(24)}`],
    ["a Slack token", `xoxb-${x(24)}`],
    ["a signed token", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${x(43)}`],
    ["an address with a password", "postgres://shop:hunter2@db.example:5432/shop"],
  ];
  for (const [kind, text] of secrets) {
    it(`is ${kind}: ${text.slice(0, 12)}…`, () => assert.equal(secretIn(text), kind));
  }

  for (const text of [
    "https://shop.example/a@b",
    "https://shop.example:8080/x?y=1",
    "postgres://db.example:5432/shop",
    "pk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
    "3f2a9c1e5b7d4860a1b2c3d4e5f60718",
    "arn:aws:iam::123456789012:role/shop",
    "InstrumentationKey=00000000-0000-0000-0000-000000000000",
    "",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(secretIn(text), undefined));
  }
});
