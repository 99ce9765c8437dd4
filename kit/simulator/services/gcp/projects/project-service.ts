import { requiredText } from "../../../contract/read.ts";
import type { ResourceType } from "../../../contract.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { deletionPolicy, projectOf, projectRules } from "../project.ts";

/** An enabled API of a project. https://cloud.google.com/service-usage/docs/enable-disable */
export const serviceType: ResourceType = {
  token: "gcp:projects/service:Service",
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/service/",
  replaceOn: ["service", "project"],
  properties: {
    ...simulated("project"),
    ...inert("Every simulated API is enabled in every project.", "service"),
    ...inert(
      "Every simulated API stays enabled.",
      ...["disableOnDestroy", "disableDependentServices", "checkIfServiceHasUsageOnDestroy"],
    ),
    ...deletionPolicy,
  },
  constraints: [
    matches(
      "service",
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      "must be the name of a service: cloudfunctions.googleapis.com",
      "https://cloud.google.com/service-usage/docs/reference/rest/v1/services",
      "Cloud Functions",
    ),
    ...projectRules,
  ],
  example: { service: "cloudfunctions.googleapis.com" },
  id: ({ inputs, scope }) => `${projectOf(inputs, scope)}/${requiredText(inputs, "service")}`,
  outputs: ({ inputs, scope }) => ({ project: projectOf(inputs, scope) }),
};
