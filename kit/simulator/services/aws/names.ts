import { createHash, randomBytes } from "node:crypto";
import { CloudError, type Properties, type ResourceRequest, type Scope, type World } from "../../contract.ts";
import { requireKnownRegion } from "./regions.ts";

/** The account that programs deploy to by default: the one in AWS's own examples. */
const defaultAccount = "123456789012";
const defaultRegion = "us-east-1";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function arnOf(service: string, { region, account }: Scope, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** IAM is global: its ARNs contain no region. */
export function globalArnOf(service: string, account: string, resource: string): string {
  return `arn:aws:${service}::${account}:${resource}`;
}

/** Nested settings of a provider arrive as JSON text: https://www.pulumi.com/docs/iac/concepts/config/#structured-configuration */
function parseSetting(value: unknown): unknown {
  return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

function accountOfRole(roles: unknown): string | undefined {
  const [first] = Array.isArray(roles) ? roles : [roles];
  return typeof first?.roleArn === "string" ? first.roleArn.split(":")[4] : undefined;
}

/** The account and region of a provider: those of its assumed role, its only allowed account, or the defaults. */
export function scopeOf(configuration: Properties): Scope {
  const allowed = parseSetting(configuration.allowedAccountIds);
  const forbidden = parseSetting(configuration.forbiddenAccountIds);
  const account =
    accountOfRole(parseSetting(configuration.assumeRoles)) ??
    (Array.isArray(allowed) && typeof allowed[0] === "string" ? allowed[0] : defaultAccount);
  const isRefused =
    (Array.isArray(allowed) && !allowed.includes(account)) || (Array.isArray(forbidden) && forbidden.includes(account));
  if (isRefused) throw new CloudError("InvalidAccount", `AWS account ID not allowed: ${account}`);
  const { region } = configuration;
  return { account, region: requireKnownRegion(typeof region === "string" && region !== "" ? region : defaultRegion) };
}

/**
 * An id in the form of the vendor's services, but the same in every run, so that addresses stay the same.
 * A replacement, which is created while its predecessor still exists, gets the next one.
 */
export function idFor({ urn }: Pick<ResourceRequest, "urn">, length: number, isTaken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash("sha256").update(`${urn} ${attempt}`).digest();
    const id = [...digest]
      .map((byte) => "abcdefghijklmnopqrstuvwxyz0123456789"[byte % 36])
      .join("")
      .slice(0, length);
    if (!isTaken(id)) return id;
  }
}

/** The name of a resource, or a generated one with the given prefix. https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go (PrefixedUniqueId) */
export function nameFrom({ inputs: { name, namePrefix } }: Pick<ResourceRequest, "inputs">): string {
  return namePrefix === undefined ? String(name) : `${namePrefix}${randomBytes(13).toString("hex")}`;
}

/** Whether a type has a resource with this id, in any account and region. @param output - The output to compare. @default the id */
export function isTakenIn({ store }: World, type: string, output?: string): (id: string) => boolean {
  return (id) =>
    store.find(type, (resource) => (output === undefined ? resource.id : resource.outputs[output]) === id).length > 0;
}
