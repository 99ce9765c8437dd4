import * as v from "valibot";

const Strings = v.optional(v.array(v.string()), []);
const Properties = v.optional(v.record(v.string(), v.unknown()), {});

/** What the engine remembers of a resource: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
const ExportedResource = v.object({
  urn: v.string(),
  type: v.string(),
  custom: v.optional(v.boolean(), false),
  delete: v.optional(v.boolean(), false),
  external: v.optional(v.boolean(), false),
  id: v.optional(v.string(), ""),
  parent: v.optional(v.string(), ""),
  provider: v.optional(v.string(), ""),
  inputs: Properties,
  outputs: Properties,
  dependencies: Strings,
  propertyDependencies: v.optional(v.record(v.string(), v.nullable(v.array(v.string()))), {}),
  protect: v.optional(v.boolean(), false),
  retainOnDelete: v.optional(v.boolean(), false),
  deletedWith: v.optional(v.string(), ""),
  aliases: Strings,
  additionalSecretOutputs: Strings,
  replaceOnChanges: Strings,
  ignoreChanges: Strings,
});

export type ExportedResource = Readonly<v.InferOutput<typeof ExportedResource>>;

const Export = v.object({
  deployment: v.object({
    resources: v.optional(v.array(ExportedResource), []),
    pending_operations: v.optional(v.array(v.object({ type: v.string(), resource: ExportedResource })), []),
  }),
});

/** The state in the output of `pulumi stack export`. */
export function parseExport(text: string): v.InferOutput<typeof Export>["deployment"] {
  return v.parse(v.pipe(v.string(), v.parseJson(), Export), text).deployment;
}
