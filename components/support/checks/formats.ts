import { FourfoldError, type PerCloud } from "fourfold";
import { knownValue } from "../inputs.ts";

/** The format of a string. */
interface Format {
  readonly pattern: RegExp;
  /** What it is, as the end of a sentence. */
  readonly is: string;
  readonly example: string;
  readonly source: string;
}

/** Formats by the property that has them. */
export type Formats = Readonly<Record<string, Format>>;

const cloudflareId: Format = {
  pattern: /^[0-9a-f]{32}$/i,
  is: "an id of 32 hexadecimal digits",
  example: "023e105f4ecef8ad9ca31a8372d0c353",
  source: "https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/",
};

/** What only one cloud needs of a foundation. */
export const foundationFormats: PerCloud<Formats> = {
  aws: {
    permissionsBoundary: {
      // Empty: none, as for a setting with a default.
      pattern: /^(?:|arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+)$/,
      is: "the ARN of a policy",
      example: "arn:aws:iam::123456789012:policy/boundary",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
    },
  },
  gcp: {
    project: {
      // With a domain in front, in old projects; or the number of a project.
      pattern: /^(?:(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|\d+)$/,
      is: "the id of a project",
      example: "acme-prod",
      source: "https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin",
    },
    region: {
      pattern: /^[a-z]+(?:-[a-z]+)+\d+$/,
      is: "a region",
      example: "europe-west1",
      source: "https://cloud.google.com/functions/docs/locations",
    },
    billingAccount: {
      // Empty: none, as for a setting with a default.
      pattern: /^(?:|[0-9A-F]{6}(?:-[0-9A-F]{6}){2})$/,
      is: "the id of a billing account",
      example: "01A2B3-C4D5E6-F7A8B9",
      source: "https://cloud.google.com/billing/docs/how-to/find-billing-account-id",
    },
  },
  azure: {
    location: {
      pattern: /^[a-z][a-z0-9 ]*$/i,
      is: "a region",
      example: "westeurope",
      source: "https://learn.microsoft.com/azure/reliability/regions-list",
    },
  },
  cloudflare: {
    accountId: cloudflareId,
    workersSubdomain: {
      pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
      is: "the account's name under workers.dev alone",
      example: "acme",
      source: "https://developers.cloudflare.com/workers/configuration/routing/workers-dev/",
    },
  },
};

/** Where the functions of a set answer in a zone. */
export const zoneFormats: Formats = {
  id: cloudflareId,
  hostname: {
    pattern: /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+$/i,
    is: "a host name alone",
    example: "api.acme.example",
    source: "https://developers.cloudflare.com/workers/configuration/routing/routes/",
  },
};

/**
 * Refuses strings that are known and do not have their format.
 *
 * @param path - Where they are in the component's arguments.
 * @throws FourfoldError `ERR_ARGUMENT`
 */
export function checkFormats(values: object | undefined, formats: Formats, path: string, where: string): void {
  for (const [property, value] of Object.entries(values ?? {})) {
    const [format, known] = [formats[property], knownValue<unknown>(value)];
    if (format === undefined || typeof known !== "string" || format.pattern.test(known)) continue;
    throw new FourfoldError("ERR_ARGUMENT", {
      where,
      what: `\`${path}.${property}\` is ${JSON.stringify(known)}, and must be ${format.is} (${format.source}).`,
      fix: `Write it like "${format.example}".`,
    });
  }
}
