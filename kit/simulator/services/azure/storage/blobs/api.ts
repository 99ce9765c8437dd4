import { CloudError, type StoredResource } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import { type Api, type ApiAnswer, type ApiRequest, element, xmlDocument } from "../../api/index.ts";
import { findById } from "../../arm.ts";
import { bucketKey, containerId, containerToken } from "../container.ts";
import { findAccount } from "../keys.ts";
import { requireAccess } from "./access.ts";
import { blobOperations } from "./blob-operations.ts";
import type { BlobTools, ContainerCall, Operation, Operations } from "./call.ts";
import { containerOperations } from "./container-operations.ts";
import { containerNotFound } from "./errors.ts";
import { signedHeaders } from "./headers.ts";
import { requireKnown } from "./known.ts";

/** The data plane of Blob Storage. https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api */
export function blobApi(tools: BlobTools): Api {
  return {
    service: "blob",
    // https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory#use-oauth-access-tokens-for-authentication
    audiences: (name) => ["https://storage.azure.com", `https://${name}.blob.core.windows.net`],
    handle(request) {
      const answer = handle(tools, request);
      return {
        ...answer,
        headers: { ...answer.headers, "x-ms-version": String(request.headers["x-ms-version"] ?? "") },
      };
    },
    // https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2
    refuse: ({ status, code, message }) => ({
      status,
      headers: { "content-type": "application/xml", "x-ms-error-code": code },
      // Such a response has no body. https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5
      body: status === 304 ? "" : xmlDocument(element("Error", [element("Code", code), element("Message", message)])),
    }),
  };
}

/** Handles a request to a container, or to a blob in it, whose name may contain slashes. */
function handle(tools: BlobTools, request: ApiRequest): ApiAnswer {
  const [name = "", ...rest] = request.segments;
  const account = requireAccount(tools, request.name);
  const id = containerId(account.id, name);
  const container = name === "" ? undefined : findById(tools.store, containerToken, id);
  const call = { ...tools, request, account, name, id, container };
  const blob = rest.join("/");
  if (blob === "") return handleContainer(call);
  const bucket = bucketKey(id);
  const current = container && tools.objects.find(bucket, blob);
  const operation = operationOf(blobOperations, request);
  const need = current === undefined ? (operation.needForNew ?? operation.need) : operation.need;
  requireAccess({ ...call, blob }, need);
  if (container === undefined) throw containerNotFound();
  const answer = operation.run({ ...call, container, bucket, blob, current });
  return { ...answer, headers: { ...answer.headers, ...signedHeaders(request) } };
}

function handleContainer(call: ContainerCall): ApiAnswer {
  if (call.request.query.get("restype") !== "container") {
    throw callLimit("the simulator's Blob Storage has operations on containers and blobs only");
  }
  const operation = operationOf(containerOperations, call.request);
  requireAccess(call, operation.need);
  return operation.run(call);
}

function requireAccount({ store }: BlobTools, name: string): StoredResource {
  const account = findAccount(store, name);
  if (account !== undefined) return account;
  throw new CloudError("ResourceNotFound", `The storage account "${name}" does not exist.`, 404);
}

function operationOf<Call>(operations: Operations<Call>, request: ApiRequest): Operation<Call> {
  const { method, query } = request;
  const key = [method, ...query.getAll("comp")].join(" ");
  const found = Object.hasOwn(operations, key) ? operations[key] : undefined;
  if (found === undefined) throw callLimit(`the simulator's Blob Storage does not have ${key}`);
  requireKnown(request);
  return found;
}
