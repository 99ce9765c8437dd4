import type { Can } from "fourfold";
import { TableError } from "fourfold/runtime";
import { timeId } from "../model/id.ts";
import { hashPassword, isPassword } from "../model/users/password.ts";
import type { EmailClaim, Login, ProfileChange, Registration, Scope, User } from "../model/users/user.ts";
import type { shop } from "../shop.ts";
import { contended } from "./contended.ts";
import type { PageOf, PageWish } from "./page.ts";

/**
 * How long a registration may take before it counts as one that has failed half-way, in seconds. Much longer than the function
 * may run, so that no registration goes on that others take for failed.
 */
const patience = 600;

const now = () => Math.floor(Date.now() / 1_000);

const isConflict = (error: unknown) => error instanceof TableError && error.code === "Conflict";

/** Whether something may have been written, and only the answer was lost. */
const isLost = (error: unknown) => error instanceof TableError && error.applied === "unknown";

/**
 * Users, each with an email address that nobody else has.
 *
 * An index cannot promise that, so the address has an item of its own in a second table, whose key it is. To register, one claims the
 * address, writes the user, and confirms both; until then both expire, so that what fails half-way leaves nothing. A user is registered who
 * has a claim that is confirmed. One that is confirmed without a user, because a deletion failed half-way, can be taken over.
 */
export class Users {
  readonly #links: Can<typeof shop, { users: ["read", "write"]; emails: ["read", "write"] }>;

  constructor(links: Can<typeof shop, { users: ["read", "write"]; emails: ["read", "write"] }>) {
    this.#links = links;
  }

  /** Registers a user. @returns nothing when somebody has the email address already */
  async register({ email, name, password }: Registration, scopes: readonly Scope[]): Promise<User | undefined> {
    const { users, emails } = this.#links;
    const id = timeId();
    const hash = await hashPassword(password);
    const expires = now() + patience;
    const version = await this.#claim({ email, user: id, expires });
    if (version === undefined) return undefined;
    const registeredAt = new Date().toISOString();
    try {
      await users.put({ id, email, name, scopes: [...scopes], password: hash, registeredAt, expires });
      await emails.put({ email, user: id }, { ifVersion: version });
    } catch (error) {
      // Otherwise who tries again would be told for some minutes that somebody has the address.
      await this.#free(email, version);
      throw error;
    }
    return this.#confirm(id);
  }

  /** The user with an email address and a password. Takes as long, and says as little, when there is none. */
  async login({ email, password }: Login): Promise<User | undefined> {
    const { users, emails } = this.#links;
    const claim = (await emails.get({ email }))?.value;
    const isClaimed = claim !== undefined && claim.expires === undefined;
    // Also where nobody has the address, so that a request for one that somebody has takes no longer.
    const user = (await users.get({ id: isClaimed ? claim.user : "nobody" }))?.value;
    const isRight = await isPassword(password, user?.password);
    if (user === undefined || !isRight) return undefined;
    return user.expires === undefined ? user : this.#confirm(user.id);
  }

  /** A registered user. */
  async get(id: string): Promise<User | undefined> {
    const user = (await this.#links.users.get({ id }))?.value;
    return user?.listing === undefined ? undefined : user;
  }

  /** Registered users, in the order in which they have registered. */
  async page({ limit, cursor }: PageWish): Promise<PageOf<User>> {
    const options = { limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await this.#links.users.queryIndex("all", { listing: "users" }, options);
    const items = page.items.map(({ value }) => value);
    return page.cursor === undefined ? { items } : { items, next: page.cursor };
  }

  /** Changes a user. @returns nothing when there is none, "denied" when the current password is another one */
  async change(id: string, { name, password }: ProfileChange): Promise<User | "denied" | undefined> {
    const user = await this.get(id);
    if (user === undefined) return undefined;
    if (password !== undefined && !(await isPassword(password.current, user.password))) return "denied";
    const hash = password === undefined ? {} : { password: await hashPassword(password.new) };
    const changed = { ...(name === undefined ? {} : { name }), ...hash };
    const { users } = this.#links;
    return (await contended(() => users.update({ id }, (value) => ({ ...value, ...changed }))))?.value;
  }

  /** Deletes a user, and frees the email address. The user goes first: an address without a user can be taken over. */
  async delete(id: string): Promise<void> {
    const { users, emails } = this.#links;
    const user = (await users.get({ id }))?.value;
    if (user === undefined) return;
    await users.delete({ id });
    const claim = await emails.get({ email: user.email });
    if (claim?.value.user === id) await this.#free(user.email, claim.version);
  }

  /** Frees an email address, unless somebody has claimed or confirmed it meanwhile. */
  async #free(email: string, ifVersion: string): Promise<void> {
    await this.#links.emails.delete({ email }, { ifVersion }).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  }

  /** Claims an email address. @returns the version of the claim; nothing when somebody has it */
  async #claim(claim: EmailClaim): Promise<string | undefined> {
    const { users, emails } = this.#links;
    const claimed = await emails.put(claim, { ifAbsent: true }).catch((error: unknown) => {
      if (isConflict(error) || isLost(error)) return undefined;
      throw error;
    });
    if (claimed !== undefined) return claimed.version;
    const other = await emails.get({ email: claim.email });
    if (other === undefined) throw new TableError("Unavailable", "Whether the address was claimed is not known.");
    // Its own, where the answer was lost: otherwise who tries again would be told for some minutes that somebody has the address.
    if (other.value.user === claim.user) return other.version;
    if (other.value.expires !== undefined) return undefined;
    if ((await users.get({ id: other.value.user })) !== undefined) return undefined;
    try {
      return (await emails.put(claim, { ifVersion: other.version })).version;
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /** Has a user stay, and be in the list. */
  async #confirm(id: string): Promise<User | undefined> {
    const { users } = this.#links;
    const confirmed = await contended(() =>
      users.update({ id }, ({ expires: _, ...user }) => ({ ...user, listing: "users" })),
    );
    return confirmed?.value;
  }
}
