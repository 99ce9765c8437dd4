import { Repository, type RepositoryArgs } from "@pulumi/gcp/artifactregistry/repository.js";
import { RepositoryIamMember } from "@pulumi/gcp/artifactregistry/repositoryIamMember.js";
import type { BudgetArgs } from "@pulumi/gcp/billing/budget.js";
import type { NotificationChannelArgs } from "@pulumi/gcp/monitoring/notificationChannel.js";
import { getProjectOutput } from "@pulumi/gcp/organizations/getProject.js";
import { IAMMember as ProjectIAMMember } from "@pulumi/gcp/projects/iammember.js";
import { ServiceIdentity, type ServiceIdentityArgs } from "@pulumi/gcp/projects/serviceIdentity.js";
import { type AccountArgs, Account as ServiceAccount } from "@pulumi/gcp/serviceaccount/account.js";
import { Bucket, type BucketArgs } from "@pulumi/gcp/storage/bucket.js";
import { all, type ComponentResource, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import { createBudget, type GcpBudgetNodes } from "./budget/gcp.ts";
import { type FoundationBuilder, type FoundationPlan, requireArgs } from "./plan.ts";

export interface GcpFoundationNodes {
  readonly sources: Bucket;
  readonly images: Repository;
  readonly builder: ServiceAccount;
  readonly messages?: ServiceIdentity;
  readonly budget?: GcpBudgetNodes;
  /** The roles of the builder, by what they are for. */
  readonly buildAccess: {
    readonly logs: ProjectIAMMember;
    readonly images: RepositoryIamMember;
    readonly sources: ProjectIAMMember;
  };
}

export interface GcpFoundationTransform {
  /** The bucket that functions are built from. @default unchanged */
  readonly sources?: Transform<BucketArgs>;
  /** The repository that the images of functions are kept in. @default unchanged */
  readonly images?: Transform<RepositoryArgs>;
  /** The service account that builds functions. @default unchanged */
  readonly builder?: Transform<AccountArgs>;
  /** The account that Pub/Sub itself acts as. @default unchanged */
  readonly messages?: Transform<ServiceIdentityArgs>;
  /** The budget. @default unchanged */
  readonly budget?: Transform<BudgetArgs>;
  /** How the budget's alarms reach each address. @default unchanged */
  readonly channels?: Transform<NotificationChannelArgs>;
}

type Plan = FoundationPlan<GcpFoundationTransform>;
type Place = { readonly project: Input<string>; readonly location: Input<string> };

/** What a build needs, and no more: https://cloud.google.com/functions/docs/securing/build-custom-sa */
const buildRoles = {
  logs: "roles/logging.logWriter",
  images: "roles/artifactregistry.writer",
  sources: "roles/storage.objectViewer",
} as const;

/** The bucket that functions are built from: https://cloud.google.com/functions/docs/deploy#from-cloud-storage */
function createSources(self: ComponentResource, { name, tags, transform }: Plan, place: Place): Bucket {
  const bucket: BucketArgs = {
    ...place,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    // What it holds can be built again from the program, so it need not outlive the stack.
    forceDestroy: true,
    ...(tags === undefined ? {} : { labels: tags }),
  };
  return new Bucket(...transformed(transform.sources, `${name}-sources`, bucket, { parent: self }));
}

/** Builds run as an account of their own: the default one may do everything in old projects, and nothing in new ones. */
function createBuilder(self: ComponentResource, { name, transform }: Plan, project: Input<string>) {
  const args: AccountArgs = {
    project,
    accountId: physicalName(self, `${name}-builder-id`, `${name}-builder`, {
      max: 30,
      separator: "-",
      letterFirst: true,
    }),
    displayName: `Fourfold builds of ${name}`,
  };
  return new ServiceAccount(...transformed(transform.builder, `${name}-builder`, args, { parent: self }));
}

/**
 * A repository of the foundation's own, so that the builder needs no role on those of others.
 * https://cloud.google.com/functions/docs/building#image_registry
 */
function createImages(self: ComponentResource, { name, tags, transform }: Plan, place: Place) {
  const repository: RepositoryArgs = {
    ...place,
    // At most 63 characters, a letter first: https://cloud.google.com/artifact-registry/docs/repositories/create-repos
    repositoryId: physicalName(self, `${name}-images-name`, `${name}-images`, {
      max: 63,
      separator: "-",
      letterFirst: true,
    }),
    format: "DOCKER",
    description: `Images of the functions on ${name}`,
    ...(tags === undefined ? {} : { labels: tags }),
  };
  return new Repository(...transformed(transform.images, `${name}-images`, repository, { parent: self }));
}

/**
 * Only the bucket that the platform copies sources into, and builds from. It makes the bucket when the first function of a
 * region is deployed, so that no role can be given on it before, but on the project under a condition.
 * https://cloud.google.com/functions/docs/building, https://github.com/hashicorp/terraform-provider-google/issues/20571,
 * https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name
 */
function onlySources(self: ComponentResource, { project, location }: Place) {
  const { number } = getProjectOutput({ projectId: project }, { parent: self });
  const bucket = interpolate`projects/_/buckets/gcf-v2-sources-${number}-${location}`;
  return {
    title: interpolate`Sources of functions in ${location}`,
    expression: interpolate`resource.name == "${bucket}" || resource.name.startsWith("${bucket}/")`,
  };
}

/** Logs of builds are written to the project: there is nothing narrower. */
function createBuildAccess(
  self: ComponentResource,
  { name }: Plan,
  place: Place,
  { builder, images }: { readonly builder: ServiceAccount; readonly images: Repository },
): GcpFoundationNodes["buildAccess"] {
  const { project, location } = place;
  const member = interpolate`serviceAccount:${builder.email}`;
  const childOf = (purpose: keyof typeof buildRoles) => `${name}-builder-${purpose}`;
  const logs = { project, role: buildRoles.logs, member };
  const toImages = { project, location, repository: images.repositoryId, role: buildRoles.images, member };
  const sources = { project, role: buildRoles.sources, member, condition: onlySources(self, place) };
  return {
    logs: new ProjectIAMMember(childOf("logs"), logs, { parent: self }),
    images: new RepositoryIamMember(childOf("images"), toImages, { parent: self }),
    sources: new ProjectIAMMember(childOf("sources"), sources, { parent: self }),
  };
}

/** Pub/Sub moves dead letters as an account of its own in each project: https://cloud.google.com/pubsub/docs/dead-letter-topics#grant_forwarding_permissions */
function createAgent(self: ComponentResource, { name, transform }: Plan, project: Input<string>): ServiceIdentity {
  const args: ServiceIdentityArgs = { project, service: "pubsub.googleapis.com" };
  return new ServiceIdentity(...transformed(transform.messages, `${name}-messages`, args, { parent: self }));
}

/** The builder's name, known only when it has its roles: a build that starts earlier would fail. */
function readyBuilder(builder: ServiceAccount, access: GcpFoundationNodes["buildAccess"]): Output<string> {
  const granted = all(Object.values(access).map(({ id }) => id));
  return all([builder.name, granted]).apply(([name]) => name);
}

/** A bucket to build from, a repository for what is built, and an account that builds. */
export const build: FoundationBuilder<GcpFoundationNodes, GcpFoundationTransform> = (self, plan) => {
  const own = requireArgs(plan.args.gcp, "gcp", plan.where);
  const { project, region } = own;
  const place = { project, location: region };
  // First: it is refused without an account that it belongs to, before anything is made.
  const budget = plan.budget && createBudget(self, plan, own, plan.budget);
  const sources = createSources(self, plan, place);
  const images = createImages(self, plan, place);
  const builder = createBuilder(self, plan, project);
  const buildAccess = createBuildAccess(self, plan, place, { builder, images });
  const ready = readyBuilder(builder, buildAccess);
  const messages = plan.args.messages ? createAgent(self, plan, project) : undefined;
  return {
    id: sources.id,
    attributes: {
      ...{ project, region, sources: sources.name, images: images.id, builder: ready },
      messagesAgent: messages?.member ?? "",
    },
    nodes: { sources, images, builder, buildAccess, ...(messages && { messages }), ...(budget && { budget }) },
  };
};
