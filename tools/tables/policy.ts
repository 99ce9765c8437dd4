import { type Cloud, clouds } from "fourfold";
import { loadFiles } from "../../policies/catalogue.ts";
import { type Option, type Rule, type Severity, severities, weights } from "../../policies/contract/rule.ts";
import { table, titles } from "../markdown.ts";

/** A rule by its name, with the file of each cloud that has it. */
interface Entry {
  readonly name: string;
  readonly first: Rule;
  readonly on: ReadonlyMap<Cloud, { readonly path: string; readonly rule: Rule }>;
}

async function entries(): Promise<readonly Entry[]> {
  const byName = Map.groupBy(await loadFiles(), ({ rule }) => rule.name);
  const all = [...byName].flatMap(([name, files]): readonly Entry[] => {
    const [file] = files;
    if (file === undefined) return [];
    return [{ name, first: file.rule, on: new Map(files.map((each) => [each.rule.cloud, each])) }];
  });
  const rank = (severity: Severity): number => severities.indexOf(severity);
  return all.toSorted((a, b) => rank(a.first.severity) - rank(b.first.severity) || a.name.localeCompare(b.name, "en"));
}

/** What each severity weighs. */
export function severityTable(): string {
  return table(
    ["severity", "weight"],
    severities.map((severity) => [severity, String(weights[severity])]),
  );
}

/** All rules: where each is, and what becomes of what it finds. */
export async function catalogueTable(): Promise<string> {
  const rows = (await entries()).map(({ name, first, on }) => [
    `\`${name}\``,
    first.title,
    first.severity,
    first.level ?? "counted",
    ...clouds.map((cloud) => {
      const file = on.get(cloud);
      return file === undefined ? "" : `[rule](../policies/rules/${file.path}.ts), [vendor](${file.rule.source})`;
    }),
  ]);
  return table(["rule", "what it wants", "severity", "", ...clouds.map((cloud) => titles[cloud])], rows);
}

const shown = (value: Option["default"]): string =>
  typeof value === "number" ? value.toLocaleString("en") : value.map((text) => `\`${text}\``).join(", ") || "none";

/** What a team can set of rules. */
export async function optionTable(): Promise<string> {
  const rows = (await entries()).flatMap(({ name, on }) => {
    const options: Readonly<Record<string, Option>> = Object.assign(
      {},
      ...[...on.values()].map(({ rule }) => rule.options),
    );
    return Object.entries(options).map(([option, { what, default: value }]) => [
      `\`${name}\``,
      `\`${option}\``,
      what,
      shown(value),
    ]);
  });
  return table(["rule", "option", "what it is", "default"], rows);
}

const elsewhere = ["checkov", "trivy", "cis", "nist"] as const;

/** What others call the same. */
export async function referenceTable(): Promise<string> {
  const rows = (await entries()).map(({ name, on }) => [
    `\`${name}\``,
    ...elsewhere.map((other) => {
      const ids = [...on.values()].flatMap(({ rule }) => rule.references[other] ?? []);
      return [...new Set(ids)].join(", ");
    }),
  ]);
  return table(["rule", "Checkov", "Trivy", "CIS", "NIST 800-53"], rows);
}
