import * as v from "valibot";
import { readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { SecretCloud } from "./contract.ts";

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions */
const Version = v.object({ createTime: v.string(), state: v.string() });

const service = "secretmanager";
const json = { "content-type": "application/json" };

/** https://cloud.google.com/secret-manager/docs/access-control#secretmanager.roles */
const deniedWithout = (role: string) => `Act as somebody who has the role ${role} on it: docs/secrets.md.`;

/** A secret of Secret Manager. */
export const gcp: SecretCloud = {
  access: async (secret, doors) => doors.gcp(requireAttribute(secret, "project")),
  open(secret, { send }) {
    const path = `/v1/${requireAttribute(secret, "path")}`;
    return {
      async status() {
        const whenDenied = deniedWithout("roles/secretmanager.viewer");
        const asked = { service, method: "GET", path: `${path}/versions/latest`, isPatient: true, whenDenied };
        const { status, body } = await send({ ...asked, accepted: [404] });
        if (status === 404) return { isSet: false };
        const { createTime, state } = readAnswer("Google Cloud, secretmanager", body, Version);
        return state === "ENABLED" ? { isSet: true, since: Date.parse(createTime) } : { isSet: false, note: state };
      },
      // https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/addVersion
      async set(value) {
        const data = Buffer.from(value).toString("base64");
        const body = JSON.stringify({ payload: { data } });
        const whenDenied = deniedWithout("roles/secretmanager.secretVersionAdder");
        const asked = { service, method: "POST", path: `${path}:addVersion`, headers: json, body, isPatient: true };
        await send({ ...asked, hidden: [value, data], whenDenied });
        return undefined;
      },
    };
  },
};
