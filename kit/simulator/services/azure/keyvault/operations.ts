import type { CallerCheck, Operation } from "../../../contract.ts";

const secrets = "https://learn.microsoft.com/rest/api/keyvault/secrets";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "Key Vault: Set, read and list secrets and their versions",
    source: `${secrets}/get-secret/get-secret`,
    test: "keyvault/secrets.test.ts",
    shows: "are set, read and listed by Microsoft's own client, version by version",
    gap: "Ids of secrets have the host of the cloud, which does not lead here. Lists come whole. There are no keys, certificates, backups or changes of attributes, and all versions of the API are the same.",
  },
  {
    operation: "Key Vault: Delete secrets, which keep their names, and purge them",
    source: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    test: "keyvault/secrets.test.ts",
    shows: "keep their names when they are deleted, until they are purged",
    gap: "At once, where Azure takes seconds. A deleted secret is kept until it is purged or its vault goes; only a program that creates it again recovers it. A deleted vault keeps its name for its time, and cannot be purged.",
  },
  {
    operation: "Key Vault: Permission by role assignment, at the vault or a secret",
    source: "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    test: "keyvault/secrets.test.ts",
    shows: "are for roles at the vault or at one secret: users read, officers do everything",
    gap: "At once, where Azure takes minutes. The user who deploys may do everything. There are no access policies.",
  },
];

/** Who calls it, and how it is known who calls. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function's identity",
    calls: "Key Vault",
    shows: "an access token",
    checked: "signature, audience and time; then role assignments, at the secret or above it",
    source: "https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses",
    code: "services/azure/keyvault/api.ts",
    test: [
      "azure/keyvault/secrets.test.ts",
      "are for roles at the vault or at one secret: users read, officers do everything",
    ],
  },
];
