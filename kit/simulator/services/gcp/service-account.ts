import { createHash } from "node:crypto";
import { CloudError, type Constraint, type ResourceType, type World } from "../../contract.ts";
import { requiredText, textAt } from "../read.ts";
import {
  alreadyExists,
  defaultAccount,
  deletionPolicy,
  deletionPolicyConstraint,
  projectConstraint,
  projectOf,
} from "./project.ts";
import { accountToken } from "./tokens.ts";

const reference = "https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts";

const constraints: readonly Constraint[] = [
  {
    property: "displayName",
    rule: "must have at most 100 bytes",
    source: reference,
    accepts: (value) => typeof value === "string" && Buffer.byteLength(value) <= 100,
    refused: { displayName: "x".repeat(101) },
  },
  {
    property: "description",
    rule: "must have at most 256 bytes",
    source: reference,
    accepts: (value) => typeof value === "string" && Buffer.byteLength(value) <= 256,
    refused: { description: "x".repeat(257) },
  },
  projectConstraint,
  deletionPolicyConstraint,
];

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
  properties: {
    accountId: "simulated",
    project: "simulated",
    displayName: "simulated",
    description: "simulated",
    disabled: "simulated",
    deletionPolicy,
  },
  constraints,
  example: { accountId: "shop-api" },
  create({ inputs, scope }, world) {
    const project = projectOf(inputs, scope);
    const accountId = requiredText(inputs, "accountId");
    const email = `${accountId}@${project}.iam.gserviceaccount.com`;
    if (exists(email, world)) throw alreadyExists(email);
    const name = `projects/${project}/serviceAccounts/${email}`;
    const digest = createHash("sha256").update(email).digest();
    const uniqueId = `1${digest.readBigUInt64BE().toString().padStart(20, "0").slice(0, 20)}`;
    return { id: name, outputs: { name, email, project, uniqueId, accountId, member: `serviceAccount:${email}` } };
  },
  update: (_, { outputs: { name, email, project, uniqueId, accountId, member } }) => {
    return { name, email, project, uniqueId, accountId, member };
  },
};

function exists(email: string, world: World): boolean {
  return world.store.find(accountToken, ({ outputs }) => textAt(outputs, "email") === email).length > 0;
}

/** @throws CloudError `PERMISSION_DENIED`, which is what Cloud Run says of an account that is not there. */
export function requireAccount(email: string, project: string, world: World): void {
  if (email === defaultAccount(project) || exists(email, world)) return;
  throw new CloudError(
    "PERMISSION_DENIED",
    `Permission 'iam.serviceaccounts.actAs' denied on service account ${email} (or it may not exist).`,
    403,
  );
}
