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
      const { TopicIAMMember } =
        require("@pulumi/gcp/pubsub/topicIAMMember.js") as typeof import("@pulumi/gcp/pubsub/topicIAMMember.js");
      return new TopicIAMMember(name, { project, topic, role, member }, options);
    },
  };
}
