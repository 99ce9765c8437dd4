import { controlCaller } from "../../kit/simulator/process/caller.ts";
import { table } from "../markdown.ts";
import { describedPackages } from "./simulator.ts";

/** Who calls whom in the simulated clouds, and how it is known who calls. */
export async function callerTable(): Promise<string> {
  const services = (await describedPackages()).flatMap((one) => one.services);
  const callers = [...services.flatMap((service) => service.callers ?? []), controlCaller];
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
