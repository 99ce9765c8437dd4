import { encodeForm } from "./form-data.ts";
import type { LightHeaders } from "./headers.ts";
import { nativeResponse } from "./native.ts";
import { isWhole } from "./whole.ts";

/** What a body is kept as until somebody asks for a stream: most never do, and streams take time to load. */
export type Source = string | Uint8Array | ReadableStream | null;

interface Extracted {
  readonly source: Source;
  /** The content type that the body itself implies. */
  readonly type?: string | undefined;
}

/** Tells classes apart: `instanceof` would load the class that it is asked about. */
function tagOf(value: object): unknown {
  return Reflect.get(value, Symbol.toStringTag);
}

function toText(body: unknown): Extracted {
  return { source: String(body).toWellFormed(), type: "text/plain;charset=UTF-8" };
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
function extract(body: unknown): Extracted {
  if (body === null || body === undefined) return { source: null };
  if (typeof body !== "object") return toText(body);
  if (ArrayBuffer.isView(body))
    return { source: new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice() };
  if (body instanceof ArrayBuffer) return { source: new Uint8Array(body.slice(0)) };
  if (body instanceof URLSearchParams) {
    return { source: body.toString(), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  const tag = tagOf(body);
  if (tag === "ReadableStream") return { source: usable(body as ReadableStream) };
  if (tag === "FormData") return extract(encodeForm(body as FormData));
  if (tag === "Blob" || tag === "File") {
    const blob = body as Blob;
    return { source: blob.stream(), type: blob.type || undefined };
  }
  if (Symbol.asyncIterator in body) return { source: ReadableStream.from(body as AsyncIterable<Uint8Array>) };
  return toText(body);
}

/** Takes web streams too, which its type leaves out: https://nodejs.org/api/stream.html#streamreadableisdisturbedstream */
function isDisturbed(stream: ReadableStream): boolean {
  const readable: { isDisturbed(stream: object): boolean } = process.getBuiltinModule("node:stream").Readable;
  return readable.isDisturbed(stream);
}

function unusable(): TypeError {
  return new TypeError("The body cannot be used: it is locked or was read.");
}

function usable(stream: ReadableStream): ReadableStream {
  if (stream.locked || isDisturbed(stream)) throw unusable();
  return stream;
}

/** A copy, because the stream transfers the bytes, which clones of the body share. */
function toBytes(content: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}

function toStream(bytes: Uint8Array): ReadableStream {
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function collect(stream: ReadableStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // Kept, and not released: a body that was read stays locked.
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (!(next.value instanceof Uint8Array)) throw new TypeError("A body's chunks are Uint8Array.");
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

/** Whether a value is kept as a stream. */
export function isStream(source: unknown): source is ReadableStream {
  return typeof source === "object" && source !== null && tagOf(source) === "ReadableStream";
}

/** What requests and responses have in common: https://fetch.spec.whatwg.org/#body-mixin */
export class LightBody {
  readonly #headers: LightHeaders;
  #source: Source;
  #read = false;

  constructor(body: unknown, headers: LightHeaders) {
    const { source, type } = extract(body);
    this.#source = source;
    this.#headers = headers;
    if (type !== undefined && !headers.has("content-type")) headers.set("content-type", type);
  }

  /** Takes over what a body has, unread: the body itself then counts as read. */
  static take(from: LightBody): Source {
    const source = from.#open();
    from.#read = source !== null;
    return source;
  }

  /** A copy of a body that has not been read yet. */
  static copy(from: LightBody): Source {
    const source = from.#open();
    if (!isStream(source)) return source;
    const [kept, given] = source.tee();
    from.#source = kept;
    return given;
  }

  /**
   * The whole content of a body, in the form in which it has it: a string that is sent as a string need not be encoded. The body
   * counts as read.
   */
  static async content(from: LightBody): Promise<string | Uint8Array> {
    const source = LightBody.take(from);
    return isStream(source) ? collect(source) : (source ?? "");
  }

  /** Whether all of it is there, so that nobody has to wait. */
  get [isWhole](): boolean {
    return !this.#read && !isStream(this.#source);
  }

  get headers(): LightHeaders {
    return this.#headers;
  }

  get body(): ReadableStream | null {
    if (this.#source === null || isStream(this.#source)) return this.#source;
    this.#source = toStream(toBytes(this.#read ? "" : this.#source));
    // A body that was read stays locked.
    if (this.#read) this.#source.getReader();
    return this.#source;
  }

  get bodyUsed(): boolean {
    return this.#read || (isStream(this.#source) && isDisturbed(this.#source));
  }

  async text(): Promise<string> {
    const content = await LightBody.content(this);
    if (typeof content !== "string") return new TextDecoder().decode(content);
    return content.startsWith("\uFEFF") ? content.slice(1) : content;
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return toBytes(await LightBody.content(this));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.#headers.get("content-type") ?? "" });
  }

  /** Parsing forms is left to the native class, which this loads. */
  async formData(): Promise<FormData> {
    const bytes = await this.bytes();
    const Native = await nativeResponse();
    return new Native(bytes, { headers: [...this.#headers] }).formData();
  }

  #open(): Source {
    if (this.#read) throw unusable();
    return isStream(this.#source) ? usable(this.#source) : this.#source;
  }
}
