import { googleEndpoint } from "../../../../spec/environment/google-endpoint.ts";
import { type ApiResponse, call } from "../../../platform/call.ts";
import { errorOf, type TableError, type TableErrorCode } from "../../errors.ts";
import type { FirestoreDocument, FirestoreValue } from "./documents.ts";

/** What the codes mean whose statuses do not say it: https://cloud.google.com/firestore/docs/use-rest-api#error_codes */
const codes: ReadonlyMap<string, TableErrorCode> = new Map([
  // Of two transactions that meet, one is not made: https://cloud.google.com/firestore/docs/transaction-data-contention
  ["ABORTED", "Throttled"],
  ["ALREADY_EXISTS", "Conflict"],
]);

/** What answers say that are read here. */
export interface FirestoreAnswer {
  readonly found?: FirestoreDocument;
  readonly document?: FirestoreDocument;
  readonly writeResults?: readonly {
    readonly updateTime?: string;
    readonly transformResults?: readonly FirestoreValue[];
  }[];
  readonly error?: Failure;
}

/** https://cloud.google.com/apis/design/errors#http_mapping */
interface Failure {
  readonly code: number;
  readonly status?: string;
  readonly message?: string;
  readonly details?: readonly { readonly retryDelay?: string }[];
}

export type FirestoreMethod = "batchGet" | "commit" | "runQuery";

function readFailure({ code, status = "", message, details = [] }: Failure, method: FirestoreMethod): TableError {
  // https://cloud.google.com/apis/design/errors#error_details: `1.5s`
  const delay = details.map(({ retryDelay }) => retryDelay).find((text) => text !== undefined);
  // A query without its index fails in the same way as a write whose condition is not met.
  const isUnmet = status === "FAILED_PRECONDITION" && method === "commit";
  const means = isUnmet ? "Conflict" : codes.get(status);
  const retryAfter = delay === undefined ? undefined : Number.parseFloat(delay) * 1_000;
  return errorOf(code, `${status}: ${message}`, means, { retryAfter });
}

const isJson = (text: string): boolean => text.startsWith("{") || text.startsWith("[");

/** One answer, or several of which the last may be an error. */
function readAnswers({ isOk, status, text }: ApiResponse, method: FirestoreMethod): readonly FirestoreAnswer[] {
  const answers: readonly FirestoreAnswer[] = isJson(text) ? [JSON.parse(text)].flat() : [];
  const failure = answers.find(({ error }) => error !== undefined)?.error;
  if (isOk && failure === undefined) return answers;
  throw readFailure(failure ?? { code: status, message: text }, method);
}

/**
 * Calls Firestore with an access token.
 * @param documents - The documents of the database: `projects/p/databases/d/documents`.
 */
export async function callFirestore(
  documents: string,
  method: FirestoreMethod,
  input: object,
  token: string,
): Promise<readonly FirestoreAnswer[]> {
  const answer = await call({
    method: "POST",
    url: new URL(`v1/${documents}:${method}`, googleEndpoint("firestore", process.env)),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(input),
    once: method === "commit",
  });
  return readAnswers(answer, method);
}
