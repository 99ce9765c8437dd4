import { createHash } from "node:crypto";
import { textAt, textsAt } from "../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Properties,
  type Reference,
  type ResourceRequest,
  type Scope,
  type Unique,
  type World,
} from "../../contract.ts";
import { inert, labels, oneOf } from "../rules.ts";
import { bucketToken } from "./tokens.ts";

/** The default project. */
const defaultProject = "simulated-project";
const defaultRegion = "us-central1";

/** The project and region of a provider instance. https://www.pulumi.com/registry/packages/gcp/installation-configuration/ */
export function scopeOf(configuration: Properties): Scope {
  return {
    account: textAt(configuration, "project") ?? defaultProject,
    region: textAt(configuration, "region") ?? defaultRegion,
  };
}

/** The project a resource is in: its own `project`, or the provider's. */
export function projectOf(inputs: Properties, scope: Scope): string {
  return textAt(inputs, "project") ?? scope.account;
}

/** The place of a resource: `projects/<project>/locations/<location>`, by default the provider's. */
export function placeOf({ inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string {
  return `projects/${projectOf(inputs, scope)}/locations/${textAt(inputs, "location") ?? scope.region}`;
}

/** The full name of a resource, from its full name or its last part: `projects/<project>/topics/orders`. */
export function resourceName(collection: string, name: string, inputs: Properties, scope: Scope): string {
  return name.includes("/") ? name : `projects/${projectOf(inputs, scope)}/${collection}/${name}`;
}

/** The number of a project, always the same for the same id. */
export function projectNumber(project: string): number {
  const digest = createHash("sha256").update(project).digest();
  return 100_000_000_000 + (digest.readUIntBE(0, 6) % 900_000_000_000);
}

/** The default service account of functions. https://cloud.google.com/functions/docs/securing/function-identity */
export function defaultAccount(project: string): string {
  return `${projectNumber(project)}-compute@developer.gserviceaccount.com`;
}

/** The service agent of Pub/Sub in a project. https://cloud.google.com/iam/docs/service-agents#cloud-pub-sub-service-account */
export function pubsubAgent(project: string): string {
  return `service-${projectNumber(project)}@gcp-sa-pubsub.iam.gserviceaccount.com`;
}

/** Whether an address is that of some project's default account. */
export function isDefaultAccount(email: string): boolean {
  return /^\d{12}-compute@developer\.gserviceaccount\.com$/.test(email);
}

/** The time in the APIs' format. */
export function timeOf({ clock }: World): string {
  return new Date(clock.now()).toISOString();
}

/** An etag that is derived from the parts. */
export function etagOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("base64").slice(0, 12);
}

/**
 * The label outputs of the provider: its defaults overridden by the resource's own, and the one that it adds.
 * https://www.pulumi.com/registry/packages/gcp/installation-configuration/#configuration-reference
 */
export function labelOutputs(inputs: Properties, configuration: Properties): Properties {
  const own = configuration.addPulumiAttributionLabel === false ? {} : { "goog-pulumi-provisioned": "true" };
  const labels = { ...textsAt(configuration, "defaultLabels"), ...textsAt(inputs, "labels"), ...own };
  return { effectiveLabels: labels, pulumiLabels: labels };
}

/** `deletionPolicy` is part of every resource. */
export const deletionPolicy = inert("The simulator deletes whenever it is asked to.", "deletionPolicy");

/** The pattern of project ids. Ids with a domain prefix belong to old projects. */
export const projectPattern = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

export const projectRule: Constraint = {
  property: "project",
  rule: "must be the id of a project: 6 to 30 lower-case letters, digits and -, which starts with a letter and does not end with -",
  source: "https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin",
  accepts: (value) => typeof value === "string" && projectPattern.test(value),
  refused: [{ project: "shop" }, { project: "Shop-Project" }, { project: "x".repeat(31) }],
  accepted: [{ project: "shop-1" }, { project: "x".repeat(30) }],
};

export const deletionRule: Constraint = oneOf(
  "deletionPolicy",
  ["DELETE", "PREVENT", "ABANDON"],
  "https://www.pulumi.com/registry/packages/gcp/api-docs/cloudfunctionsv2/function/#deletionpolicy_nodejs",
  "KEEP",
);

/** Rules for all resources of a project, except bindings, which have no `deletionPolicy`. */
export const projectRules: readonly Constraint[] = [projectRule, deletionRule];

export const labelRules: Constraint = labels(
  "labels",
  64,
  "must have at most 64 labels, with keys of 1 to 63 lower-case letters, digits, _ and - that start with a letter, and values of at most 63",
  "https://cloud.google.com/resource-manager/docs/creating-managing-labels#requirements",
  {
    isLabel: (key, value) =>
      /^\p{Ll}[\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key) && /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value),
    refused: { Team: "shop" },
  },
);

/** Full names are globally unique, whichever project the provider works in. */
export const everywhere: Unique = { key: ({ id }) => id };

/** https://cloud.google.com/apis/design/errors */
export function alreadyExists(what: string): CloudError {
  return new CloudError("ALREADY_EXISTS", `Resource '${what}' already exists.`, 409);
}

export function notFound(what: string): CloudError {
  return new CloudError("NOT_FOUND", `Resource '${what}' was not found.`, 404);
}

/** A reference to a resource by name. @param idFor - The id of a name. */
export function referenceTo(
  type: string,
  idFor: (name: string, request: Pick<ResourceRequest, "inputs" | "scope">) => string,
): Reference {
  return {
    find: (name, request, { store }) => store.get(type, idFor(name, request)),
    missing: (name, request) => notFound(idFor(name, request)),
  };
}

/** A reference to a bucket by name. */
export const toBucket: Reference = {
  find: (name, _request, { store }) => store.get(bucketToken, name),
  missing: (name) => notFound(`b/${name}`),
};

/**
 * The creator and thus owner of a project: the user who deploys to it.
 * https://cloud.google.com/resource-manager/docs/access-control-proj ("the creator of the project is granted the Owner role")
 */
export const userWhoOwns = (project: string): string => `deployer@${project}`;

/** The project that a user owns. */
export function ownedBy(user: string): string | undefined {
  const [name, project = ""] = user.split("@");
  return name === "deployer" && projectPattern.test(project) ? project : undefined;
}
