import { requiredText } from "../../../contract/read.ts";
import type { ResourceType } from "../../../contract.ts";
import { runsOnly, simulated } from "../../rules.ts";
import { projectOf, projectRule, pubsubAgent } from "../project.ts";

/** The service agent of a Google service in a project. https://cloud.google.com/iam/docs/service-agents */
export const serviceIdentityType: ResourceType = {
  token: "gcp:projects/serviceIdentity:ServiceIdentity",
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/serviceidentity/",
  replaceOn: ["service", "project"],
  properties: simulated("service", "project"),
  constraints: [projectRule],
  limits: [runsOnly("service", ["pubsub.googleapis.com"], "cloudtasks.googleapis.com")],
  example: { service: "pubsub.googleapis.com" },
  id: ({ inputs, scope }) => `projects/${projectOf(inputs, scope)}/services/${requiredText(inputs, "service")}`,
  outputs({ inputs, scope }) {
    const project = projectOf(inputs, scope);
    const email = pubsubAgent(project);
    return { project, email, member: `serviceAccount:${email}` };
  },
};
