import type { ResourceType } from "../../contract.ts";
import { requiredText } from "../read.ts";
import { deletionPolicy, deletionPolicyConstraint, projectConstraint, projectOf } from "./project.ts";

/** An API that a project uses. https://cloud.google.com/service-usage/docs/enable-disable */
export const serviceType: ResourceType = {
  token: "gcp:projects/service:Service",
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/service/",
  replaceOn: ["service", "project"],
  properties: {
    service: { inert: "Every simulated API is enabled in every project." },
    project: "simulated",
    disableOnDestroy: { inert: "Every simulated API stays enabled." },
    disableDependentServices: { inert: "Every simulated API stays enabled." },
    checkIfServiceHasUsageOnDestroy: { inert: "Every simulated API stays enabled." },
    deletionPolicy,
  },
  constraints: [
    {
      property: "service",
      rule: "must be the name of a service: cloudfunctions.googleapis.com",
      source: "https://cloud.google.com/service-usage/docs/reference/rest/v1/services",
      accepts: (value) => typeof value === "string" && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(value),
      refused: { service: "Cloud Functions" },
    },
    projectConstraint,
    deletionPolicyConstraint,
  ],
  example: { service: "cloudfunctions.googleapis.com" },
  create({ inputs, scope }) {
    const project = projectOf(inputs, scope);
    return { id: `${project}/${requiredText(inputs, "service")}`, outputs: { project } };
  },
};
