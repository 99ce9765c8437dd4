import { recordAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { isAllowed, type Permission } from "../../../iam/gcp.ts";
import { callLimit } from "../../../limits.ts";
import { type Api, type ApiCall, json, parseBody, requireCredentials, requireScope } from "../api/index.ts";
import { crc32cNumber } from "../crc32c.ts";
import { namedBindings, projectBindings } from "../iam/index.ts";
import { projectNumber } from "../project.ts";
import { numberedName, secretNamed } from "./names.ts";
import type { State, Version, Versions } from "./versions.ts";

/** What is asked of a secret. */
interface Request {
  readonly secret: StoredResource;
  /** The number of a version, or `latest`. */
  readonly version: string;
  readonly body: Properties;
}

interface Operation {
  readonly permission: Extract<Permission, `secretmanager.${string}`>;
  run(versions: Versions, request: Request): Properties;
}

const changeTo =
  (state: State): Operation["run"] =>
  (versions, request) => {
    const { secret } = request;
    return describe(secret, versions.change(secret.id, requireVersion(versions, request), state));
  };

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions */
const operations: Readonly<Record<string, Operation>> = {
  "GET secret": { permission: "secretmanager.secrets.get", run: getSecret },
  "POST secret:addVersion": { permission: "secretmanager.versions.add", run: addVersion },
  "GET versions": { permission: "secretmanager.versions.list", run: list },
  "GET version": {
    permission: "secretmanager.versions.get",
    run: (versions, request) => describe(request.secret, requireVersion(versions, request)),
  },
  "GET version:access": { permission: "secretmanager.versions.access", run: access },
  "POST version:destroy": { permission: "secretmanager.versions.destroy", run: changeTo("DESTROYED") },
  "POST version:disable": { permission: "secretmanager.versions.disable", run: changeTo("DISABLED") },
  "POST version:enable": { permission: "secretmanager.versions.enable", run: changeTo("ENABLED") },
};

const place = /^\/v1\/(projects\/([^/]+)\/secrets\/([^/:]+))(?:\/(versions)(?:\/([^/:]+))?)?(?::([A-Za-z]+))?$/;

/** Secret Manager's API as far as it is about secrets that are deployed, and their versions. */
export function secretManagerApi(world: World, versions: Versions): Api {
  return {
    host: "secretmanager.googleapis.com",
    owns: (path) => /^\/v1\/projects\/[^/]+\/secrets(?:[/:]|$)/.test(path),
    handle(call) {
      requireCredentials(call);
      requireScope(call);
      const [found, name = "", project = "", , collection, version = "", verb] =
        place.exec(decodeURIComponent(call.path)) ?? [];
      const target = collection === undefined ? "secret" : version === "" ? "versions" : "version";
      const key = `${call.method} ${target}${verb === undefined ? "" : `:${verb}`}`;
      const operation = found !== undefined && Object.hasOwn(operations, key) ? operations[key] : undefined;
      if (operation === undefined) throw unknown();
      const secret = secretNamed(name, world);
      const resource = version === "" ? name : `${name}/versions/${version}`;
      requireAllowed(operation.permission, { secret, project, resource }, call, world);
      if (secret === undefined) throw notFound(`Secret [${resource}] not found.`);
      return json(operation.run(versions, { secret, version, body: parseBody(call) }));
    },
  };
}

function unknown(): CloudError {
  const known = "get of secrets, addVersion, and list, get, access, enable, disable and destroy of versions";
  return callLimit(`of Secret Manager's API the simulator has only ${known}`);
}

interface SecretTarget {
  readonly secret: StoredResource | undefined;
  /** Its id or number. */
  readonly project: string;
  /** The full name, as it was asked for. */
  readonly resource: string;
}

/** Nobody finds out what there is who may do nothing with it. */
function requireAllowed(
  permission: Operation["permission"],
  { secret, project, resource }: SecretTarget,
  { caller }: ApiCall,
  world: World,
): void {
  const bindings = secret === undefined ? projectBindings(project, world) : namedBindings(secret, world);
  // Conditions know projects by their numbers: https://cloud.google.com/secret-manager/docs/access-control#conditions
  const number = /^\d+$/.test(project) ? project : projectNumber(project);
  const numbered = resource.replace(/^projects\/[^/]+/, `projects/${number}`);
  if (isAllowed(permission, caller, bindings, numbered)) return;
  const message = `Permission '${permission}' denied for resource '${resource}' (or it may not exist).`;
  throw new CloudError("PERMISSION_DENIED", message, 403);
}

function notFound(message: string): CloudError {
  return new CloudError("NOT_FOUND", message, 404);
}

function describe(secret: StoredResource, { number, ...version }: Version): Properties {
  return { name: `${numberedName(secret)}/versions/${number}`, ...version, replicationStatus: { automatic: {} } };
}

/** @throws CloudError `NOT_FOUND` */
function requireVersion(versions: Versions, { secret, version }: Request): Version {
  const found = versions.find(secret.id, version);
  if (found !== undefined) return found;
  const name = numberedName(secret);
  throw notFound(
    version === "latest"
      ? `Secret [${name}] not found or has no versions.`
      : `Secret Version [${name}/versions/${version}] not found.`,
  );
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets#Secret */
function getSecret(_versions: Versions, { secret }: Request): Properties {
  const { createTime, effectiveLabels: labels } = secret.outputs;
  return { name: numberedName(secret), replication: { automatic: {} }, createTime, labels };
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/addVersion */
function addVersion(versions: Versions, { secret, body }: Request): Properties {
  const { data, dataCrc32c } = recordAt(body, "payload");
  const bytes = Buffer.from(typeof data === "string" ? data : "", "base64");
  if (dataCrc32c !== undefined && String(dataCrc32c) !== String(crc32cNumber(bytes))) {
    const message = "The checksum in SecretPayload.data_crc32c does not match the data.";
    throw new CloudError("INVALID_ARGUMENT", message, 400);
  }
  return describe(secret, versions.add(secret.id, bytes));
}

/** All at once. https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/list */
function list(versions: Versions, { secret }: Request): Properties {
  const all = versions.list(secret.id);
  return { versions: all.map((version) => describe(secret, version)), totalSize: all.length };
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access */
function access(versions: Versions, request: Request): Properties {
  const { secret } = request;
  const version = requireVersion(versions, request);
  const name = `${numberedName(secret)}/versions/${version.number}`;
  if (version.state !== "ENABLED") {
    const message = `Secret Version [${name}] is in ${version.state} state.`;
    throw new CloudError("FAILED_PRECONDITION", message, 400);
  }
  return { name, payload: versions.dataOf(secret.id, version) };
}
