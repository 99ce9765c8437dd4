import type { Naming, Properties, ProviderKind } from "../contract.ts";

/** How a provider records in the inputs whether a name was generated, and what it does with the record. */
interface NameRecord {
  /** The record that is kept beside a name. */
  record(property: string, isGenerated: boolean): Properties;
  /** Whether a name is kept that the program no longer sets. */
  keeps(olds: Properties, property: string): boolean;
  isGenerated(olds: Properties, property: string): boolean;
  /** Whether a resource is deleted before its replacement is made. */
  deletesFirst(olds: Properties, news: Properties, naming: Naming | undefined): boolean;
}

/** Whether the bridge filled in a property. Without a record, it considers all properties its own. */
function areDefaults({ __defaults }: Properties, property: string): boolean {
  return !Array.isArray(__defaults) || __defaults.includes(property);
}

/** As in the vendors' providers: see {@link ProviderKind}. */
export const nameRecords: Readonly<Record<ProviderKind, NameRecord>> = {
  bridged: {
    record: (property, isGenerated) => ({ __defaults: isGenerated ? [property] : [] }),
    keeps: areDefaults,
    isGenerated: areDefaults,
    deletesFirst: (_olds, news, naming) =>
      naming !== undefined && naming.generated !== false && !areDefaults(news, naming.property),
  },
  native: {
    record: (_property, isGenerated) => (isGenerated ? { __createBeforeDelete: true } : {}),
    keeps: () => true,
    isGenerated: (olds) => olds.__createBeforeDelete === true,
    deletesFirst: (olds) => olds.__createBeforeDelete !== true,
  },
};
