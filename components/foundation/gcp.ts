import { storage } from "@pulumi/gcp";
import { type Transform, transformed } from "../support/transform.ts";
import { type FoundationBuilder, requireArgs } from "./plan.ts";

export interface GcpFoundationNodes {
  readonly sources: storage.Bucket;
}

export interface GcpFoundationTransform {
  /** The bucket that functions are built from. @default unchanged */
  readonly sources?: Transform<storage.BucketArgs>;
}

/** The bucket that functions are built from: https://cloud.google.com/functions/docs/deploy#from-cloud-storage */
export const build: FoundationBuilder<GcpFoundationNodes, GcpFoundationTransform> = (
  self,
  { name, where, args, transform },
) => {
  const { project, region } = requireArgs(args.gcp, "gcp", where);
  const sources = new storage.Bucket(
    ...transformed<storage.BucketArgs>(
      transform.sources,
      `${name}-sources`,
      {
        project,
        location: region,
        uniformBucketLevelAccess: true,
        publicAccessPrevention: "enforced",
        // What it holds can be built again from the program, so it need not outlive the stack.
        forceDestroy: true,
        ...(args.tags === undefined ? {} : { labels: args.tags }),
      },
      { parent: self },
    ),
  );
  return { id: sources.id, attributes: { project, region, sources: sources.name }, nodes: { sources } };
};
