import { dirname, isAbsolute, resolve } from "node:path";
import * as v from "valibot";
import { byKeys, byName } from "../../kit/cost/files/shapes.ts";
import { parseValue, readWritten } from "../../kit/cost/files/written.ts";
import { FourfoldError } from "../../kit/spec/errors.ts";
import { type Rule, type Severity, severities } from "../contract/rule.ts";
import { Baseline, type Known } from "./baseline.ts";
import { type CostSettings, Costs, settleCosts } from "./costs.ts";
import { type Exemption, Exemptions } from "./exemptions.ts";
import { Count, Days, orPath, Text } from "./fields.ts";
import { type RuleSettings, Rules } from "./rules.ts";

/** What was there before fails only when it is not mended in time; what is new fails at once. */
export interface Ratchet {
  readonly known: readonly Known[];
  /** How many days there are to mend a finding. */
  readonly within: number;
}

/** What a team wants of its security and its costs. */
export interface Settings {
  /** How many findings of each severity there may be. `undefined`: any number. */
  readonly caps: Readonly<Record<Severity, number | undefined>>;
  /** How much all findings may weigh together. @default any weight */
  readonly weight: number | undefined;
  readonly rules: Readonly<Record<string, RuleSettings | undefined>>;
  /** What anyone may reach, by the names of resources or components, and why. */
  readonly public: Readonly<Record<string, string>>;
  readonly exemptions: readonly Exemption[];
  /** @default findings are counted, whenever they came */
  readonly ratchet: Ratchet | undefined;
  /** `none`: the team wants no budget. `undefined`: it has not said anything, which is refused. */
  readonly costs: CostSettings | "none" | undefined;
}

/** Nothing that is critical or high is left; the rest is told. */
export const defaultCaps: Settings["caps"] = { critical: 0, high: 0, medium: undefined, low: undefined };

const Caps = byKeys(
  Object.fromEntries(severities.map((severity) => [severity, v.optional(Count)])),
  `some of these with a number are expected: ${severities.join(", ")}`,
);

/** Settings as they are written: what is long may be in files of its own. */
const Written = (catalogue: readonly Rule[]) =>
  byKeys(
    {
      caps: v.optional(Caps, {}),
      weight: v.optional(Count),
      rules: v.optional(Rules(catalogue), {}),
      public: v.optional(byName(Text, "the names of resources or components with a reason are expected"), {}),
      exemptions: v.optional(orPath(Exemptions(catalogue)), []),
      ratchet: v.optional(
        byKeys(
          { baseline: orPath(Baseline), within: v.optional(Days, "90 days") },
          '{ baseline: "./baseline.yaml", within: "90 days" } is expected',
        ),
      ),
      costs: v.optional(Costs),
    },
    "some of these are expected: caps, weight, rules, public, exemptions, ratchet, costs",
  );

type Written = v.InferOutput<ReturnType<typeof Written>>;

const fix = "Correct it: docs/policies.md#settings.";

/** Reads what settings name by its path. */
function settle(written: Written, catalogue: readonly Rule[], locate: (path: string) => string): Settings {
  const { caps, weight, rules, public: reachable, exemptions, ratchet, costs } = written;
  const known = (baseline: string | readonly Known[]) =>
    typeof baseline === "string" ? readWritten(Baseline, locate(baseline), fix) : baseline;
  return {
    ...{ caps: { ...defaultCaps, ...caps }, weight, rules, public: reachable },
    exemptions:
      typeof exemptions === "string" ? readWritten(Exemptions(catalogue), locate(exemptions), fix) : exemptions,
    ratchet: ratchet && { known: known(ratchet.baseline), within: ratchet.within },
    costs: costs && settleCosts(costs, locate),
  };
}

/** What holds where a team has said nothing. */
export const defaultSettings: Settings = {
  ...{ caps: defaultCaps, weight: undefined, rules: {}, public: {}, exemptions: [], ratchet: undefined },
  costs: undefined,
};

/**
 * The settings in a file in YAML or JSON. Paths in it are relative to its folder.
 * @throws FourfoldError `ERR_CONFIG` when it, or a file that it names, cannot be read, or with the line of what is wrong.
 */
export function readSettings(file: string, catalogue: readonly Rule[]): Settings {
  return settle(readWritten(Written(catalogue), file, fix), catalogue, (path) => resolve(dirname(file), path));
}

/**
 * The settings in a value such as a stack's configuration. It does not say where it is written, so paths in it are absolute.
 *
 * @param where - As errors name it: `fourfold-policies:settings`.
 * @throws FourfoldError `ERR_CONFIG` with the path of what is wrong.
 */
export function parseSettings(value: unknown, where: string, catalogue: readonly Rule[]): Settings {
  return settle(parseValue(Written(catalogue), value, { where, fix }), catalogue, (path) => {
    if (isAbsolute(path)) return path;
    const what = `the path ${path} is not absolute, and nobody knows what it is relative to.`;
    throw new FourfoldError("ERR_CONFIG", { where, what, fix: "Write the list itself, or a path from the root on." });
  });
}
