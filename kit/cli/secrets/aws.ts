import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { type CloudAccess, readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { SecretCloud } from "./contract.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
const Versions = v.object({
  Versions: v.optional(
    v.array(v.object({ VersionStages: v.optional(v.array(v.string()), []), CreatedDate: v.optional(v.number()) })),
    [],
  ),
  NextToken: v.optional(v.string()),
});

type Access = Pick<CloudAccess, "send">;

async function call({ send }: Access, action: string, input: object, permission: string, hidden: readonly string[]) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `secretsmanager.${action}` };
  const body = JSON.stringify(input);
  const whenDenied = `Act as somebody who may ${permission} on it: docs/secrets.md.`;
  const asked = { service: "secretsmanager", method: "POST", path: "/", headers, body, isPatient: true } as const;
  return (await send({ ...asked, hidden, whenDenied })).body;
}

/** A secret of Secrets Manager. */
export const aws: SecretCloud = {
  async access(secret, doors) {
    const [, , , region = "", account = ""] = requireAttribute(secret, "arn").split(":");
    return doors.aws(account, region);
  },
  open(secret, access) {
    const SecretId = requireAttribute(secret, "arn");
    return {
      async status() {
        for (let next = {}; ; ) {
          const answer = await call(
            access,
            "ListSecretVersionIds",
            { SecretId, ...next },
            "secretsmanager:ListSecretVersionIds",
            [],
          );
          const { Versions: listed, NextToken } = readAnswer("AWS, secretsmanager", answer, Versions);
          const current = listed.find(({ VersionStages }) => VersionStages.includes("AWSCURRENT"));
          const since = current?.CreatedDate;
          if (current !== undefined) return { isSet: true, ...(since === undefined ? {} : { since: since * 1_000 }) };
          if (NextToken === undefined) return { isSet: false };
          next = { NextToken };
        }
      },
      // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
      async set(SecretString) {
        const input = { SecretId, SecretString, ClientRequestToken: randomUUID() };
        await call(access, "PutSecretValue", input, "secretsmanager:PutSecretValue", [SecretString]);
        return undefined;
      },
    };
  },
};
