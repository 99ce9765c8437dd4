import { type Cloud, FourfoldError, functionLimits } from "fourfold";

/** The size of a text as clouds count it. */
function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

function refuse(where: string, what: string): never {
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what,
    fix: "Shorten the environment or the values of linked params, or read large values from a bucket.",
  });
}

/**
 * Refuses an environment that a cloud would refuse.
 * @throws FourfoldError `ERR_LIMIT` naming the largest variable.
 */
export function checkEnvironment(
  environment: Readonly<Record<string, string>>,
  cloud: Cloud,
  where: string,
): { [name: string]: string } {
  const { environment: total, variable: single } = functionLimits[cloud];
  const sizes = Object.entries(environment).map(([name, value]) => ({ name, size: bytes(name) + bytes(value), value }));
  const [largest] = sizes.toSorted((a, b) => b.size - a.size);
  if (largest === undefined) return {};
  if (single.value !== false && bytes(largest.value) > single.value) {
    refuse(
      where,
      `${largest.name} has ${bytes(largest.value)} bytes, ${cloud} takes ${single.value} (${single.source}).`,
    );
  }
  const sum = sizes.reduce((bytesSoFar, { size }) => bytesSoFar + size, 0);
  if (total.value !== false && sum > total.value) {
    refuse(
      where,
      `its environment has ${sum} bytes, most of it ${largest.name}; ${cloud} takes ${total.value} (${total.source}).`,
    );
  }
  return { ...environment };
}
