import type { FunctionApp } from "../../../../hosts/azure-functions/app.ts";

/**
 * A property of a binding, with app settings in place of their names between % signs.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings
 */
export function resolveSettings({ configuration: { settings } }: FunctionApp, expression: string): string {
  return expression.replace(/%([^%]+)%/g, (whole, setting: string) => settings[setting] ?? whole);
}
