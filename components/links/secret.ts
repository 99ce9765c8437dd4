import { createRequire } from "node:module";
import { FourfoldError, linkVariable } from "fourfold";
import type { AzureRole, Contribution, GcpRole, Link, LinkKind } from "./contribution.ts";

const require = createRequire(import.meta.url);

/** Where the secret is; never what it is. */
const at = ({ resource, on }: Link, attribute: string): Pick<Contribution, "environment"> => ({
  environment: { [linkVariable(resource)]: on(attribute) },
});

/** May read the values, and nothing else: https://cloud.google.com/secret-manager/docs/access-control#secretmanager.secretAccessor */
function accessor({ on }: Link): GcpRole {
  const role = "roles/secretmanager.secretAccessor";
  return {
    role,
    grant(name, member, options) {
      // A project has the SDKs of its own clouds only.
      const { SecretIamMember } =
        require("@pulumi/gcp/secretmanager/secretIamMember.js") as typeof import("@pulumi/gcp/secretmanager/secretIamMember.js");
      const args = { project: on("project"), secretId: on("name"), role, member };
      return new SecretIamMember(name, args, options);
    },
  };
}

/** May read the values, and nothing else: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user */
const secretsUser: AzureRole["role"] = { name: "Key Vault Secrets User", id: "4633458b-17de-408a-b874-0445c86b69e6" };

/** A text in the Worker's bindings. Of a secret that is set later, the text that is there stays with the next upload. */
function inWorker({ resource, value }: Link): Contribution {
  const binding = { type: "secret_text", name: linkVariable(resource) };
  return value === undefined ? { keptBindings: [binding] } : { bindings: [{ ...binding, text: value }] };
}

/** May read this one of the account's secrets: https://developers.cloudflare.com/secrets-store/integrations/workers/ */
function inStore({ resource, on, where }: Link): Contribution {
  const storeId = on("storeId").apply((id) => {
    if (id !== "") return id;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: "the secret that it was given is part of the Workers of its own set, and nothing else can be asked for its value.",
      fix: "Have its owner deploy it with `cloudflare: { secretsStore }`; or give the set a secret of its own, and bind the same value in both stacks.",
    });
  });
  const binding = { type: "secrets_store_secret", name: linkVariable(resource) };
  return { bindings: [{ ...binding, storeId, secretName: on("secretName") }] };
}

/** Who may read a secret. */
export const secret: LinkKind = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  aws: (link) => ({
    ...at(link, "arn"),
    statements: [{ actions: ["secretsmanager:GetSecretValue"], resource: link.on("arn") }],
  }),
  gcp: (link) => ({ ...at(link, "path"), gcpRoles: [accessor(link)] }),
  azure: (link) => ({ ...at(link, "address"), azureRoles: [{ role: secretsUser, scope: link.on("scope") }] }),
  cloudflare: (link) => (link.stored ? inStore(link) : inWorker(link)),
};
