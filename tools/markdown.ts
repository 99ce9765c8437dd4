import type { PerCloud, Sourced } from "fourfold";

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

/** The clouds' names for readers. */
export const titles: PerCloud<string> = {
  aws: "AWS",
  gcp: "Google Cloud",
  azure: "Azure",
  cloudflare: "Cloudflare",
};

/** A text and its source. */
export type Cell = [text: string, source: string];

/** Formats a number of bytes. */
export function bytes(count: number): string {
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(Math.floor(Math.log2(count) / 10), units.length - 1);
  return `${(count / 1_024 ** step).toLocaleString("en")} ${units[step]}`;
}

/** A time limit in seconds. */
export const timeCell = ({ value, source }: Sourced<number | false>): Cell => [
  value === false ? "none" : `${value} s`,
  source,
];
