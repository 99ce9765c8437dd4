import { callerIdentity, type Received, type Reply } from "./vendor.ts";

/** What a vendor answers about who somebody is, which every command asks first. */
export function identityOf({ target, body }: Received): Reply | undefined {
  if (body.startsWith("Action=GetCallerIdentity")) return { body: callerIdentity };
  if (target === "/tokeninfo") return { body: '{"email":"ann@shop.example"}' };
  if (target === "/user/tokens/verify") return { body: '{"result":{"id":"ed17"}}' };
  return undefined;
}

/** The script of an Azure command line that is logged in. */
export const az = (url: string) => `case "$1 $2" in
  "cloud show") echo '{"endpoints":{"resourceManager":"${url}/"}}';;
  "account show") echo '{"name":"Shop, production","user":{"name":"ann@shop.example"}}';;
  *) echo '{"accessToken":"azures-token"}';;
  esac`;
