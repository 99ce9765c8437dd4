import type { PackageServices, Properties, Scope } from "../../contract.ts";
import { unknownReason } from "../../limits.ts";
import { readConfiguration } from "../configuration.ts";
import type { CheckFailure } from "../protocol.ts";
import type { CheckContext } from "./index.ts";
import { checkLimits } from "./limits.ts";
import { examine } from "./property-support.ts";
import type { Members } from "./schema.ts";
import { validate } from "./validate.ts";

/** Properties for the engine itself: which plugin to load. No provider reads them. */
const engineInputs = ["version", "pluginDownloadURL", "__internal"];

/** The scope of a provider that is only being checked: no limit of a configuration reads it. */
const nowhere: Scope = { account: "", region: "" };

/**
 * Finds what is wrong with a provider's configuration, by the same rules as for a resource's inputs, except `--strict`: SDKs
 * add some properties that have no effect here by themselves, and credentials are not deployed.
 */
export function checkConfiguration(
  configuration: Properties,
  { configuration: table }: Pick<PackageServices, "configuration">,
  context: CheckContext,
): readonly CheckFailure[] {
  const schema = context.schemas(context.package);
  const given = readTypes(withoutEngine(configuration), schema.provider);
  const failures = validate(given, schema.provider, schema);
  if (failures.length > 0) return failures;
  const { unknown } = examine(given, table.properties);
  const refused = unknown.map((property) => ({
    property,
    reason: unknownReason(`the provider of ${context.package} does with this property`),
  }));
  return [...refused, ...checkLimits(given, table, nowhere)];
}

export function withoutEngine(configuration: Properties): Properties {
  return Object.fromEntries(Object.entries(configuration).filter(([name]) => !engineInputs.includes(name)));
}

/** Stack configuration is text, numbers too: https://www.pulumi.com/docs/iac/concepts/config/ */
function readTypes(configuration: Properties, members: Members): Properties {
  const read = readConfiguration(configuration);
  return Object.fromEntries(
    Object.entries(read).map(([name, value]) => {
      const shape = Object.hasOwn(members, name) ? members[name] : undefined;
      const isNumber = shape !== undefined && "type" in shape && shape.type === "number";
      return [name, isNumber && typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value];
    }),
  );
}
