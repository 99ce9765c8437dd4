import { listAt, requiredText } from "../../../contract/read.ts";
import { CloudError, type Reference, type ResourceType, type World } from "../../../contract.ts";
import { inert, oneOf, simulated } from "../../rules.ts";
import { deletionPolicy, everywhere, projectOf, projectRules, resourceName } from "../project.ts";

const token = "gcp:projects/iAMCustomRole:IAMCustomRole";
const reference = "https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles";

const pattern = /^[a-zA-Z0-9]+(?:\.[a-zA-Z0-9]+){2,}$/;

/** A role of a project's own. https://cloud.google.com/iam/docs/creating-custom-roles */
export const customRoleType: ResourceType = {
  token,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iamcustomrole/",
  naming: {
    property: "roleId",
    min: 3,
    max: 64,
    pattern: /^[a-zA-Z0-9_.]+$/,
    separator: "_",
    refused: ["table-reader", "table reader"],
    source: `${reference}/create`,
  },
  replaceOn: ["roleId", "project"],
  properties: {
    ...simulated("roleId", "project", "permissions"),
    ...inert("People read it.", "title", "description"),
    ...inert("A role counts in each stage of its life.", "stage"),
    ...deletionPolicy,
  },
  constraints: [
    {
      property: "permissions",
      rule: "must be a list of permissions: datastore.entities.get",
      source: `${reference}#Role`,
      accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((one) => pattern.test(String(one))),
      refused: [{ permissions: [] }, { permissions: ["datastore.entities.get", "datastore"] }],
    },
    oneOf("stage", ["ALPHA", "BETA", "GA", "DEPRECATED", "DISABLED", "EAP"], `${reference}#RoleLaunchStage`),
    ...projectRules,
  ],
  example: { roleId: "tableWriter", title: "Writes to tables", permissions: ["datastore.entities.create"] },
  id: ({ inputs, scope }) => resourceName("roles", requiredText(inputs, "roleId"), inputs, scope),
  unique: [everywhere],
  defaults: { stage: "GA" },
  outputs: ({ id, inputs, scope }) => ({ name: id, project: projectOf(inputs, scope), deleted: false }),
};

/** A role that a grant names: the cloud's own, or one that is deployed. */
export const toRole: Reference = {
  find: (role, _request, { store }) => (role.startsWith("projects/") ? store.get(token, role) : true),
  missing: (role) =>
    new CloudError("INVALID_ARGUMENT", `Role (${role}) does not exist in the resource's hierarchy.`, 400),
};

/** What a role of a project's own contains. `undefined`: the role is not one. */
export function permissionsIn(role: string, { store }: World): readonly string[] | undefined {
  const found = role.startsWith("projects/") ? store.get(token, role) : undefined;
  return found && listAt(found.inputs, "permissions");
}
