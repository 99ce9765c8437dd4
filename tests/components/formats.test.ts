import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { type Cloud, clouds } from "fourfold";
import { evaluate } from "fourfold/testing";
import { checkFormats, type Formats, foundationFormats, zoneFormats } from "../../components/support/checks/formats.ts";
import { refuses } from "../support/refuses.ts";
import { deploySample, deploySet } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

interface Examples {
  readonly formats: Formats;
  readonly property: string;
  /** As the vendor's pages have them. */
  readonly taken: readonly string[];
  /** What people write instead: something else of the vendor's, more than was asked for, or a slip. */
  readonly refused: readonly string[];
}

const account = "023e105f4ecef8ad9ca31a8372d0c353";

const examples: readonly Examples[] = [
  {
    formats: foundationFormats.aws,
    property: "permissionsBoundary",
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
    taken: [
      "arn:aws:iam::123456789012:policy/UsersManageOwnCredentials",
      "arn:aws:iam::123456789012:policy/division_abc/subdivision_xyz/UsersManageOwnCredentials",
      "arn:aws:iam::aws:policy/PowerUserAccess",
      "arn:aws-us-gov:iam::123456789012:policy/boundary",
      "arn:aws-cn:iam::123456789012:policy/a+b=c,d.e@f-g",
      // A setting with a default may say that there is none.
      "",
    ],
    refused: ["boundary", "arn:aws:iam::123456789012:role/boundary", "arn:aws:iam::12345:policy/boundary", " "],
  },
  {
    formats: foundationFormats.gcp,
    property: "project",
    // https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin: 6 to 30 characters.
    taken: ["acme-1", `a${"b".repeat(29)}`, "tokyo-rain-123", "example.com:acme-prod", "415104041262"],
    refused: ["Acme-Prod", "acme", `a${"b".repeat(30)}`, "acme-prod-", "1acme-prod", "projects/acme-prod", "acme_prod"],
  },
  {
    formats: foundationFormats.gcp,
    property: "region",
    // https://cloud.google.com/functions/docs/locations
    taken: ["europe-west1", "us-central1", "northamerica-northeast2", "southamerica-west1", "europe-west12"],
    refused: ["europe-west1-b", "europe", "eu", "Europe-West1", "europe_west1", ""],
  },
  {
    formats: foundationFormats.azure,
    property: "location",
    // https://learn.microsoft.com/azure/reliability/regions-list
    taken: ["westeurope", "West Europe", "eastus2", "East US 2", "usgovvirginia"],
    refused: ["west-europe", "eu-west-1", "westeurope,northeurope", "2eastus", ""],
  },
  {
    formats: foundationFormats.cloudflare,
    property: "accountId",
    // https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/
    taken: [account, account.toUpperCase()],
    refused: ["acme", account.slice(1), `${account}0`, account.replace("0", "g"), `${account}\n`],
  },
  {
    formats: foundationFormats.cloudflare,
    property: "workersSubdomain",
    // https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
    taken: ["acme", "a", "acme-2", "x".repeat(63)],
    refused: ["acme.workers.dev", "https://acme.workers.dev", "-acme", "acme-", "x".repeat(64), ""],
  },
  {
    formats: zoneFormats,
    property: "id",
    taken: [account],
    refused: ["acme.example"],
  },
  {
    formats: zoneFormats,
    property: "hostname",
    // https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
    taken: ["api.acme.example", "acme.example", "*.acme.example", "API.Acme.example", "api.xn--bcher-kva.example"],
    refused: ["https://api.acme.example", "api.acme.example/x", "api.acme.example:8080", "api.*.example", "localhost"],
  },
];

/** The one thing that is wrong with where a cloud's foundation stands. */
const wrong = {
  aws: { aws: { permissionsBoundary: "boundary" } },
  gcp: { gcp: { project: "acme-test", region: "europe-west1-b" } },
  azure: { azure: { location: "west-europe" } },
  cloudflare: { cloudflare: { accountId: "acme", workersSubdomain: "acme" } },
} as const;

const messages: Readonly<Record<Cloud, string>> = {
  aws: '`aws.permissionsBoundary` is "boundary", and must be the ARN of a policy (https:',
  gcp: '`gcp.region` is "europe-west1-b", and must be a region (https:',
  azure: '`azure.location` is "west-europe", and must be a region (https:',
  cloudflare: '`cloudflare.accountId` is "acme", and must be an id of 32 hexadecimal digits (https:',
};

describe("where functions stand", () => {
  for (const { formats, property, taken, refused } of examples) {
    for (const value of taken) {
      it(`may be, as \`${property}\`, ${JSON.stringify(value)}`, () => {
        checkFormats({ [property]: value }, formats, "path", "Foundation");
      });
    }

    for (const value of refused) {
      it(`is not, as \`${property}\`, ${JSON.stringify(value)}`, () => {
        const refusal = refuses("ERR_ARGUMENT", /^Foundation: `path\.\w+` is ".*", and must be .* \(https:/s, () =>
          checkFormats({ [property]: value }, formats, "path", "Foundation"),
        );

        assert.ok(refusal.message.includes(`\`path.${property}\` is ${JSON.stringify(value)},`));
      });
    }
  }

  it("is advised to be like an example that is taken itself", () => {
    for (const formats of [...clouds.map((cloud) => foundationFormats[cloud]), zoneFormats]) {
      for (const [property, { example, pattern }] of Object.entries(formats)) assert.match(example, pattern, property);
    }
  });

  for (const cloud of clouds) {
    it(`is refused at preview on ${cloud}, before anything is made, with what it must be and an example`, async () => {
      const stack = await deploySample(cloud, { foundation: wrong[cloud], evaluate: { preview: true } });

      const message = stack.error?.message ?? "";
      assert.ok(message.startsWith(`Foundation "acme": ${messages[cloud]}`), message);
      assert.match(message, /Write it like ".+"\. \[ERR_ARGUMENT\]$/);
      assert.deepEqual(
        stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type)),
        [],
      );
    });
  }

  it("is refused at preview in a zone of Cloudflare's whose host name is a URL", async () => {
    const zone = { id: account, hostname: "https://api.acme.example" };
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } }, { preview: true });

    assert.match(stack.error?.message ?? "", /^Gateway "pair-gateway": `zone\.hostname` is "https:.*ERR_ARGUMENT\]$/);
  });

  it("is left to the cloud where it is known only later", async () => {
    const later = output(new Promise<string>((resolve) => setImmediate(resolve, "acme")));
    const stack = await evaluate(() => {
      checkFormats({ accountId: later }, foundationFormats.cloudflare, "cloudflare", "Foundation");
    });

    assert.equal(stack.error, undefined);
  });
});
