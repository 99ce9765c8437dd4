import { own, type SecretAccess } from "./contract.ts";

const lineOf = (role: string, secret: unknown): string => `${role} on ${secret}`;

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets */
const calls = {
  access: ["GET", "/versions/latest:access"],
  "get a version": ["GET", "/versions/latest"],
  "list versions": ["GET", "/versions"],
  "get the secret": ["GET", ""],
  "add a version": ["POST", ":addVersion"],
  "disable a version": ["POST", "/versions/1:disable"],
} as const;

/** https://cloud.google.com/secret-manager/docs/access-control */
export const gcp: SecretAccess = {
  reading: ["access"],
  async allowedTo(reader, secret, target) {
    const { credentials } = await target.simulator.services("gcp");
    const principal = String(own(target, "Account", reader, "accountId").outputs.email);
    const { GOOGLE_OAUTH_ACCESS_TOKEN: token, STORAGE_EMULATOR_HOST: base } =
      (await credentials?.({ principal })) ?? {};
    const allowed: string[] = [];
    for (const [what, [method, path]] of Object.entries(calls)) {
      const { status } = await fetch(`${base}/v1/${target.attributesOf(secret).path}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(method === "POST" ? { body: JSON.stringify({ payload: { data: "YQ==" } }) } : {}),
      });
      if (status === 401) throw new Error("The token is not one of the function.");
      if (status !== 403) allowed.push(what);
    }
    return allowed;
  },
  granted(reader, target) {
    const { email } = own(target, "Account", reader, "accountId").outputs;
    const all = target.simulator.world.store.all();
    const grants = all.filter(({ inputs }) => inputs.member === `serviceAccount:${email}`);
    return grants.map(({ inputs }) => lineOf(String(inputs.role), inputs.secretId ?? JSON.stringify(inputs)));
  },
  grantOf: (secret, target) => lineOf("roles/secretmanager.secretAccessor", target.attributesOf(secret).name),
  platform: () => [],
};
