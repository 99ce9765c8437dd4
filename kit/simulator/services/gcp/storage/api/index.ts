import { CloudError, type World } from "../../../../contract.ts";
import type { Objects } from "../../../../engines/objects/index.ts";
import { callLimit } from "../../../../limits.ts";
import { type Api, type ApiAnswer, type ApiCall, json, requireScope } from "../../api/index.ts";
import { requireAllowed, requireBucket } from "./access.ts";
import { parseMultipart, parseResource } from "./multipart.ts";
import { ObjectCalls } from "./objects.ts";
import { requireParameters } from "./parameters.ts";
import { bucketResource } from "./resource.ts";
import { Sessions } from "./sessions.ts";

/** Google's client for Node.js omits `/storage/v1` when it takes the address from `STORAGE_EMULATOR_HOST`. */
const place = /^(?:\/(upload|download))?(?:\/storage\/v1)?\/b\/([^/]+)(?:\/(o)(?:\/([^/]+))?)?$/;

/** The operation of a call: `upload o`, `download o name`, `o`, `o name`, or empty for the bucket itself. */
interface Route {
  readonly kind: string;
  readonly bucket: string;
  readonly name: string;
}

function routeOf({ path }: ApiCall): Route | undefined {
  const found = place.exec(path);
  if (found === null) return undefined;
  const [, prefix, bucket = "", collection, name] = found;
  const kind = [prefix, collection, name === undefined ? undefined : "name"].filter((part) => part !== undefined);
  return { kind: kind.join(" "), bucket: decodeURIComponent(bucket), name: decodeURIComponent(name ?? "") };
}

/**
 * Cloud Storage's JSON API: objects, and reading buckets.
 * https://cloud.google.com/storage/docs/json_api/v1
 */
export class StorageApi implements Api {
  readonly host = "storage.googleapis.com";
  readonly #world: World;
  readonly #objects: ObjectCalls;
  readonly #sessions = new Sessions();

  constructor(world: World, objects: Objects) {
    this.#world = world;
    this.#objects = new ObjectCalls(world, objects);
  }

  owns(path: string): boolean {
    return /^(?:\/(?:upload|download|batch))?\/storage\/v1(?:\/|$)|^\/b(?:\/|$)/.test(path);
  }

  handle(call: ApiCall): ApiAnswer {
    const route = routeOf(call);
    const run = route && this.#operationOf(`${call.method} ${route.kind}`, call);
    if (route === undefined || run === undefined) {
      throw callLimit(`of Cloud Storage's API the simulator does not have ${call.method} ${call.path}`);
    }
    const readers = call.method === "GET" ? ["devstorage.read_only"] : [];
    requireScope(call, "devstorage.full_control", "devstorage.read_write", ...readers);
    requireParameters(call);
    return run(route);
  }

  #operationOf(operation: string, call: ApiCall): ((route: Route) => ApiAnswer) | undefined {
    const isMedia = call.query.get("alt") === "media";
    const on = (route: Route) => ({ bucket: requireBucket(route.bucket, this.#world), object: route.name });
    const operations: Readonly<Record<string, (route: Route) => ApiAnswer>> = {
      "GET ": (route) => this.#bucket(route, call),
      "GET o": (route) => this.#objects.list(on(route).bucket, call),
      "GET o name": (route) => this.#objects[isMedia ? "download" : "get"](on(route), call),
      "GET download o name": (route) => this.#objects.download(on(route), call),
      "PATCH o name": (route) => this.#objects.patch(on(route), call),
      "DELETE o name": (route) => this.#objects.remove(on(route), call),
      "POST upload o": (route) => this.#upload(route, call),
      "PUT upload o": (route) =>
        this.#sessions.take(call, (begun, sent) => this.#objects.insert(on(route).bucket, begun, sent)),
    };
    return operations[operation];
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/buckets/get */
  #bucket({ bucket: name }: Route, call: ApiCall): ApiAnswer {
    const bucket = requireBucket(name, this.#world);
    requireAllowed("storage.buckets.get", { bucket }, call, this.#world);
    return json(bucketResource(bucket, call.origin));
  }

  /** https://cloud.google.com/storage/docs/uploads-downloads#uploads */
  #upload(route: Route, call: ApiCall): ApiAnswer {
    const bucket = requireBucket(route.bucket, this.#world);
    const kind = call.query.get("uploadType");
    if (kind === "multipart") return this.#objects.insert(bucket, call, parseMultipart(call));
    if (kind === "media") {
      return this.#objects.insert(bucket, call, {
        resource: {},
        bytes: call.body,
        contentType: call.headers["content-type"],
      });
    }
    if (kind !== "resumable") {
      throw new CloudError("INVALID_ARGUMENT", `Invalid value for uploadType: ${kind}`, 400);
    }
    const resource = parseResource(call.body);
    const object = this.#objects.nameOf(call, resource);
    requireAllowed("storage.objects.create", { bucket, object }, call, this.#world);
    return this.#sessions.begin(call, resource);
  }
}
