import { linkVariable } from "fourfold";
import type { Contribution, Link, LinkKind } from "./contribution.ts";
import { publisher } from "./pubsub.ts";
import { serviceBusSender } from "./service-bus.ts";

/** Where the queue is. */
const at = ({ resource, on }: Link, attribute: string): Pick<Contribution, "environment"> => ({
  environment: { [linkVariable(resource)]: on(attribute) },
});

/** Who may send to a queue, and to nothing else: one action, one role, one binding. */
export const queue: LinkKind = {
  // It covers batches too: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  aws: (link) => ({ ...at(link, "url"), statements: [{ actions: ["sqs:SendMessage"], resource: link.on("arn") }] }),
  gcp: (link) => ({ ...at(link, "topic"), gcpRoles: [publisher(link.on("project"), link.on("name"))] }),
  azure: (link) => ({ ...at(link, "address"), azureRoles: [{ role: serviceBusSender, scope: link.on("scope") }] }),
  cloudflare: ({ resource, on }) => ({
    bindings: [{ type: "queue", name: linkVariable(resource), queueName: on("name") }],
  }),
};
