import type { TokenSecret } from "fourfold/runtime";
import { messagesOf, requestTo, runOf, tablesOf } from "fourfold/testing";
import api from "../../functions/api.ts";
import audit from "../../functions/audit.ts";
import fulfil from "../../functions/fulfil.ts";
import notify from "../../functions/notify.ts";
import report from "../../functions/report.ts";
import { shop } from "../../functions/shop.ts";
import { asUser, authorization, send } from "../../functions/smoke/support.ts";
import * as terms from "../../functions/terms.ts";

const keeping = (text: string): TokenSecret => ({ get: async () => text, previous: async () => undefined });

/** What the shop that smoke checks know is deployed with. */
const secrets = {
  signing: keeping("a secret for tests that has more than 32 bytes"),
  invitation: keeping("for-the-staff-of-simulated-shops"),
};

/** The whole shop in this process, with nothing in it. `links` replaces some of what its functions have. */
export function openShop(links: object = {}) {
  const lines: string[] = [];
  const onLog = (_level: string, line: string) => void lines.push(line);
  const tables = tablesOf(shop);
  const all = { ...terms, ...secrets, ...tables, ...links };
  const messages = messagesOf(shop, [fulfil, notify, report], { links: { fulfil: all, report: all }, onLog });
  const request = requestTo(api, { messages, links: all, onLog, http: shop.functions.api.http });
  return {
    ...{ tables, messages, lines, request },
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

/** A token of a new user, who stays. */
export async function enter(
  { request }: Pick<ReturnType<typeof openShop>, "request">,
  role: "customer" | "staff" = "customer",
): Promise<string> {
  let entered = "";
  const staying = (path: string, init?: RequestInit) =>
    init?.method === "DELETE" ? Promise.resolve(new Response(null, { status: 204 })) : request(path, init);
  await asUser(staying, role, async (token) => {
    entered = token;
  });
  return entered;
}

export { send };
