import { hoursPerMonth } from "../../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { noPriceFor, oneOf } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

const source = "https://azure.microsoft.com/pricing/details/key-vault/";

const place = ({ from }: Reading): Inputs | undefined => from("vaultName", "azure-native:keyvault:Vault");

/** Each reading is an operation. Secrets themselves cost nothing. */
export const vaultSecret: MeteredType = {
  type: "azure-native:keyvault:Secret",
  source,
  place,
  meters: [{ price: "azure.keyvault.operations", quantity: ({ use }) => use("accesses") }],
};

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys */
const sizeOf = (inputs: Inputs): number => inputs.number("properties.keySize", 2_048);

const kindOf = (inputs: Inputs): string => inputs.text("properties.kty");

const isOfHardware = ({ inputs }: Reading): boolean => kindOf(inputs) === "RSA-HSM";

/** RSA keys of 2,048 bits cost less to use than others. */
const operationsOf = ({ inputs }: Reading): string =>
  kindOf(inputs) !== "EC" && sizeOf(inputs) === 2_048
    ? "azure.keyvault.operations"
    : "azure.keyvault.advanced-operations";

const days: Readonly<Record<string, number>> = { D: 1, W: 7, M: 365 / 12, Y: 365 };

/** The days of a period as in ISO 8601, like `P90D`. @throws UnreadableInput when it is another */
function daysOf(inputs: Inputs, property: string): number {
  const [, count = "", unit = ""] = /^P(\d+)([DWMY])$/.exec(inputs.text(property)) ?? [];
  const length = Number(count) * (days[unit] ?? 0);
  if (length > 0) return length;
  throw new UnreadableInput(property, "is not a period like P90D");
}

/** https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation */
function rotations({ inputs }: Reading): number {
  const actions = inputs.list("properties.rotationPolicy.lifetimeActions");
  const rotating = actions.filter((each) => each.text("action.type").toLowerCase() === "rotate");
  return rotating.reduce((total, each) => total + hoursPerMonth / 24 / daysOf(each, "trigger.timeAfterCreate"), 0);
}

export const vaultKey: MeteredType = {
  type: "azure-native:keyvault:Key",
  source,
  place,
  guards: {
    "properties.kty": oneOf("EC", "RSA", "RSA-HSM"),
    "properties.keySize": (reading) => {
      const size = sizeOf(reading.inputs);
      return isOfHardware(reading) && size !== 2_048 ? noPriceFor(`${size}`) : undefined;
    },
  },
  meters: [
    { price: operationsOf, quantity: ({ use }) => use("accesses") },
    { price: "azure.keyvault.rotations", quantity: rotations },
    onlyWhere(isOfHardware, { price: "azure.keyvault.hsm-keys", quantity: () => 1 }),
  ],
};
