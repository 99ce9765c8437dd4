import { deployed, own, type SecretAccess } from "./contract.ts";

const lineOf = (role: unknown, scope: unknown): string => `${String(role).split("/").at(-1)} on ${scope}`;

/** https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups */
const calls = {
  get: ["GET", ""],
  "list versions": ["GET", "/versions"],
  set: ["PUT", ""],
  delete: ["DELETE", ""],
} as const;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const roles = {
  secretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  metricsPublisher: "3913510d-42f4-4e42-8a64-420c390055eb",
  blobOwner: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
} as const;

export const azure: SecretAccess = {
  // Key Vault Secrets User has both: "Read secret contents including secret portion of a certificate with private key."
  reading: ["get", "list versions"],
  async allowedTo(reader, secret, target) {
    const { credentials } = await target.simulator.services("azure-native");
    const principal = String(own(target, "UserAssignedIdentity", reader).outputs.principalId);
    const given = await credentials?.({ principal, audience: "https://vault.azure.net" });
    // The simulated vault answers over both, and what is asked here is not the driver.
    const address = String(target.attributesOf(secret).address).replace("https:", "http:");
    const allowed: string[] = [];
    for (const [what, [method, path]] of Object.entries(calls)) {
      const { status } = await fetch(`${address}${path}?api-version=7.4`, {
        method,
        headers: { authorization: `Bearer ${given?.AZURE_ACCESS_TOKEN}`, "content-type": "application/json" },
        ...(method === "PUT" ? { body: JSON.stringify({ value: "another" }) } : {}),
      });
      if (status === 401) throw new Error("The token is not one of the function.");
      if (status !== 403) allowed.push(what);
    }
    return allowed;
  },
  granted(reader, target) {
    const { principalId } = own(target, "UserAssignedIdentity", reader).outputs;
    const all = target.simulator.world.store.all();
    const grants = all.filter(({ type, inputs }) => /Assignment$/.test(type) && inputs.principalId === principalId);
    return grants.map(({ inputs }) => lineOf(inputs.roleDefinitionId, inputs.scope));
  },
  grantOf: (secret, target) => lineOf(roles.secretsUser, target.attributesOf(secret).scope),
  platform(reader, target) {
    const [insights] = deployed(target, "Component");
    return [
      lineOf(roles.metricsPublisher, insights?.id),
      lineOf(roles.blobOwner, own(target, "StorageAccount", reader).id),
    ];
  },
};
