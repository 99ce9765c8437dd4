/** Where rules of objects' names stand. */
export const objectNaming = "https://cloud.google.com/storage/docs/objects#naming";

/** Whether an object may be called so: 1 to 1,024 bytes, of which some are reserved. */
export function isObjectName(name: string): boolean {
  return Buffer.byteLength(name) <= 1_024 && !/[\r\n]|^\.{0,2}$|^\.well-known\/acme-challenge\//.test(name);
}

/** A bucket in `Objects`, which those of all clouds are in. */
export function bucketKey(bucket: string): string {
  return `gs://${bucket}`;
}
