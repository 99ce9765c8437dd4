import type { Entry } from "../contract/reader.ts";

/** Texts that are secrets whatever they are called, by the formats that their issuers document. */
const formats: readonly (readonly [what: string, pattern: RegExp])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  ["an access key of AWS", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/],
  // https://docs.stripe.com/keys
  ["a key of Stripe", /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  // https://docs.slack.dev/authentication/tokens
  ["a token of Slack", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  // https://cloud.google.com/docs/authentication/api-keys
  ["an API key of Google", /\bAIza[0-9A-Za-z_-]{35}\b/],
  // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
  ["a connection string with a key", /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}={0,2}/],
  ["an address with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i],
];

/** Names that promise a secret. */
const promising =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)$/i;

/** What only says where a secret is: an ARN, an address, a path, a reference to a vault. */
const isReference = (text: string): boolean =>
  /^(?:arn:|https?:\/\/|projects\/|\/|@Microsoft\.KeyVault\(|[A-Za-z0-9_.-]+$)/.test(text) && !isRandom(text);

/** A word of letters and digits that nobody has chosen. */
const isRandom = (text: string): boolean =>
  /^[A-Za-z0-9_.-]{16,}$/.test(text) && /[0-9]/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text);

/**
 * What kind of secret a variable holds, which is never its text. Length and randomness alone prove nothing: ids and hashes have both.
 */
export function secretIn({
  name,
  isSecret,
  texts: [text],
}: Pick<Entry, "name" | "isSecret" | "texts">): string | undefined {
  if (isSecret) return "what Pulumi keeps secret";
  if (text === undefined) return undefined;
  const [what] = formats.find(([, pattern]) => pattern.test(text)) ?? [];
  if (what !== undefined) return what;
  return promising.test(name) && text.length >= 8 && !isReference(text) ? "what its name says is secret" : undefined;
}
