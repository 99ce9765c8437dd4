import * as v from "valibot";

/** What a user may do. Staff may do what customers may, too. */
export const Scope = v.picklist(["customer", "staff"]);

/** @see Scope */
export type Scope = v.InferOutput<typeof Scope>;

/** In one spelling: whoever writes it in capitals means the same mailbox. */
const Email = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.email("must be an email address"),
  v.transform((text) => text.normalize("NFC").toLowerCase()),
);

/** NIST asks for at least 8 letters, and for no rules about which: https://pages.nist.gov/800-63-3/sp800-63b.html#memsecret */
const NewPassword = v.pipe(v.string(), v.minLength(10), v.maxLength(128));
const Name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100));

/** What a new user sends. */
export const Registration = v.strictObject({
  email: Email,
  name: Name,
  password: NewPassword,
  /** Makes the user one of the staff, who know it. */
  invitation: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

/** @see Registration */
export type Registration = v.InferOutput<typeof Registration>;

/** What a user sends to be let in. */
export const Login = v.strictObject({ email: Email, password: v.pipe(v.string(), v.maxLength(128)) });

/** @see Login */
export type Login = v.InferOutput<typeof Login>;

/** What a user changes. */
export const ProfileChange = v.pipe(
  v.strictObject({
    name: v.optional(Name),
    /** A new one, with the current one, so that a token that was found is not enough. */
    password: v.optional(v.strictObject({ current: v.string(), new: NewPassword })),
  }),
  v.check((change) => Object.keys(change).length > 0, "must change something"),
);

/** @see ProfileChange */
export type ProfileChange = v.InferOutput<typeof ProfileChange>;

/** A user as the shop keeps it. */
export const User = v.strictObject({
  id: v.string(),
  email: v.string(),
  name: v.string(),
  scopes: v.array(Scope),
  /** A hash: `model/users/password.ts`. */
  password: v.string(),
  registeredAt: v.string(),
  /** The list that users are in once they are registered. */
  listing: v.optional(v.literal("users")),
  /** When one that is not registered yet is forgotten, in seconds since 1970. */
  expires: v.optional(v.number()),
});

/** @see User */
export type User = v.InferOutput<typeof User>;

/** Whose an email address is, so that it is nobody else's: its key says what no index can, that there is one. */
export const EmailClaim = v.strictObject({
  email: v.string(),
  user: v.string(),
  /** When one that is not confirmed is free again, in seconds since 1970. */
  expires: v.optional(v.number()),
});

/** @see EmailClaim */
export type EmailClaim = v.InferOutput<typeof EmailClaim>;
