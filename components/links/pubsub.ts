import { createRequire } from "node:module";
import type { Input } from "@pulumi/pulumi";
import type { GcpRole } from "./contribution.ts";

const require = createRequire(import.meta.url);

/** What may publish to a topic of Pub/Sub: https://cloud.google.com/pubsub/docs/access-control#roles */
export function publisher(project: Input<string>, topic: Input<string>, part?: string): GcpRole {
  const role = "roles/pubsub.publisher";
  return {
    role,
    ...(part === undefined ? {} : { part }),
    grant(name, member, options) {
      // A project has the SDKs of its own clouds only.
      const { pubsub } = require("@pulumi/gcp") as typeof import("@pulumi/gcp");
      return new pubsub.TopicIAMMember(name, { project, topic, role, member }, options);
    },
  };
}
