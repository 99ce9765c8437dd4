import type { MeteredType, Reading } from "../../contract.ts";

/** Types of Azure's own that cost nothing: the delivery of code to an app. */
const freeTypes: ReadonlySet<string> = new Set(["Microsoft.Web/extensions"]);

const typeOf = ({ inputs }: Reading): string =>
  `${inputs.text("resourceProviderNamespace")}/${inputs.text("resourceType")}`;

/** Any type of Azure's own, which decides what is paid for. */
export const genericResource: MeteredType = {
  type: "azure-native:resources:Resource",
  source: "https://azure.microsoft.com/pricing/details/functions/",
  guards: {
    resourceType: (reading) =>
      freeTypes.has(typeOf(reading)) ? undefined : `makes it a ${typeOf(reading)}, whose costs Fourfold does not know`,
  },
  meters: [],
};
