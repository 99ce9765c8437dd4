import { deflateRawSync } from "node:zlib";
import { CloudError, type Content, type Files, type Properties, type World } from "../../../contract.ts";

const limits = {
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  unzipped: 250 * 1_024 * 1_024,
  zipped: 50 * 1_024 * 1_024,
} as const;

/** The hash of a function's code is a separate value in the store: replacing code does not change the resource. */
function keyOf(arn: string): string {
  return `aws/lambda/code/${arn}`;
}

/** The size of a zip file with these files: its bytes, and a header and directory entry for each. */
function zipSize(files: Files): number {
  let size = 22;
  for (const [path, bytes] of files) size += deflateRawSync(bytes).length + 76 + 2 * Buffer.byteLength(path);
  return size;
}

/** The hash of content as Lambda writes it. */
function codeSha256Of(hash: string): string {
  return Buffer.from(hash, "hex").toString("base64");
}

/**
 * Stores and checks the archive of a function. Returns Lambda's outputs for it.
 *
 * @param deployed - The function's current `codeSha256`. An unchanged archive is not deployed again, as in the provider, so
 * code that was replaced without a deployment stays.
 */
export async function takeCode(world: World, arn: string, inputs: Properties, deployed?: unknown): Promise<Properties> {
  if (inputs.code === undefined) {
    throw new CloudError("InvalidParameterValueException", "Please provide a source for function code.");
  }
  const hash = await world.code.take(inputs.code);
  const files = world.code.files(hash);
  let unzipped = 0;
  for (const bytes of files.values()) unzipped += bytes.byteLength;
  if (unzipped > limits.unzipped) {
    const message = `Unzipped size must be smaller than ${limits.unzipped} bytes`;
    throw new CloudError("InvalidParameterValueException", message);
  }
  const zipped = zipSize(files);
  if (zipped > limits.zipped) {
    throw new CloudError(
      "RequestEntityTooLargeException",
      "Request must be smaller than 69905067 bytes for the CreateFunction operation",
      413,
    );
  }
  const codeSha256 = codeSha256Of(hash);
  if (codeSha256 !== deployed) setCode(world, arn, hash);
  return { codeSha256, sourceCodeSize: zipped };
}

/** Deployed content with its hash. */
export function contentOf(world: World, hash: string): Content {
  return { hash, files: world.code.files(hash) };
}

/** The hash of a function's current code. */
export function currentCode(world: World, arn: string): string | undefined {
  return world.store.getValue(keyOf(arn));
}

export function setCode(world: World, arn: string, hash: string | undefined): void {
  world.store.putValue(keyOf(arn), hash);
}
