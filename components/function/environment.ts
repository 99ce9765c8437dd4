import { type Cloud, FourfoldError, functionLimits, isNear } from "fourfold";

/** The size of a text as clouds count it. */
function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

interface Sizes {
  /** Of all names and values together. */
  readonly total: number;
  /** The variable that takes most, and the size of its value. */
  readonly largest: { readonly name: string; readonly value: number };
}

function measure(environment: Readonly<Record<string, string>>): Sizes | undefined {
  const sizes = Object.entries(environment).map(([name, value]) => ({ name, value: bytes(value) }));
  const [largest] = sizes.toSorted((a, b) => b.value - a.value);
  if (largest === undefined) return undefined;
  return { largest, total: sizes.reduce((sum, { name, value }) => sum + bytes(name) + value, 0) };
}

/**
 * Refuses an environment that a cloud would refuse.
 *
 * @returns warnings, for one that takes 80 % and more of what the cloud takes.
 * @throws FourfoldError `ERR_LIMIT` naming the largest variable.
 */
export function checkEnvironment(
  environment: Readonly<Record<string, string>>,
  cloud: Cloud,
  where: string,
): readonly string[] {
  const sizes = measure(environment);
  if (sizes === undefined) return [];
  const { total, largest } = sizes;
  const limits = functionLimits[cloud];
  const rows = [
    { used: largest.value, limit: limits.variable, what: `${largest.name} has ${largest.value} bytes` },
    { used: total, limit: limits.environment, what: `its environment has ${total} bytes, most of it ${largest.name}` },
  ];
  return rows.flatMap(({ used, limit: { value: most, source }, what }) => {
    if (most === false || !isNear(used, most)) return [];
    const problem = `${what}; ${cloud} takes ${most} (${source}).`;
    if (used <= most) return [`${where}: ${problem}`];
    throw new FourfoldError("ERR_LIMIT", {
      where,
      what: problem,
      fix: "Shorten the environment or the values of linked params, or read large values from a bucket.",
    });
  });
}
