import { textAt } from "../../../contract/read.ts";
import { CloudError, type Service } from "../../../contract.ts";
import { projectNumber, projectPattern } from "../project.ts";
import { serviceType } from "./project-service.ts";
import { serviceIdentityType } from "./service-identity.ts";

const invokes: NonNullable<Service["invokes"]> = {
  /** https://www.pulumi.com/registry/packages/gcp/api-docs/organizations/getclientconfig/ */
  "gcp:organizations/getClientConfig:getClientConfig": (_args, scope) => ({
    id: `projects/${scope.account}/regions/${scope.region}/zones/`,
    project: scope.account,
    region: scope.region,
    zone: `${scope.region}-a`,
    accessToken: "simulated",
    defaultLabels: {},
  }),
  /** https://www.pulumi.com/registry/packages/gcp/api-docs/organizations/getproject/ */
  "gcp:organizations/getProject:getProject": (args, scope) => {
    const projectId = textAt(args, "projectId") ?? scope.account;
    if (!projectPattern.test(projectId)) {
      throw new CloudError("INVALID_ARGUMENT", `The project id '${projectId}' is not valid.`);
    }
    return {
      id: `projects/${projectId}`,
      projectId,
      name: projectId,
      number: String(projectNumber(projectId)),
      autoCreateNetwork: false,
      billingAccount: "",
      deletionPolicy: "PREVENT",
      folderId: "",
      orgId: "",
      labels: {},
      effectiveLabels: {},
      pulumiLabels: {},
      tags: {},
    };
  },
};

/** Projects, which exist without being deployed, their enabled APIs, and the service agents of these. */
export function projectsService(): Service {
  return { name: "Projects", types: [serviceType, serviceIdentityType], invokes };
}
