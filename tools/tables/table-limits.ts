import { clouds, type TableLimit, type TableRefusal, tableCloudLimits, tableRefusals } from "fourfold";
import { table, titles } from "../markdown.ts";

const shown = (most: number | false, text?: string): string =>
  text ?? (most === false ? "none is named" : most.toLocaleString("en"));

/** What items, keys and writes can be at most, and what each cloud takes itself. */
export function tableLimitTable(): string {
  const rows = Object.entries<TableLimit>(tableCloudLimits).map(([title, { most, text, clouds: by }]) => [
    title,
    `**${shown(most, text)}**`,
    ...clouds.map((cloud) => `[${shown(by[cloud].most, by[cloud].text)}](${by[cloud].source})`),
  ]);
  return table(["at most", "on every cloud", ...clouds.map((cloud) => `${titles[cloud]} itself`)], rows);
}

/** What no item can have. */
export function tableRefusalTable(): string {
  const rows = Object.entries<TableRefusal>(tableRefusals).map(([what, [why, source]]) => [
    what,
    source === undefined ? why : `[${why}](${source})`,
  ]);
  return table(["is refused", "because"], rows);
}
