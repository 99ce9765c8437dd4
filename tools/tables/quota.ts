import { clouds, type Quota, quotas } from "fourfold";
import { table, titles } from "../markdown.ts";

function rowOf(cloud: (typeof clouds)[number], name: string, quota: Quota): readonly string[] {
  const { title, limit, adjustable, takes, source, verified } = quota;
  return [
    titles[cloud],
    `[${title}](${source})`,
    limit.toLocaleString("en"),
    typeof takes === "string" ? `not counted: ${takes}` : "counted",
    adjustable ? `\`quotas: { ${name}: … }\`` : "no",
    verified ?? "an older copy of the page",
  ];
}

/** The account quotas that preview checks. */
export function quotaTable(): string {
  const rows = clouds.flatMap((cloud) =>
    Object.entries<Quota>(quotas[cloud]).map(([name, quota]) => rowOf(cloud, name, quota)),
  );
  return table(["cloud", "quota", "limit", "at preview", "raised with", "read on"], rows);
}
