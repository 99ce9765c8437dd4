import { requiredText } from "../../../contract/read.ts";
import type { ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import {
  deletionPolicy,
  everywhere,
  labelOutputs,
  labelRules,
  projectOf,
  projectRules,
  resourceName,
} from "../project.ts";
import { topicToken } from "../tokens.ts";
import { namePattern, namesSource } from "./names.ts";

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics. Published messages go to subscriptions at once: topics store nothing. */
export const topicType: ResourceType = {
  token: topicToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/pubsub/topic/",
  naming: {
    property: "name",
    min: 3,
    max: 255,
    pattern: namePattern,
    refused: ["1-orders", "goog-orders", "shop orders"],
    source: namesSource,
  },
  replaceOn: ["name", "project"],
  properties: { ...simulated("name", "project", "labels"), ...deletionPolicy },
  constraints: [labelRules, ...projectRules],
  example: { name: "orders" },
  id: ({ inputs, scope }) => resourceName("topics", requiredText(inputs, "name"), inputs, scope),
  unique: [everywhere],
  outputs: ({ inputs, scope }) => ({ project: projectOf(inputs, scope) }),
  configured: labelOutputs,
};
