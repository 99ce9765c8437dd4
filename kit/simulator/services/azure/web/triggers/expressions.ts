import type { FunctionApp } from "../../../../hosts/azure-functions/app.ts";

/**
 * What a binding says, with the settings in it that stand between two % signs.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings
 */
export function resolveSettings({ configuration: { settings } }: FunctionApp, expression: string): string {
  return expression.replace(/%([^%]+)%/g, (whole, setting: string) => settings[setting] ?? whole);
}
