import { CloudError } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiCall } from "../../api/index.ts";

/** The parameters for preconditions on an object's generation and metageneration. */
export const conditionNames = [
  "ifGenerationMatch",
  "ifGenerationNotMatch",
  "ifMetagenerationMatch",
  "ifMetagenerationNotMatch",
] as const;

/** Parameters that are read, or change nothing here. https://cloud.google.com/storage/docs/json_api/v1/parameters */
const known: ReadonlySet<string> = new Set([
  ...["alt", "fields", "key", "prettyPrint", "projection", "quotaUser", "userProject"],
  ...["delimiter", "maxResults", "pageToken", "prefix"],
  ...["generation", "name", "uploadType", "upload_id"],
  ...conditionNames,
]);

/** Refuses parameters that the cloud would use and that have no effect here. */
export function requireParameters({ query }: ApiCall): void {
  const unknown = [...query.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) throw callLimit(`the simulator's Cloud Storage does not have the parameter ${unknown}`);
}

/** An integer parameter of a request. @throws CloudError `INVALID_ARGUMENT` */
export function numberIn({ query }: Pick<ApiCall, "query">, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new CloudError("INVALID_ARGUMENT", `Invalid value '${text}' for the parameter ${name}.`, 400);
}
