import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evaluated } from "../../../cost/compare/difference.ts";
import { pathOf } from "../../../cost/estimate/usage.ts";
import { evaluateResources } from "../../../cost/evaluate.ts";
import type { CostedResource } from "../../../cost/resources/resource.ts";
import { resourcesOf } from "../../../cost/resources/states.ts";
import { cloudOf } from "../../../cost/resources/types.ts";
import { type Cloud, FourfoldError, isFourfoldError } from "../../../spec/index.ts";
import { describeErrors } from "../../dev/describe.ts";
import type { MadeSet } from "../../dev/observe.ts";
import { type CostChoice, readTerms } from "../evaluate.ts";
import { previewing, type Session } from "../open.ts";
import { programOf, setsOn, settled, type Variant, variantOn } from "./variants.ts";

/** What sets cost on one cloud. */
export interface OnCloud extends Evaluated {
  readonly cloud: Cloud;
  /** The names of the sets' components there. */
  readonly sets: readonly string[];
}

/** A cloud on which sets cannot be as they are, and why not. */
export interface Refused {
  readonly cloud: Cloud;
  readonly why: string;
}

const components: ReadonlySet<string> = new Set(["fourfold:index:FunctionSet", "fourfold:index:Foundation"]);

/** What belongs to the sets of a program on a cloud, and the components that it is in. */
function belonging(resources: readonly CostedResource[], cloud: Cloud): readonly CostedResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return resources.filter((resource) => {
    const on = cloudOf(resource.type);
    if (on === undefined) return true;
    return on === cloud && [...pathOf(resource, byUrn)].some(({ type }) => components.has(type));
  });
}

/** The stack of programs that are only estimated, of which nothing is deployed. */
const stack = "cost";

/** Previews sets on a cloud that the program does not deploy them to. @throws FourfoldError for what that cloud refuses. */
async function previewVariants(variants: readonly Variant[], session: Session): Promise<readonly CostedResource[]> {
  if (variants.length === 0) return [];
  const { project, config, preview } = session;
  const folder = join(project.data, "cost");
  const main = join(folder, "clouds.mjs");
  mkdirSync(folder, { recursive: true });
  writeFileSync(main, programOf(variants, project.folder));
  try {
    const values = settled(config.values);
    const { errors, states } = await preview({ main, tsconfig: undefined }, { ...config, values }, stack);
    if (errors.length === 0) return resourcesOf(states);
    const fix = "Change the set, or do without this cloud.";
    throw new FourfoldError("ERR_ENGINE", { what: describeErrors(errors).join("\n"), fix });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Program {
  readonly sets: readonly MadeSet[];
  readonly resources: readonly CostedResource[];
}

/** The resources of a program's sets on a cloud: those of the program, or those that they would have there. */
async function resourcesOn(cloud: Cloud, { sets, resources }: Program, session: Session) {
  const others = sets.filter(({ args }) => args.cloud !== cloud);
  const values = settled(session.config.values);
  const more = await previewVariants(
    others.map((made) => variantOn(made, cloud, values)),
    session,
  );
  return [...(others.length < sets.length ? belonging(resources, cloud) : []), ...more];
}

/**
 * What the sets of a program cost on each cloud. On those that the program deploys them to, they are as it does; on the others, they
 * stand on a foundation of their own, with their arguments.
 *
 * @throws FourfoldError `ERR_USAGE` when the program has no sets.
 */
export async function evaluateClouds(
  choice: CostChoice,
  chosen: readonly Cloud[],
): Promise<readonly (OnCloud | Refused)[]> {
  const terms = await readTerms(choice);
  return previewing(choice, async (session, { sets: made, resources }) => {
    if (made.length === 0) {
      throw new FourfoldError("ERR_USAGE", {
        where: "--clouds",
        what: "the program makes no FunctionSet, and what is made of a cloud's own resources is on no other cloud.",
        fix: "Leave the option out.",
      });
    }
    const found: (OnCloud | Refused)[] = [];
    for (const cloud of chosen) {
      const sets = setsOn(made, cloud);
      try {
        const own = await resourcesOn(cloud, { sets, resources }, session);
        found.push({ cloud, sets: sets.map(({ name }) => name), ...evaluateResources(own, terms) });
      } catch (error) {
        if (!isFourfoldError(error)) throw error;
        found.push({ cloud, why: error.problem.what });
      }
    }
    return found;
  });
}
