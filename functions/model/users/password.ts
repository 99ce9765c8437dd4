import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/**
 * What a hash costs: 16 MB, and about as much time as 2^17 with 128 MB, which is all the memory that a function may have.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const cost = { N: 2 ** 14, r: 8, p: 5 } as const;
const keyBytes = 32;
const saltBytes = 16;

/** The same password in one form, however a keyboard composes its letters: https://www.rfc-editor.org/rfc/rfc8265#section-4.2 */
const normalized = (password: string): string => password.normalize("NFC");

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(normalized(password), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** A slow, salted hash of a password, with what it takes to check one against it: `scrypt$16384$8$5$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, keyBytes, cost);
  const { N, r, p } = cost;
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** What a password is checked against where there is none, so that this takes as long: nobody knows one that has this hash. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Whether a password is the one of a hash. Takes the same time whether it is or not, and where there is no hash.
 * @throws Error for a hash that {@link hashPassword} has not made.
 */
export async function isPassword(password: string, hash = nobody): Promise<boolean> {
  const [kind, N, r, p, salt = "", key = ""] = hash.split("$");
  const expected = Buffer.from(key, "base64url");
  if (kind !== "scrypt" || expected.length !== keyBytes) throw new Error("The stored hash of a password is not valid.");
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, "base64url"), keyBytes, options), expected);
}
