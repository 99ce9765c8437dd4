import type { ResourceName } from "./resource-name.ts";

export const awsBudget: ResourceName = {
  of: "a budget",
  max: 100,
  pattern: /^(?![^:\\]*\/action\/)[^:\\]+$/,
  form: "no : or \\, and no /action/",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
};

export const azureBudget: ResourceName = {
  of: "a budget",
  max: 63,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets",
};

export const resourceGroup: ResourceName = {
  of: "a resource group",
  max: 90,
  pattern: /^[\p{L}\p{N}_().-]+$/u,
  form: "letters, digits and _ ( ) . -",
  source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources",
};
