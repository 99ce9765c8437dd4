import type { Naming, Properties, ProviderKind } from "../contract.ts";

/** How a provider remembers in the inputs whether a name was generated, and what follows from it. */
interface Memory {
  /** What stands beside a name from then on. */
  note(property: string, isGenerated: boolean): Properties;
  /** Whether a name that the program gives no longer stays. */
  keeps(olds: Properties, property: string): boolean;
  isGenerated(olds: Properties, property: string): boolean;
  /** Whether a resource is deleted before its replacement is made. */
  deletesFirst(olds: Properties, news: Properties, naming: Naming | undefined): boolean;
}

/** The properties that the bridge filled in. Where it has not noted any, it takes all for its own. */
function areDefaults({ __defaults }: Properties, property: string): boolean {
  return !Array.isArray(__defaults) || __defaults.includes(property);
}

/** As the vendors' providers do it: see {@link ProviderKind}. */
export const memories: Readonly<Record<ProviderKind, Memory>> = {
  bridged: {
    note: (property, isGenerated) => ({ __defaults: isGenerated ? [property] : [] }),
    keeps: areDefaults,
    isGenerated: areDefaults,
    deletesFirst: (_olds, news, naming) =>
      naming !== undefined && naming.generated !== false && !areDefaults(news, naming.property),
  },
  native: {
    note: (_property, isGenerated) => (isGenerated ? { __createBeforeDelete: true } : {}),
    keeps: () => true,
    isGenerated: (olds) => olds.__createBeforeDelete === true,
    deletesFirst: (olds) => olds.__createBeforeDelete !== true,
  },
};
