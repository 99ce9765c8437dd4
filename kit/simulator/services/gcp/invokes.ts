import { CloudError, type Invoke } from "../../contract.ts";
import { textAt } from "../read.ts";
import { projectNumber, projectPattern } from "./project.ts";

/** What programs ask the provider. */
export const invokes: Readonly<Record<string, Invoke>> = {
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
