/** The vendor's page with the naming rules of objects. */
export const objectNaming = "https://cloud.google.com/storage/docs/objects#naming";

/** Whether a text is a valid object name: 1 to 1,024 bytes, without reserved characters and names. */
export function isObjectName(name: string): boolean {
  return Buffer.byteLength(name) <= 1_024 && !/[\r\n]|^\.{0,2}$|^\.well-known\/acme-challenge\//.test(name);
}

/** The key of a bucket in `Objects`, which has the buckets of all clouds. */
export function bucketKey(bucket: string): string {
  return `gs://${bucket}`;
}
