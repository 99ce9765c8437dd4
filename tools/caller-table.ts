import { callers } from "../kit/simulator/iam/callers.ts";
import { table } from "./markdown.ts";

/** Who calls whom in the simulated clouds, and how it is known who calls. */
export function callerTable(): string {
  const rows = callers.map(({ who, calls, shows, checked, source, code, test: [file, title] }) => [
    who,
    source === undefined ? calls : `${calls} ([vendor](${source}))`,
    shows,
    checked,
    `[${code.split("/").at(-1)}](../kit/simulator/${code})`,
    `[${title}](../tests/simulator/${file})`,
  ]);
  return table(["who", "calls", "shows", "what is checked", "where", "a test that shows it"], rows);
}
