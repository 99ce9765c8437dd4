import { adapted, type Feature, native, refused } from "../support.ts";

/** What secrets can ask for, and what each cloud makes of it. */
export const secretSupports = {
  secret: {
    title: "Secret",
    clouds: {
      aws: native("https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"),
      gcp: native("https://cloud.google.com/secret-manager/docs/overview"),
      azure: native("https://learn.microsoft.com/azure/key-vault/secrets/about-secrets"),
      cloudflare: adapted(
        "a copy in each Worker that reads it, and no earlier value",
        "https://developers.cloudflare.com/workers/configuration/secrets/",
      ),
    },
  },
  foreignSecret: {
    title: "A secret of another set",
    clouds: {
      aws: native("https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html"),
      gcp: native("https://cloud.google.com/secret-manager/docs/access-control"),
      azure: native("https://learn.microsoft.com/azure/key-vault/general/rbac-guide"),
      cloudflare: adapted(
        "of a set that keeps it in the account's Secrets Store (`cloudflare: { secretsStore }`); others are part of their Workers",
        "https://developers.cloudflare.com/secrets-store/integrations/workers/",
      ),
    },
  },
  secretRotation: {
    title: "`fourfold secret rotate`, and the value before (`previous()`)",
    clouds: {
      aws: native("https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version"),
      gcp: native("https://cloud.google.com/secret-manager/docs/add-secret-version"),
      azure: native(
        "https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers",
      ),
      cloudflare: refused(
        "a Worker's secrets have no versions, so what was signed with the value before would be refused at once",
        "Deploy a secret under a new name beside the old one, and remove the old one when nothing needs it any more.",
        "https://developers.cloudflare.com/workers/configuration/secrets/",
      ),
    },
  },
} as const satisfies Readonly<Record<string, Feature>>;
