import { memorySecret, messagesOf, requestTo, runOf, tablesOf } from "fourfold/testing";
import api from "../../functions/api.ts";
import audit from "../../functions/audit.ts";
import fulfil from "../../functions/fulfil.ts";
import { timeId } from "../../functions/model/id.ts";
import type { User } from "../../functions/model/users/user.ts";
import notify from "../../functions/notify.ts";
import report from "../../functions/report.ts";
import { issueToken } from "../../functions/routes/guard.ts";
import { shop } from "../../functions/shop.ts";
import { authorization, send } from "../../functions/smoke/support.ts";
import * as terms from "../../functions/terms.ts";
import { assertDocumented } from "./documented.ts";

/** What the shop that smoke checks know is deployed with. */
const secrets = {
  signing: memorySecret("a secret for tests that has more than 32 bytes"),
  invitation: memorySecret("for-the-staff-of-simulated-shops"),
};

/** The whole shop in this process, with nothing in it. `links` replaces some of what its functions have. */
export function openShop(links: object = {}) {
  const lines: string[] = [];
  const onLog = (_level: string, line: string) => void lines.push(line);
  const tables = tablesOf(shop);
  const all = { ...terms, ...secrets, ...tables, ...links };
  const messages = messagesOf(shop, [fulfil, notify, report], { links: { fulfil: all, report: all }, onLog });
  const send = requestTo(api, { messages, links: all, onLog, http: shop.functions.api.http });
  const request: typeof send = async (path, init) => {
    const response = await send(path, init);
    await assertDocumented(init?.method ?? "GET", path, response);
    return response;
  };
  return {
    ...{ tables, messages, lines, request },
    /** What its API is handed. */
    links: { ...all, placed: undefined, requested: undefined, events: undefined },
    /** Asks, and has everything done that follows. */
    async ask(path: string, init?: RequestInit): Promise<Response> {
      const response = await request(path, init);
      await messages.settle();
      return response;
    },
    audit: runOf(audit, { messages, links: all, onLog }),
  };
}

/** A request of somebody with a token. */
export const as = (token: string, init: RequestInit = {}): RequestInit => ({ ...init, headers: authorization(token) });

/** The code of a failure. */
export const codeOf = async (response: Response): Promise<unknown> => Object(await response.json()).code;

/** A token of a new user, who has no password: to hash one for every test would take long. */
export async function enter(
  { tables }: Pick<ReturnType<typeof openShop>, "tables">,
  role: "customer" | "staff" = "customer",
): Promise<string> {
  const id = timeId();
  const user: User = {
    ...{ id, email: `${id}@shop.example`, name: "Somebody", registeredAt: new Date().toISOString(), password: "" },
    ...{ scopes: role === "staff" ? ["customer", "staff"] : ["customer"], listing: "users" },
  };
  await tables.users.put(user);
  await tables.emails.put({ email: user.email, user: id });
  return issueToken(secrets.signing, user);
}

export { authorization, send };
