import { createHash } from "node:crypto";
import { CloudError, type Properties, type ResourceRequest, type Scope, type World } from "../../contract.ts";
import { requireKnownRegion } from "./regions.ts";

/** The account that programs deploy to when their provider names none. It is the one in AWS's own examples. */
const defaultAccount = "123456789012";
const defaultRegion = "us-east-1";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function arnOf(service: string, { region, account }: Scope, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** IAM is one for all regions: its ARNs name none. */
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
 * An id as the vendor's services make them, but the same at every run, so that addresses are.
 * A replacement, which is created while its predecessor still exists, gets the next one.
 */
export function idFor({ urn }: ResourceRequest, length: number, isTaken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash("sha256").update(`${urn} ${attempt}`).digest();
    const id = [...digest]
      .map((byte) => "abcdefghijklmnopqrstuvwxyz0123456789"[byte % 36])
      .join("")
      .slice(0, length);
    if (!isTaken(id)) return id;
  }
}

/** Whether a type has a resource with this id, in whichever account and region. */
export function isTakenIn(world: World, type: string): (id: string) => boolean {
  return (id) => world.store.find(type, (resource) => resource.id === id).length > 0;
}

/** A refusal for a name that is in use. */
export function requireFree(world: World, type: string, id: string, scope: Scope, refusal: CloudError): void {
  if (world.store.get(type, id, scope) !== undefined) throw refusal;
}

/** Text inputs, and `undefined` for others. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The object at a property, or an empty one. */
export function objectOf(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
