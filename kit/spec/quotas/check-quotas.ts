import type { Cloud } from "../clouds.ts";
import { FourfoldError } from "../errors.ts";
import { type Footprint, type Quota, quotas } from "./quotas.ts";

/** The share of a limit from which preview warns. */
const warnFrom = 0.8;

/** Whether usage is so near to a limit, or beyond it, that its owner should know. */
export function isNear(used: number, limit: number): boolean {
  return used >= warnFrom * limit;
}

/** Refuses raised numbers for quotas that the cloud does not raise. */
function checkRaised(raised: Readonly<Record<string, number>>, cloud: Cloud, where: string): void {
  const known: Readonly<Record<string, Quota>> = quotas[cloud];
  const wrong = Object.keys(raised).find((name) => known[name]?.adjustable !== true);
  if (wrong === undefined) return;
  const names = Object.keys(known).filter((name) => known[name]?.adjustable);
  throw new FourfoldError("ERR_CONFIG", {
    where,
    what: `\`quotas\` names "${wrong}", which ${cloud} does not raise.`,
    fix: `Name one of ${names.join(", ")}.`,
  });
}

/**
 * Counts what a set uses of an account against the cloud's quotas. What else the account holds is not known here.
 *
 * @param raised - Numbers that the cloud has raised for the account, by the name of the quota.
 * @param where - The set as errors name it: `Set "shop"`.
 * @returns warnings, for what takes 80 % and more.
 * @throws FourfoldError `ERR_LIMIT` for what takes more than there is; `ERR_CONFIG` for a quota that cannot be raised.
 */
export function checkQuotas(
  set: Footprint,
  cloud: Cloud,
  raised: Readonly<Record<string, number>>,
  where: string,
): readonly string[] {
  checkRaised(raised, cloud, where);
  return Object.entries<Quota>(quotas[cloud]).flatMap(([name, { title, limit, adjustable, takes, source }]) => {
    const [used, most] = [typeof takes === "string" ? 0 : takes(set), raised[name] ?? limit];
    if (!isNear(used, most)) return [];
    const what = `it takes ${used} of ${most} ${title} (${source}).`;
    if (used <= most) return [`${where}: ${what}`];
    const raise = adjustable ? `, or have the quota raised and say so: \`${cloud}: { quotas: { ${name}: … } }\`` : "";
    throw new FourfoldError("ERR_LIMIT", { where, what, fix: `Split the set over several accounts${raise}.` });
  });
}
