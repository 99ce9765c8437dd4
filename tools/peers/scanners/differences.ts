import type { Cloud } from "../../../kit/spec/clouds.ts";
import type { Rule } from "../../../policies/contract/rule.ts";
import { titleOf } from "./cases.ts";
import { type Case, referenceKeys, type Scan, type ScannerName, type Verdicts } from "./contract.ts";

/**
 * How a scanner and our rules differ.
 *
 * - `theirs`: it finds something where no rule that names its check does.
 * - `ours`: a rule finds something where the checks that it names, and that know the type, do not.
 * - `unnamed`: one of its checks notices a change of a rule's example, and the rule does not name it.
 * - `unmoved`: a rule names one of its checks, which notices no change of the rule's examples.
 */
export const kinds = ["theirs", "ours", "unnamed", "unmoved"] as const;

export type Kind = (typeof kinds)[number];

export interface Difference {
  readonly scanner: ScannerName;
  readonly cloud: Cloud;
  readonly kind: Kind;
  /** A check, a rule as `aws/access-logs`, or a check and a rule. */
  readonly about: string;
  /** What the check is about. */
  readonly title: string;
  /** The types of the resources that it is about. */
  readonly types: readonly string[];
  /** How many of them are in the rules' examples, and in the shop. */
  readonly examples: number;
  readonly shop: number;
}

/** What is looked up again and again. */
interface Context extends Scan {
  readonly cases: readonly Case[];
  readonly rules: readonly Rule[];
  named(rule: Rule): readonly string[];
}

const nothing: Verdicts = { failed: new Set(), passed: new Set() };

/** What is one difference on several resources. */
function collected(
  { scanner, cloud, titles }: Scan,
  kind: Kind,
  found: ReadonlyMap<string, readonly Case[]>,
): readonly Difference[] {
  // Scanners run checks concurrently, and report them in another order each time.
  const sorted = [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([about, cases]) => ({
    ...{ scanner, cloud, kind, about, title: titles.get(about.split(" ")[0] ?? "") ?? "" },
    types: [...new Set(cases.map(({ type }) => type))].toSorted(),
    examples: cases.filter(({ rule }) => rule !== undefined).length,
    shop: cases.filter(({ rule }) => rule === undefined).length,
  }));
}

/** Groups cases by each of what is found about them. */
function groupedBy(
  cases: readonly Case[],
  find: (one: Case) => readonly string[],
): ReadonlyMap<string, readonly Case[]> {
  const pairs = cases.flatMap((one) => find(one).map((about) => [about, one] as const));
  const groups = Map.groupBy(pairs, ([about]) => about);
  return new Map([...groups].map(([about, found]) => [about, found.map(([, one]) => one)]));
}

function theirs({ cases, rules, said, named }: Context): ReadonlyMap<string, readonly Case[]> {
  return groupedBy(cases, ({ id, found }) => {
    const finding = rules.filter((rule) => found.has(titleOf(rule)));
    const agreed = new Set(finding.flatMap(named));
    return [...(said.get(id) ?? nothing).failed].filter((check) => !agreed.has(check));
  });
}

function ours({ cases, rules, said, named }: Context): ReadonlyMap<string, readonly Case[]> {
  return groupedBy(cases, ({ id, found }) => {
    const { failed, passed } = said.get(id) ?? nothing;
    const alone = rules.filter((rule) => {
      const checks = named(rule);
      return (
        found.has(titleOf(rule)) && checks.some((one) => passed.has(one)) && !checks.some((one) => failed.has(one))
      );
    });
    return alone.map(titleOf);
  });
}

/** The checks that pass a rule's compliant example and fail it after a change. */
function noticed({ said }: Scan, { id, brokenFrom = "" }: Case): readonly string[] {
  const [before, after] = [said.get(brokenFrom) ?? nothing, said.get(id) ?? nothing];
  return [...after.failed].filter((check) => before.passed.has(check));
}

function unnamed(context: Context): ReadonlyMap<string, readonly Case[]> {
  return groupedBy(context.cases, (one) => {
    const own = context.rules.find((rule) => titleOf(rule) === one.rule);
    if (own === undefined) return [];
    const checks = noticed(context, one).filter((check) => !context.named(own).includes(check));
    return checks.map((check) => `${check} ${titleOf(own)}`);
  });
}

function unmoved(context: Context): ReadonlyMap<string, readonly Case[]> {
  const pairs = context.rules.flatMap((rule) => {
    const examples = context.cases.filter((one) => one.rule === titleOf(rule));
    const moved = new Set(examples.flatMap((one) => noticed(context, one)));
    const left = context.named(rule).filter((check) => !moved.has(check));
    const knowing = (check: string) =>
      examples.filter(({ id }) => [...Object.values(context.said.get(id) ?? nothing)].some((ids) => ids.has(check)));
    return left.map((check) => [`${check} ${titleOf(rule)}`, knowing(check)] as const);
  });
  return new Map(pairs);
}

/** Where a scanner and the rules of its cloud differ. */
export function differencesOf(scan: Scan, cases: readonly Case[], rules: readonly Rule[]): readonly Difference[] {
  const context: Context = {
    ...scan,
    cases: cases.filter(({ cloud }) => cloud === scan.cloud),
    rules: rules.filter(({ cloud }) => cloud === scan.cloud),
    named: ({ references }) => references[referenceKeys[scan.scanner]] ?? [],
  };
  const found = { theirs: theirs(context), ours: ours(context), unnamed: unnamed(context), unmoved: unmoved(context) };
  return kinds.flatMap((kind) => collected(scan, kind, found[kind]));
}
