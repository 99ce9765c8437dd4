import { CloudError, type ResourceType } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { arnOf, nameFrom } from "../names.ts";
import { allTags, policyDocument, regionLimit, tagRules } from "../rules.ts";
import { subscriptionsOf, types } from "./topics.ts";

const source = "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html";

/** Known gap: FIFO topics are not simulated; `fifoTopic` is refused. */
export const topicType: ResourceType = {
  token: types.topic,
  source,
  naming: {
    ...{ property: "name", prefix: "namePrefix", max: 256, pattern: /^[\w-]+$/, source },
    refused: ["shop events", "events.fifo"],
  },
  replaceOn: ["name", "namePrefix"],
  properties: {
    ...simulated("name", "namePrefix", "policy", "region", "tags"),
    ...inert("Messages are not kept, and are delivered unencrypted.", "kmsMasterKeyId"),
  },
  constraints: [policyDocument("https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"), tagRules],
  limits: [regionLimit],
  example: { name: "events" },
  once: { name: nameFrom },
  id: ({ once, scope }) => arnOf("sns", scope, String(once.name)),
  taken: ({ once }) =>
    new CloudError(
      "InvalidParameter",
      `Invalid parameter: Topic ${once.name} already exists with different attributes`,
    ),
  defaults: { displayName: "", fifoTopic: false, contentBasedDeduplication: false },
  outputs: ({ id, scope }) => ({ arn: id, owner: scope.account }),
  configured: allTags,
  // "Deletes a topic and all its subscriptions": https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
  inside: ({ id }, world) => subscriptionsOf(world, id),
};
