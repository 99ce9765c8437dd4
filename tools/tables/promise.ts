import { clouds, type PerCloud, type Promised, tablePromises } from "fourfold";
import { table, titles } from "../markdown.ts";

/** How each cloud keeps what tables promise. */
export function promiseTable(): string {
  const rows = Object.entries<PerCloud<Promised>>(tablePromises).map(([promise, by]) => [
    promise,
    ...clouds.map((cloud) => {
      const [what, source] = by[cloud];
      return `[${what}](${source})`;
    }),
  ]);
  return table(["", ...clouds.map((cloud) => titles[cloud])], rows);
}
