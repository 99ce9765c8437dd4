import { FourfoldError } from "fourfold";

/** The clouds, as a table that Pulumi's schema analyzer exports to other languages. */
export const Cloud = { Aws: "aws", Gcp: "gcp", Azure: "azure", Cloudflare: "cloudflare" } as const;
export type Cloud = (typeof Cloud)[keyof typeof Cloud];

/**
 * What happens to resources that hold what cannot be made again, such as logs, when they leave the program.
 * `protect` refuses their deletion, `retain` leaves them in the cloud, `destroy` deletes them.
 */
export const Protection = { Protect: "protect", Retain: "retain", Destroy: "destroy" } as const;
export type Protection = (typeof Protection)[keyof typeof Protection];

/**
 * Refuses what plain JavaScript, or a stack's configuration, names wrongly.
 * @throws FourfoldError `ERR_CONFIG` with the names there are.
 */
export function checkChoice(
  property: string,
  value: string,
  choices: Readonly<Record<string, string>>,
  where: string,
): void {
  const names = Object.values(choices);
  if (names.includes(value)) return;
  throw new FourfoldError("ERR_CONFIG", {
    where,
    what: `\`${property}\` is ${JSON.stringify(value)}.`,
    fix: `Use one of ${names.join(", ")}.`,
  });
}
