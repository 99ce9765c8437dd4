import { existsSync, readFileSync, writeFileSync } from "node:fs";

const undated = (text: string): string => text.replace(/^- Asked on .*$/m, "");

/** Writes a report. @returns Whether anything but its date has changed. */
export function keepReport(text: string, file: URL): boolean {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  writeFileSync(file, text);
  return undated(before) !== undated(text);
}
