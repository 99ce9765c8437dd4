/** The Castagnoli polynomial, bit-reversed. https://www.rfc-editor.org/rfc/rfc9260#appendix-A */
const polynomial = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
  return value;
});

/** The checksum as a number, as Secret Manager has it. https://cloud.google.com/secret-manager/docs/data-integrity */
export function crc32cNumber(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** The checksum of Cloud Storage, "encoded using base64 in big-endian byte order". https://cloud.google.com/storage/docs/json_api/v1/objects */
export function crc32c(bytes: Uint8Array): string {
  const result = Buffer.alloc(4);
  result.writeUInt32BE(crc32cNumber(bytes));
  return result.toString("base64");
}
