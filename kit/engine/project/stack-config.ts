import { FourfoldError } from "../../spec/errors.ts";
import type { StackConfig } from "../context/deployment.ts";
import { isObject } from "../state/values.ts";
import { createDecrypter, type Decrypt } from "./decrypt.ts";
import { type Declaration, readProjectFile, readStackFile } from "./project-file.ts";

/** Where to read a stack's configuration, and how to decrypt its secrets. */
export interface StackConfigRequest {
  /** The folder with `Pulumi.yaml`. */
  readonly folder: string;
  readonly stack: string;
  /** The passphrase of the stack's secrets: `PULUMI_CONFIG_PASSPHRASE`. Only needed if there are any. */
  readonly passphrase?: string | undefined;
}

/** A setting before it becomes text. */
interface Setting {
  readonly value: unknown;
  readonly secret: boolean;
}

/**
 * A stack's configuration: the settings in `Pulumi.<stack>.yaml`, which override those in `Pulumi.yaml` for all stacks.
 * https://www.pulumi.com/docs/iac/concepts/config/
 * @throws FourfoldError `ERR_CONFIG` when a setting is missing, has the wrong type, or cannot be decrypted.
 */
export async function readStackConfig({ folder, stack, passphrase }: StackConfigRequest): Promise<StackConfig> {
  const project = readProjectFile(folder);
  const file = readStackFile(folder, project.name, stack);
  const decrypt = createDecrypter({ file: file.path, salt: file.salt, passphrase });
  const settings = new Map<string, Setting>();
  for (const [key, declaration] of Object.entries(project.config)) {
    const setting = await settle(key, declaration, file.config[key], decrypt, stack);
    if (setting !== undefined) settings.set(key, setting);
  }
  for (const [key, value] of Object.entries(file.config)) {
    if (!settings.has(key)) settings.set(key, await openSetting(value, decrypt));
  }
  return {
    values: Object.fromEntries(Array.from(settings, ([key, { value }]) => [key, toText(value)])),
    secretKeys: [...settings].filter(([, { secret }]) => secret).map(([key]) => key),
  };
}

/** The value of a declared setting: the stack's own, otherwise the project's. */
async function settle(
  key: string,
  declaration: Declaration,
  own: unknown,
  decrypt: Decrypt,
  stack: string,
): Promise<Setting | undefined> {
  const given = own ?? declaration.value ?? declaration.default;
  if (given === undefined) {
    if (declaration.type === undefined) return undefined;
    refuse(stack, `is missing configuration value '${key}'`, `Set it with \`pulumi config set ${key} <value>\`.`);
  }
  const { value, secret } = await openSetting(given, decrypt);
  if (declaration.type !== undefined && !hasType(value, declaration.type)) {
    refuse(stack, `with configuration key '${key}' must be of type '${declaration.type}'`, "Correct its value.");
  }
  return { value, secret: secret || declaration.secret === true };
}

/** Decrypts the encrypted parts of a setting. If it has any, all of it is secret. */
async function openSetting(value: unknown, decrypt: Decrypt): Promise<Setting> {
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => openSetting(item, decrypt)));
    return { value: items.map((item) => item.value), secret: items.some((item) => item.secret) };
  }
  if (!isObject(value)) return { value, secret: false };
  if (Object.keys(value).length === 1 && typeof value.secure === "string") {
    return { value: await decrypt(value.secure), secret: true };
  }
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await openSetting(item, decrypt)] as const),
  );
  return {
    value: Object.fromEntries(entries.map(([key, item]) => [key, item.value])),
    secret: entries.some(([, item]) => item.secret),
  };
}

const typeTests: Readonly<Record<NonNullable<Declaration["type"]>, (value: unknown) => boolean>> = {
  // What YAML parses as a number or boolean may be meant as text.
  string: (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  boolean: (value) => typeof value === "boolean" || value === "true" || value === "false",
  integer: (value) => value !== "" && Number.isInteger(Number(value)) && typeof value !== "boolean",
  array: Array.isArray,
  object: isObject,
};

function hasType(value: unknown, type: NonNullable<Declaration["type"]>): boolean {
  return typeTests[type](value);
}

function toText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function refuse(stack: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_CONFIG", { what: `Stack '${stack}' ${what}.`, fix });
}
