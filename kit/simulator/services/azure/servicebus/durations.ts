import type { Constraint } from "../../../contract.ts";
import { fill } from "../../rules.ts";

const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The milliseconds of an ISO 8601 duration: `PT5M`, `P14D`. `undefined`: it is not one. */
export function parseDuration(text: string): number | undefined {
  const found = pattern.exec(text);
  if (found === null || /[PT]$/.test(text)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}

/** @param longest - The maximum, as an ISO 8601 duration. @default unlimited */
export function durationRule(property: string, source: string, longest?: string): Constraint {
  const most = longest === undefined ? Number.POSITIVE_INFINITY : (parseDuration(longest) ?? 0);
  const filled = fill(property);
  return {
    property,
    rule: `must be a duration as ISO 8601 writes it, longer than nothing${longest === undefined ? "" : ` and at most ${longest}`}`,
    source,
    accepts(value) {
      const milliseconds = parseDuration(String(value));
      return milliseconds !== undefined && milliseconds > 0 && milliseconds <= most;
    },
    refused: [filled("5 minutes"), filled("PT0S"), ...(longest === undefined ? [] : [filled("P400D")])],
    accepted: filled(longest ?? "P400D"),
  };
}
