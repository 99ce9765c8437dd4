import type { Constraint } from "../../contract.ts";

/** The public regions. https://learn.microsoft.com/azure/reliability/regions-list */
const locations: readonly string[] = [
  ...["australiacentral", "australiacentral2", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral"],
  ...["brazilsouth", "brazilsoutheast", "canadacentral", "canadaeast", "centralindia", "centralus", "chilecentral"],
  ...["denmarkeast", "eastasia", "eastus", "eastus2", "francecentral", "francesouth", "germanynorth"],
  ...["germanywestcentral", "indonesiacentral", "israelcentral", "italynorth", "japaneast", "japanwest"],
  ...["koreacentral", "koreasouth", "malaysiawest", "mexicocentral", "newzealandnorth", "northcentralus"],
  ...["northeurope", "norwayeast", "norwaywest", "polandcentral", "qatarcentral", "southafricanorth"],
  ...["southafricawest", "southcentralus", "southeastasia", "southindia", "spaincentral", "swedencentral"],
  ...["switzerlandnorth", "switzerlandwest", "uaecentral", "uaenorth", "uksouth", "ukwest", "westcentralus"],
  ...["westeurope", "westindia", "westus", "westus2", "westus3"],
];

/** The location of a resource. Display names are accepted too: `West Europe`. */
export const locationRule: Constraint = {
  property: "location",
  rule: "must be a region of Azure: westeurope",
  source: "https://learn.microsoft.com/azure/reliability/regions-list",
  accepts: (value) => typeof value === "string" && locations.includes(value.toLowerCase().replaceAll(" ", "")),
  refused: { location: "europe-west1" },
  accepted: { location: "West Europe" },
};
