import * as v from "valibot";
import { FourfoldError } from "../../spec/errors.ts";
import { parseJson } from "../../spec/texts/json.ts";
import type { Costs } from "../costs.ts";
import type { Unpriced } from "../estimate/charges.ts";
import { Amount, Usage } from "../estimate/declared.ts";
import type { CostLine } from "../estimate/estimate.ts";
import type { ExposedLine, Exposure } from "../estimate/exposure.ts";
import { type Assumed, assumedHere, type UsageOptions } from "../estimate/usage.ts";
import { assumptionsOf, type Breakdown, breakDown, namesOf, totalOf } from "./summary.ts";

/** The version of the document: another one for each change that a reader would trip over. */
const version = 1 as const;

const describeUnpriced = ({ resource: { urn, type }, what, why }: Unpriced) => ({ urn, type, what, why });

const describeLine = ({ resource, price, region, quantity, low, expected, assumed }: CostLine) => ({
  ...{ urn: resource.urn, ...namesOf(resource) },
  ...{ price: price.id, region, quantity, unit: price.unit, low, expected, assumed },
  ...{ confidence: price.confidence, verified: price.verified },
});

const describeExposedLine = ({ resource, price, region, quantity, usdPerHour, unbounded }: ExposedLine) => ({
  ...{ urn: resource.urn, ...namesOf(resource) },
  ...{ price: price.id, region, quantity, unit: price.unit, usdPerHour, unbounded },
});

const describeExposure = ({ usdPerHour, responseTime, usd, isUnbounded, lines, unreadable }: Exposure) => ({
  ...{ usdPerHour, responseTime, usd, isUnbounded },
  lines: lines.map(describeExposedLine),
  unreadable: unreadable.map(describeUnpriced),
});

/** What a program costs, for programs, and for comparing it later: what `fourfold cost --json` writes. */
export function documentOf(costs: Costs, { usage = {}, assumed = assumedHere }: UsageOptions, by: Breakdown) {
  const { name: _, ...total } = totalOf(costs);
  const { coverage, lines, unpriced } = costs.estimate;
  return {
    ...{ version, currency: "USD", per: "month", total, [by]: breakDown(costs, by), coverage },
    lines: lines.map(describeLine),
    unpriced: unpriced.map(describeUnpriced),
    usage: { declared: usage, assumed },
    assumptions: assumptionsOf(costs.estimate),
    exposure: describeExposure(costs.exposure),
  };
}

const Text = v.string("a text is expected");
const Flag = v.boolean("true or false is expected");

const expected = ({ received }: v.ObjectIssue): string =>
  received === "undefined" ? "it is missing" : "an object is expected";

const SavedLine = v.object(
  {
    ...{ urn: Text, cloud: Text, component: Text, resource: Text },
    ...{ price: Text, region: Text, quantity: Amount, low: Amount, expected: Amount },
  },
  expected,
);

/** What of the document is read again. */
const Saved = v.object(
  {
    version: v.literal(version, `the version ${version} is expected: another version of Fourfold has written it`),
    lines: v.array(SavedLine, "a list of lines is expected"),
    coverage: v.object({ known: Amount, all: Amount }, expected),
    usage: v.object(
      { declared: Usage, assumed: v.record(Text, Amount, "numbers by the keys of usage are expected") },
      expected,
    ),
    exposure: v.object({ usdPerHour: Amount, isUnbounded: Flag }, expected),
  },
  expected,
);

/** What a program has cost when somebody has saved it. */
export type SavedCosts = v.InferOutput<typeof Saved>;

/**
 * What `fourfold cost --json` has written.
 *
 * @param where - How errors name the text: its file.
 * @throws FourfoldError `ERR_USAGE` when it is something else, with the place of what is wrong.
 */
export function readDocument(text: string, where: string): SavedCosts {
  const refuse = (what: string, cause?: unknown): never => {
    const fix = "Write it with `fourfold cost --json`, by the version of Fourfold that compares.";
    throw new FourfoldError("ERR_USAGE", { where, what: `${what}.`, fix, cause });
  };
  const parse = (): unknown => {
    try {
      return parseJson(text);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      return refuse(`it is not valid JSON: ${cause.message}`, cause);
    }
  };
  const read = v.safeParse(Saved, parse(), { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  return refuse(`${issue.path?.map(({ key }) => String(key)).join(".") ?? "its content"}: ${issue.message}`);
}

/** What was assumed when a document was saved. A key that was not known then is taken as it is now. */
export const assumedIn = ({ usage: { assumed } }: SavedCosts): Assumed => ({ ...assumedHere, ...assumed });
