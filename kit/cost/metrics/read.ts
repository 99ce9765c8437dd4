import { readFileSync } from "node:fs";
import { FourfoldError } from "../../spec/errors.ts";
import { parseJson } from "../../spec/texts/json.ts";
import { BadMetrics, type Measured, type MetricFormat } from "./contract.ts";
import { aws } from "./vendors/aws.ts";
import { azure } from "./vendors/azure.ts";
import { cloudflare } from "./vendors/cloudflare.ts";
import { gcp } from "./vendors/gcp.ts";

export const metricFormats: readonly MetricFormat[] = [aws, gcp, azure, cloudflare];

/** A file that a vendor's tool has written. */
export interface MetricFile extends Measured {
  readonly file: string;
  readonly format: MetricFormat;
}

function refuse(file: string, what: string, cause?: unknown): never {
  const fix = "Write it as docs/cost.md#measured-usage says.";
  throw new FourfoldError("ERR_USAGE", { where: file, what: `${what}.`, fix, cause });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    return refuse(file, "it cannot be read", cause);
  }
}

function parse(file: string): unknown {
  try {
    return parseJson(readText(file));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(file, `it is not valid JSON: ${cause.message}`, cause);
  }
}

function formatOf(content: unknown, file: string): MetricFormat {
  const found = metricFormats.find(({ mark }) => typeof content === "object" && content !== null && mark in content);
  if (found !== undefined) return found;
  const expected = metricFormats.map(({ title, mark }) => `\`${mark}\` of ${title}`).join(", ");
  return refuse(file, `it has none of what is expected: ${expected}`);
}

/**
 * The metrics that a vendor's own tool has written to a file.
 * @throws FourfoldError `ERR_USAGE` when it cannot be read, is something else, or has no values, with what is expected.
 */
export function readMetrics(file: string): MetricFile {
  const content = parse(file);
  const format = formatOf(content, file);
  const read = (): Measured => {
    try {
      return format.read(content);
    } catch (cause) {
      if (!(cause instanceof BadMetrics)) throw cause;
      return refuse(file, cause.message, cause);
    }
  };
  const measured = read();
  // Of nothing, the time is infinite.
  if (Number.isFinite(measured.to - measured.from) && measured.to > measured.from) return { file, format, ...measured };
  return refuse(file, "it has no values: ask for a time in which something was used");
}
