import { textAt } from "../../../../contract/read.ts";
import { CloudError, type StoredResource } from "../../../../contract.ts";
import type { ApiAnswer } from "../../api/index.ts";
import { insideOf } from "../../arm.ts";
import { containerToken, dropBlobs } from "../container.ts";
import type { ContainerCall, Need, Operation, Operations } from "./call.ts";
import { containerNotFound } from "./errors.ts";
import { listBlobs } from "./list.ts";

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory#permissions-for-blob-service-operations */
function manage(action: "read" | "write" | "delete", permissions: string): Need {
  return { action: `containers/${action}`, isManagement: true, permissions, verb: action };
}

function requireContainer({ container }: ContainerCall): StoredResource {
  if (container === undefined) throw containerNotFound();
  return container;
}

/** ARM also shows containers that are created through the data plane. https://learn.microsoft.com/rest/api/storageservices/create-container */
function createContainer({ store, account, name, id, container }: ContainerCall): ApiAnswer {
  if (container !== undefined) {
    throw new CloudError("ContainerAlreadyExists", "The specified container already exists.", 409);
  }
  if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    throw new CloudError("InvalidResourceName", "The specified resource name contains invalid characters.");
  }
  const inputs = {
    containerName: name,
    accountName: textAt(account.outputs, "name"),
    resourceGroupName: textAt(account.inputs, "resourceGroupName"),
  };
  store.put({ type: containerToken, id, scope: account.scope, inputs, outputs: { ...inputs, name } });
  return { status: 201 };
}

const getProperties: Operation<ContainerCall> = {
  need: manage("read", "r"),
  run(call) {
    const { outputs } = requireContainer(call);
    const access = textAt(outputs, "publicAccess")?.toLowerCase();
    return {
      status: 200,
      headers: {
        ...{ "x-ms-lease-status": "unlocked", "x-ms-lease-state": "available" },
        ...(access === undefined || access === "none" ? {} : { "x-ms-blob-public-access": access }),
      },
    };
  },
};

/** https://learn.microsoft.com/rest/api/storageservices/delete-container */
function deleteContainer(call: ContainerCall): ApiAnswer {
  const { store, objects } = call;
  const container = requireContainer(call);
  dropBlobs(objects, container.id);
  for (const { type, id, scope } of [...insideOf(container, call), container]) store.delete(type, id, scope);
  return { status: 202 };
}

export const containerOperations: Operations<ContainerCall> = {
  PUT: { need: manage("write", "cw"), run: createContainer },
  GET: getProperties,
  HEAD: getProperties,
  DELETE: { need: manage("delete", "d"), run: deleteContainer },
  "GET list": {
    need: { action: "containers/blobs/read", permissions: "l", verb: "list" },
    run: (call) => listBlobs(call, requireContainer(call)),
  },
};
