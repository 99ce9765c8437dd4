import { status } from "@grpc/grpc-js";
import struct, { type JavaScriptValue, type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "../provider.ts";

/** The callback of a call to the engine, as gRPC clients have it. */
export type Reply<Response> = (error: CallError | null, response?: Response) => void;

/** A gRPC error. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: status;
  readonly details: string;
  constructor(code: status, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }
}

export function fromStruct(message: Struct | undefined): Properties {
  return message === undefined ? {} : message.toJavaScript();
}

export function toStruct(properties: Properties): Struct {
  return struct.Struct.fromJavaScript(toJson(properties));
}

/** A protocol buffer map as an object. */
export function fromMap<Value, Result>(
  map: { forEach(visit: (value: Value, key: string) => void): void },
  convert: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  const result: Record<string, Result> = {};
  map.forEach((value, key) => {
    result[key] = convert(value);
  });
  return result;
}

/** Properties without `undefined`, which the wire format does not have: the library would write it as a string. */
function toJson(properties: Properties): Record<string, JavaScriptValue> {
  return JSON.parse(JSON.stringify(properties));
}

/** Serves one method: the settled promise is the response. */
export function respond<Response>(reply: Reply<Response>, answer: () => Promise<Response>): void {
  answer().then(
    (response) => reply(null, response),
    (error) => reply(toCallError(error)),
  );
}

function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  return new CallError(status.UNKNOWN, error instanceof Error ? error.message : String(error));
}
