import { textAt } from "../../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../../contract.ts";
import type { Objects, StoredObject } from "../../../../engines/objects/index.ts";
import { type ApiAnswer, type ApiCall, json } from "../../api/index.ts";
import { bucketKey, isObjectName } from "../names.ts";
import { missing, type ObjectTarget, requireAllowed } from "./access.ts";
import { testConditions } from "./conditions.ts";
import { download } from "./download.ts";
import { parseResource, type Sent } from "./multipart.ts";
import { numberIn } from "./parameters.ts";
import { descriptionIn, patched, requireChecksums, resourceOf } from "./resource.ts";

/** The most entries of a page. https://cloud.google.com/storage/docs/json_api/v1/objects/list#parameters */
const pageSize = 1_000;

const unmodified: ApiAnswer = { status: 304, headers: {}, body: "" };

/** The operations on objects. https://cloud.google.com/storage/docs/json_api/v1/objects */
export class ObjectCalls {
  readonly #world: World;
  readonly #objects: Objects;

  constructor(world: World, objects: Objects) {
    this.#world = world;
    this.#objects = objects;
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/objects/get */
  get(target: ObjectTarget, call: ApiCall): ApiAnswer {
    const object = this.#readable(target, call);
    return testConditions(call, object) ? unmodified : this.#show(object, target.bucket, call);
  }

  download(target: ObjectTarget, call: ApiCall): ApiAnswer {
    const object = this.#readable(target, call);
    return testConditions(call, object) ? unmodified : download(call, object, this.#objects.bytesOf(object));
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/objects/list */
  list(bucket: StoredResource, call: ApiCall): ApiAnswer {
    requireAllowed("storage.objects.list", { bucket }, call, this.#world);
    const { query } = call;
    const token = query.get("pageToken");
    const page = this.#objects.list(bucketKey(bucket.id), {
      prefix: query.get("prefix") ?? "",
      delimiter: query.get("delimiter") ?? "",
      limit: Math.min(numberIn(call, "maxResults") || pageSize, pageSize),
      ...(token === null ? {} : { after: Buffer.from(token, "base64url").toString() }),
    });
    const { objects, prefixes, next } = page;
    return json({
      kind: "storage#objects",
      ...(next === undefined ? {} : { nextPageToken: Buffer.from(next).toString("base64url") }),
      ...(prefixes.length === 0 ? {} : { prefixes }),
      items: objects.map((object) => this.#resource(object, bucket, call)),
    });
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/objects/insert. Replacing an object also needs permission to delete it. */
  insert(bucket: StoredResource, call: ApiCall, { resource, bytes, contentType }: Sent): ApiAnswer {
    const name = this.nameOf(call, resource);
    const target = { bucket, object: name };
    requireAllowed("storage.objects.create", target, call, this.#world);
    const current = this.#objects.find(bucketKey(bucket.id), name);
    if (current !== undefined) requireAllowed("storage.objects.delete", target, call, this.#world);
    testConditions(call, current);
    const described = descriptionIn({ ...(contentType === undefined ? {} : { contentType }), ...resource });
    requireChecksums(resource, bytes);
    return this.#show(this.#objects.put(bucketKey(bucket.id), name, bytes, described), bucket, call);
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/objects/patch */
  patch(target: ObjectTarget, call: ApiCall): ApiAnswer {
    requireAllowed("storage.objects.update", target, call, this.#world);
    const object = this.#find(target, call);
    testConditions(call, object);
    const description = patched(object.description, parseResource(call.body));
    return this.#show(this.#objects.describe(object, description), target.bucket, call);
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/objects/delete */
  remove(target: ObjectTarget, call: ApiCall): ApiAnswer {
    requireAllowed("storage.objects.delete", target, call, this.#world);
    testConditions(call, this.#find(target, call));
    this.#objects.remove(bucketKey(target.bucket.id), target.object);
    return { status: 204, headers: {}, body: "" };
  }

  /** The name of an uploaded object. @throws CloudError `INVALID_ARGUMENT` */
  nameOf({ query }: ApiCall, resource: Properties): string {
    const name = query.get("name") ?? textAt(resource, "name") ?? "";
    if (isObjectName(name)) return name;
    throw new CloudError("INVALID_ARGUMENT", name === "" ? "Required" : `Invalid object name: ${name}`, 400);
  }

  #readable(target: ObjectTarget, call: ApiCall): StoredObject {
    requireAllowed("storage.objects.get", target, call, this.#world);
    return this.#find(target, call);
  }

  #find(target: ObjectTarget, call: ApiCall): StoredObject {
    const found = this.#objects.find(bucketKey(target.bucket.id), target.object);
    const generation = numberIn(call, "generation") ?? found?.generation;
    if (found === undefined || found.generation !== generation) throw missing(target, call, this.#world);
    return found;
  }

  #resource(object: StoredObject, bucket: StoredResource, { origin }: ApiCall): Properties {
    return resourceOf(bucket.id, object, this.#objects.bytesOf(object), origin);
  }

  #show(object: StoredObject, bucket: StoredResource, call: ApiCall): ApiAnswer {
    return json(this.#resource(object, bucket, call));
  }
}
