import type { PerCloud } from "../clouds.ts";

/** A kind of secret that can be recognized by its form alone, with the page that documents it. */
interface SecretForm {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly source: string;
}

/** Forms that nothing else has. Long random text is not among them: it may be many things. */
const forms: readonly SecretForm[] = [
  {
    kind: "a private key",
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
    source: "https://www.rfc-editor.org/rfc/rfc7468#section-10",
  },
  {
    kind: "an AWS access key",
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
  },
  {
    kind: "a Google API key",
    pattern: /\bAIza[\w-]{35}\b/,
    source: "https://cloud.google.com/docs/authentication/api-keys",
  },
  {
    kind: "an Azure account key",
    pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}/,
    source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
  },
  {
    kind: "a GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/,
    source:
      "https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
  },
  {
    kind: "a GitLab token",
    pattern: /\bglpat-[\w-]{20,}/,
    source: "https://docs.gitlab.com/security/tokens/#token-prefixes",
  },
  {
    kind: "an npm token",
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/,
    source: "https://docs.npmjs.com/about-access-tokens",
  },
  {
    kind: "a Stripe secret key",
    pattern: /\b(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/,
    source: "https://docs.stripe.com/keys",
  },
  {
    kind: "a Slack token",
    pattern: /\bxox[abeoprs]-[\w-]{10,}/,
    source: "https://docs.slack.dev/authentication/tokens",
  },
  {
    kind: "a signed token",
    pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/,
    source: "https://www.rfc-editor.org/rfc/rfc7519#section-3",
  },
  {
    kind: "an address with a password",
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/,
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  },
];

/** The kind of secret that a text looks like, if any. */
export function secretIn(text: string): string | undefined {
  return forms.find(({ pattern }) => pattern.test(text))?.kind;
}

/** Where each cloud keeps secrets for functions, and the page on how to read them. */
export const secretStores: PerCloud<{ readonly name: string; readonly source: string }> = {
  aws: {
    name: "AWS Secrets Manager",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
  },
  gcp: {
    name: "Secret Manager",
    source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  },
  azure: {
    name: "Key Vault",
    source: "https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
  },
  cloudflare: {
    name: "a secret binding",
    source: "https://developers.cloudflare.com/workers/configuration/secrets/",
  },
};
