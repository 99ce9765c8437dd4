/** Policies that say what they are handed: asked in two ways, they must say the same. */
import {
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  validateResourceOfType,
} from "@pulumi/policy";
import { RandomPet } from "@pulumi/random";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** What assets and archives promise cannot be awaited through the SDK's proxies, which stand around all that a policy reads. */
const unwrapped = (value: Readonly<Record<string, unknown>>): unknown =>
  value.__pulumiAsset === true || value.__pulumiArchive === true ? value.__getSpecialProxyTarget : value;

/** A value with the classes of its objects, and with what assets and archives promise. */
async function described(read: unknown): Promise<unknown> {
  const value = isObject(read) ? (unwrapped(read) ?? read) : read;
  if (Array.isArray(value)) return await Promise.all(value.map(described));
  if (!isObject(value)) return value;
  const entries = Object.keys(value).map(async (key) => [key, await described(await value[key])] as const);
  return { is: value.constructor.name, ...Object.fromEntries(await Promise.all(entries)) };
}

const told = ({ urn, type, name, opts, provider, stackTags, getConfig }: ResourceValidationArgs) => ({
  ...{ urn, type, name, opts, provider, tags: [...stackTags], config: getConfig() },
});

const around = ({ urn, opts, parent, dependencies, propertyDependencies, provider, props }: PolicyResource) => ({
  ...{ urn, opts, provider, props, parent: parent?.urn },
  dependencies: dependencies.map((each) => each.urn),
  from: Object.entries(propertyDependencies).map(([key, sources]) => [key, sources.map((each) => each.urn)]),
});

export const policies: Policies = [
  {
    name: "told",
    description: "Says what is told of a resource.",
    configSchema: { properties: { limit: { type: "number", default: 3 }, names: { type: "array" } } },
    validateResource: async (args, report) => report(JSON.stringify(await described(told(args)))),
  },
  {
    name: "read",
    description: "Says the properties of a resource.",
    enforcementLevel: "mandatory",
    validateResource: async ({ props }, report) => report(JSON.stringify(await described(props))),
  },
  {
    name: "listed",
    description: "Has several functions, of which one asks for what may not be known.",
    validateResource: [
      (_args, report) => report("The first."),
      ({ props }, report) => (props.frame?.lock?.key === undefined ? undefined : report("The second.")),
      ({ notApplicable }) => notApplicable("The third is about nothing."),
    ],
  },
  {
    name: "pets",
    description: "Is about one type.",
    enforcementLevel: "mandatory",
    validateResource: validateResourceOfType(RandomPet, (pet, { asType }, report) => {
      report(`${pet.length} ${asType(RandomPet)?.length}`, "urn:of:another");
    }),
  },
  {
    name: "fixed",
    description: "Closes doors.",
    enforcementLevel: "remediate",
    remediateResource({ props }) {
      if (props.door !== true) return undefined;
      props.door = false;
      props.word = `${props.word}, twice`;
      return props;
    },
    validateResource({ props }, report) {
      if (props.window === true) report("Nobody closes windows.");
    },
  },
  {
    name: "failing",
    description: "Throws.",
    validateResource({ props }) {
      if (props.fails === true) throw new TypeError("It fails.");
    },
  },
  {
    name: "stack",
    description: "Says what there is at the end.",
    enforcementLevel: "mandatory",
    async validateStack({ resources, stackTags, getConfig }, report) {
      report(JSON.stringify([[...stackTags], getConfig()]));
      for (const resource of resources) report(JSON.stringify(await described(around(resource))), resource.urn);
    },
  },
];
