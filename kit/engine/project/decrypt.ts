import { createDecipheriv, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { FourfoldError } from "../../spec/errors.ts";

/** Decrypts a value: `v1:<nonce>:<ciphertext>`. */
export type Decrypt = (text: string) => Promise<string>;

export interface DecrypterOptions {
  /** The file that the values are from. */
  readonly file: string;
  /** The stack's `encryptionsalt`: `v1:<salt>:<an encrypted word to try the key on>`. */
  readonly salt: string | undefined;
  readonly passphrase: string | undefined;
}

/**
 * Decrypts values of Pulumi's passphrase provider: AES-256-GCM, with a key from PBKDF2, SHA-256 and 1,000,000 rounds.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/crypt.go
 */
export function createDecrypter(options: DecrypterOptions): Decrypt {
  let key: Promise<Buffer> | undefined;
  return async (text) => {
    key ??= deriveKey(options);
    return openText(text, await key, options.file);
  };
}

async function deriveKey({ file, salt, passphrase }: DecrypterOptions): Promise<Buffer> {
  if (salt === undefined) {
    refuse(file, "its secrets were not encrypted with a passphrase.", "Use the real engine for this stack.");
  }
  if (passphrase === undefined) {
    refuse(file, "it has encrypted values.", "Set PULUMI_CONFIG_PASSPHRASE to what they were encrypted with.");
  }
  const [, encodedSalt = "", ...trial] = salt.split(":");
  const key = await promisify(pbkdf2)(passphrase, Buffer.from(encodedSalt, "base64"), 1_000_000, 32, "sha256");
  openText(trial.join(":"), key, file);
  return key;
}

const tagLength = 16;

function openText(text: string, key: Buffer, file: string): string {
  const [version, nonce = "", encoded = ""] = text.split(":");
  if (version !== "v1") refuse(file, "a value is encrypted in an unknown way.", "Use the real engine for this stack.");
  const sealed = Buffer.from(encoded, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(sealed.subarray(-tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]).toString("utf8");
  } catch (cause) {
    refuse(
      file,
      "its secrets cannot be decrypted.",
      "Set PULUMI_CONFIG_PASSPHRASE to what they were encrypted with.",
      cause,
    );
  }
}

function refuse(where: string, what: string, fix: string, cause?: unknown): never {
  throw new FourfoldError("ERR_CONFIG", { where, what, fix, cause });
}
