import { createHash } from "node:crypto";
import { requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Reference,
  type ResourceRequest,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { atMost, simulated } from "../../rules.ts";
import { alreadyExists, defaultAccount, deletionPolicy, everywhere, projectOf, projectRules } from "../project.ts";
import { accountToken } from "../tokens.ts";

const reference = "https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts";

/** https://cloud.google.com/iam/docs/service-accounts-create */
export const accountType: ResourceType = {
  token: accountToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/serviceaccount/account/",
  naming: {
    property: "accountId",
    min: 6,
    max: 30,
    pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])$/,
    refused: ["Shop-api", "1-shop", "shop-api-"],
    source: "https://cloud.google.com/iam/docs/service-accounts-create",
  },
  replaceOn: ["accountId", "project"],
  properties: { ...simulated("accountId", "project", "displayName", "description", "disabled"), ...deletionPolicy },
  constraints: [
    atMost("displayName", 100, reference, "bytes"),
    atMost("description", 256, reference, "bytes"),
    ...projectRules,
  ],
  example: { accountId: "shop-api" },
  id: (request) => `projects/${projectOf(request.inputs, request.scope)}/serviceAccounts/${emailOf(request)}`,
  taken: (draft) => alreadyExists(emailOf(draft)),
  unique: [everywhere],
  outputs(draft) {
    const email = emailOf(draft);
    const digest = createHash("sha256").update(email).digest();
    const uniqueId = `1${digest.readBigUInt64BE().toString().padStart(20, "0").slice(0, 20)}`;
    const project = projectOf(draft.inputs, draft.scope);
    return { name: draft.id, email, project, uniqueId, member: `serviceAccount:${email}` };
  },
};

function emailOf({ inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string {
  return `${requiredText(inputs, "accountId")}@${projectOf(inputs, scope)}.iam.gserviceaccount.com`;
}

function find(email: string, project: string, { store }: World): StoredResource | true | undefined {
  if (email === defaultAccount(project)) return true;
  return store.find(accountToken, ({ outputs }) => textAt(outputs, "email") === email)[0];
}

/** Cloud Run's error for an account that does not exist. */
function mayNotActAs(email: string): CloudError {
  return new CloudError(
    "PERMISSION_DENIED",
    `Permission 'iam.serviceaccounts.actAs' denied on service account ${email} (or it may not exist).`,
    403,
  );
}

/** The account that something runs as: a deployed one, or the project's default account. */
export const toAccount: Reference = {
  find: (email, { inputs, scope }, world) => find(email, projectOf(inputs, scope), world),
  missing: mayNotActAs,
};

/** @throws CloudError `PERMISSION_DENIED` */
export function requireAccount(email: string, project: string, world: World): void {
  if (find(email, project, world) === undefined) throw mayNotActAs(email);
}
