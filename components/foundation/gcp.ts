import { projects, serviceaccount, storage } from "@pulumi/gcp";
import { all, type ComponentResource, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import { type FoundationBuilder, type FoundationPlan, requireArgs } from "./plan.ts";

export interface GcpFoundationNodes {
  readonly sources: storage.Bucket;
  readonly builder: serviceaccount.Account;
  /** The roles of the builder, by what they are for. */
  readonly buildAccess: Readonly<Record<keyof typeof buildRoles, projects.IAMMember>>;
}

export interface GcpFoundationTransform {
  /** The bucket that functions are built from. @default unchanged */
  readonly sources?: Transform<storage.BucketArgs>;
  /** The service account that builds functions. @default unchanged */
  readonly builder?: Transform<serviceaccount.AccountArgs>;
}

type Plan = FoundationPlan<GcpFoundationTransform>;

/** What a build needs, and no more: https://cloud.google.com/functions/docs/securing/build-custom-sa */
const buildRoles = {
  logs: "roles/logging.logWriter",
  images: "roles/artifactregistry.writer",
  sources: "roles/storage.objectViewer",
} as const;

/** The bucket that functions are built from: https://cloud.google.com/functions/docs/deploy#from-cloud-storage */
function createSources(
  self: ComponentResource,
  { name, tags, transform }: Plan,
  place: { readonly project: Input<string>; readonly location: Input<string> },
): storage.Bucket {
  const bucket: storage.BucketArgs = {
    ...place,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    // What it holds can be built again from the program, so it need not outlive the stack.
    forceDestroy: true,
    ...(tags === undefined ? {} : { labels: tags }),
  };
  return new storage.Bucket(...transformed(transform.sources, `${name}-sources`, bucket, { parent: self }));
}

/** Builds run as an account of their own: the default one may do everything in old projects, and nothing in new ones. */
function createBuilder(self: ComponentResource, { name, transform }: Plan, project: Input<string>) {
  const args: serviceaccount.AccountArgs = {
    project,
    accountId: physicalName(self, `${name}-builder-id`, `${name}-builder`, {
      max: 30,
      separator: "-",
      letterFirst: true,
    }),
    displayName: `Fourfold builds of ${name}`,
  };
  return new serviceaccount.Account(...transformed(transform.builder, `${name}-builder`, args, { parent: self }));
}

function createBuildAccess(
  self: ComponentResource,
  { name }: Plan,
  project: Input<string>,
  builder: serviceaccount.Account,
): GcpFoundationNodes["buildAccess"] {
  const member = interpolate`serviceAccount:${builder.email}`;
  const grant = (purpose: keyof typeof buildRoles) =>
    new projects.IAMMember(
      `${name}-builder-${purpose}`,
      { project, role: buildRoles[purpose], member },
      { parent: self },
    );
  return { logs: grant("logs"), images: grant("images"), sources: grant("sources") };
}

/** The builder's name, known only when it has its roles: a build that starts earlier would fail. */
function readyBuilder(builder: serviceaccount.Account, access: GcpFoundationNodes["buildAccess"]): Output<string> {
  const granted = all(Object.values(access).map(({ id }) => id));
  return all([builder.name, granted]).apply(([name]) => name);
}

/** A bucket to build from, and an account that builds. */
export const build: FoundationBuilder<GcpFoundationNodes, GcpFoundationTransform> = (self, plan) => {
  const { project, region } = requireArgs(plan.args.gcp, "gcp", plan.where);
  const sources = createSources(self, plan, { project, location: region });
  const builder = createBuilder(self, plan, project);
  const buildAccess = createBuildAccess(self, plan, project, builder);
  return {
    id: sources.id,
    attributes: { project, region, sources: sources.name, builder: readyBuilder(builder, buildAccess) },
    nodes: { sources, builder, buildAccess },
  };
};
