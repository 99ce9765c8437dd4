import type { PerCloud } from "fourfold";

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

/** The clouds' names as readers know them. */
export const titles: PerCloud<string> = {
  aws: "AWS",
  gcp: "Google Cloud",
  azure: "Azure",
  cloudflare: "Cloudflare",
};
