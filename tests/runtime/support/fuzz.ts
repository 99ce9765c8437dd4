import assert from "node:assert/strict";
import fc from "fast-check";
import { capture } from "./drivers.ts";

/**
 * Checks a property with generated values. A failure says how to repeat it:
 * `FUZZ_SEED=… FUZZ_PATH=… npx mocha <file> --grep <title>`; `FUZZ_RUNS` is how many values are tried.
 */
export async function fuzz<Values>(property: fc.IAsyncProperty<Values>, runs = 200): Promise<void> {
  const { FUZZ_SEED: seed, FUZZ_PATH: path, FUZZ_RUNS: count = runs } = process.env;
  const options = { numRuns: Number(count), ...(seed && { seed: Number(seed) }), ...(path && { path }) };
  const [outcome] = await capture(() => fc.check(property, options));
  const again = `FUZZ_SEED=${outcome.seed} FUZZ_PATH=${outcome.counterexamplePath}`;
  assert.ok(!outcome.failed, `${again}\n${fc.defaultReportMessage(outcome)}\n${outcome.errorInstance}`);
}

const token = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"),
  minLength: 1,
  maxLength: 12,
});

/** Names that objects treat in their own way, if one is careless. */
const dangerous = fc.constantFrom("__proto__", "constructor", "prototype", "tostring", "valueof", "hasownproperty");

/** Headers that a platform or a middleware does something of its own with. */
const special =
  /^(?:host|cookie|set-cookie|content-(?:length|encoding|type)|connection|keep-alive|proxy-connection|transfer-encoding|upgrade|x-request-id|x-forwarded-.*|expect|te|trailer)$/;

/** The name of a header that means nothing to anybody. */
export const headerName = fc.oneof({ weight: 3, arbitrary: token }, dangerous).filter((name) => !special.test(name));

/** What a header's value can be on the wire: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
export const headerValue = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
  })
  .map((value) => value.trim().replace(/^[\u00a0\ufeff]+|[\u00a0\ufeff]+$/g, ""));

/** The value of a cookie: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1 */
export const cookieValue = fc.string({
  unit: fc.constantFrom(..."abcXYZ019!#$&'()*+-./:<=>?@[]^_`{|}~%"),
  maxLength: 12,
});
export const cookieName = fc.string({
  unit: fc.constantFrom(..."abcXYZ019!#$&'*+-.^_`|~"),
  minLength: 1,
  maxLength: 8,
});

const segment = fc.oneof(
  fc.webSegment(),
  fc.string({ unit: "grapheme", maxLength: 4 }).map(encodeURIComponent),
  fc.constantFrom("", "%2F", "%2f%5c", "%00", "%25", "a%20b", "~", "__proto__"),
);

/** A path as a client may send it: dot segments are resolved by every URL, so there are none. */
export const path = fc
  .array(segment, { maxLength: 4 })
  .map((parts) => `/${parts.join("/")}`)
  .filter((text) => !/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(text) && !text.startsWith("//"));

/** A query with repeated, empty and encoded parameters. */
export const query = fc
  .array(
    fc.tuple(
      fc.constantFrom("a", "b", "__proto__", "a[]", ""),
      fc.oneof(fc.constant("1,2"), fc.string({ unit: "grapheme", maxLength: 4 })),
    ),
    { maxLength: 5 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&"));

/** Bytes: none, few, text, or many. */
export const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  { weight: 3, arbitrary: fc.string({ unit: "grapheme" }).map((text) => new TextEncoder().encode(text)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((value) => new Uint8Array(200_000).fill(value)) },
);
