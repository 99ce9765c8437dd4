/** A picture: one index into its palette for each pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Up to 256 colours, as `0xRRGGBB`. */
  readonly palette: readonly number[];
  readonly pixels: Uint8Array;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function uint32(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** https://www.w3.org/TR/png/#D-CRCAppendix */
function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** https://www.rfc-editor.org/rfc/rfc1950#section-9 */
function adler32(bytes: readonly number[]): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

function chunk(type: string, data: readonly number[]): readonly number[] {
  const body = [...type].map((letter) => letter.charCodeAt(0)).concat(data);
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

/** The bytes in a zlib wrapper, not compressed: https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4 */
function stored(bytes: readonly number[]): readonly number[] {
  if (bytes.length > 0xffff) throw new RangeError("A stored block has at most 65,535 bytes.");
  const length = [bytes.length & 255, bytes.length >>> 8];
  return [0x78, 0x01, 0x01, ...length, ...length.map((byte) => byte ^ 255), ...bytes, ...uint32(adler32(bytes))];
}

/** A picture as PNG, small and not compressed: https://www.w3.org/TR/png/ */
export function toPng({ width, height, palette, pixels }: Picture): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: height }, (_, y) => [0, ...pixels.subarray(y * width, (y + 1) * width)]);
  const colours = palette.flatMap((colour) => uint32(colour).slice(1));
  return Uint8Array.from([
    ...signature,
    // 8 bits for each pixel: an index into the palette.
    ...chunk("IHDR", [...uint32(width), ...uint32(height), 8, 3, 0, 0, 0]),
    ...chunk("PLTE", colours),
    ...chunk("IDAT", stored(rows.flat())),
    ...chunk("IEND", []),
  ]);
}

/** A pattern that is different for every name: eight by eight fields, the right half mirroring the left. */
export function emblem(name: string, size = 64): Picture {
  const seed = crc32([...new TextEncoder().encode(name)]);
  const isSet = (x: number, y: number) => ((seed >>> (y * 4 + Math.min(x, 7 - x))) & 1) === 1;
  const pixels = new Uint8Array(size * size);
  for (const index of pixels.keys()) {
    const [x, y] = [index % size, Math.floor(index / size)].map((place) => Math.floor((place * 8) / size));
    pixels[index] = isSet(x ?? 0, y ?? 0) ? 1 : 0;
  }
  return { width: size, height: size, palette: [0xf6f1e7, seed >>> 8], pixels };
}
