import { type Cloud, FourfoldError, type PerCloud } from "fourfold";

/** What a key or a value may be. Lengths are in characters. */
interface TextRule {
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly form: string;
}

/** What a cloud accepts as tags. */
export interface TagRules {
  /** Most tags on one resource, with those that components add. */
  readonly most: number;
  readonly key: TextRule;
  readonly value: TextRule;
  /** What the cloud is given for a key or a value. */
  readonly fit: (text: string) => string;
  /** Keys for which this returns the same are the same key to the cloud. */
  readonly identity: (key: string) => string;
  readonly source: string;
}

const awsText = { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, form: "letters, digits, spaces and _ . : / = + - @" };
const label = { max: 63, pattern: /^[\p{Ll}\p{Lo}\p{N}_-]*$/u, form: "lower-case letters, digits, _ and -" };

/** Each cloud's rules for tags; `false`: it keeps none. The documented table is generated from it. */
export const tagRules: PerCloud<TagRules | false> = {
  aws: {
    most: 50,
    key: {
      ...awsText,
      max: 128,
      pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
      form: `${awsText.form}, without aws: in front`,
    },
    value: { ...awsText, max: 256 },
    fit: (text) => text,
    identity: (key) => key,
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  },
  gcp: {
    most: 64,
    key: { ...label, pattern: /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]*$/u, form: `${label.form}, a letter first` },
    value: label,
    // A valid label stays as it is.
    fit: (text) => text.toLowerCase().replace(/[^\p{Ll}\p{Lo}\p{N}_-]/gu, "-"),
    identity: (key) => key,
    source: "https://cloud.google.com/resource-manager/docs/labels-overview#requirements",
  },
  azure: {
    most: 50,
    // 512 but for storage accounts, of which every foundation and every function has one.
    key: {
      max: 128,
      pattern: /^(?!azure|microsoft|windows)[^<>%&\\?/]+$/iu,
      form: "no < > % & \\ ? or /, and not azure, microsoft or windows in front",
    },
    value: { max: 256, pattern: /^/, form: "anything" },
    fit: (text) => text,
    identity: (key) => key.toLowerCase(),
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations",
  },
  cloudflare: false,
};

/** Tags as a program gives them. */
export type Tags = Readonly<Record<string, string>>;

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_LIMIT", { where, what, fix });
}

/** Never shows a value: it may be secret. */
function checkText(text: string, rule: TextRule, subject: string, rules: TagRules, cloud: Cloud, where: string): void {
  const length = [...text].length;
  if (length > rule.max) {
    const what = `${subject} has ${length} characters, and ${cloud} takes ${rule.max} (${rules.source}).`;
    refuse(where, what, "Shorten it.");
  }
  if (rule.pattern.test(text)) return;
  refuse(where, `${subject} is not possible on ${cloud} (${rules.source}).`, `Use ${rule.form}.`);
}

/** The tags that have a value. Plain JavaScript may leave one undefined, which counts as absent, or pass a value that is not a string. */
function textsOf(tags: Readonly<Record<string, unknown>>, where: string): readonly (readonly [string, string])[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (typeof value === "string") return [[key, value] as const];
    const what = `the value of the tag ${JSON.stringify(key)} is ${value === null ? "null" : `a ${typeof value}`}.`;
    throw new FourfoldError("ERR_ARGUMENT", { where, what, fix: "Pass a string." });
  });
}

/** A tag in the form that its cloud accepts. */
interface SettledTag {
  readonly key: string;
  readonly value: string;
  /** The key as the program has it. */
  readonly given: string;
}

function settleTag(given: string, text: string, rules: TagRules, cloud: Cloud, where: string): SettledTag {
  const [key, value] = [rules.fit(given), rules.fit(text)];
  checkText(key, rules.key, `the key of the tag ${JSON.stringify(given)}`, rules, cloud, where);
  checkText(value, rules.value, `the value of the tag ${JSON.stringify(given)}`, rules, cloud, where);
  return { key, value, given };
}

/**
 * The tags of a resource in the form that its cloud accepts.
 *
 * @param groups - Later ones win, where the same key is in several.
 * @throws FourfoldError `ERR_LIMIT` for what the cloud does not accept, and for two keys that are the same to it.
 */
export function settleTags(groups: readonly Tags[], cloud: Cloud, where: string): { [key: string]: string } {
  const texts = textsOf(Object.assign({}, ...groups), where);
  const rules = tagRules[cloud];
  if (rules === false) return Object.fromEntries(texts);
  const settled = new Map<string, SettledTag>();
  for (const [given, text] of texts) {
    const tag = settleTag(given, text, rules, cloud, where);
    const twin = settled.get(rules.identity(tag.key));
    if (twin !== undefined) {
      const names = `${JSON.stringify(twin.given)} and ${JSON.stringify(given)}`;
      refuse(where, `the tags ${names} are one on ${cloud} (${rules.source}).`, "Rename one of them.");
    }
    settled.set(rules.identity(tag.key), tag);
  }
  if (settled.size > rules.most) {
    const what = `it has ${settled.size} tags, and ${cloud} takes ${rules.most} (${rules.source}).`;
    refuse(where, what, "Leave some of them out.");
  }
  return Object.fromEntries([...settled.values()].map(({ key, value }) => [key, value]));
}
