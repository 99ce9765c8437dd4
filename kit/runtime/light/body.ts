import { encodeForm } from "./form-data.ts";
import type { LightHeaders } from "./headers.ts";
import { nativeResponse } from "./native.ts";

/** What a body is kept as until somebody asks for a stream: most never do, and streams take time to load. */
export type Source = string | Uint8Array | ReadableStream | null;

interface Extracted {
  readonly source: Source;
  /** The content type that the body itself implies. */
  readonly type?: string;
}

/** By their tag, because `instanceof` would load the class that it asks about. */
function tagOf(value: object): unknown {
  return Reflect.get(value, Symbol.toStringTag);
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
function extract(body: unknown): Extracted {
  if (body === null || body === undefined) return { source: null };
  if (typeof body !== "object") return { source: String(body).toWellFormed(), type: "text/plain;charset=UTF-8" };
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
    return blob.type === "" ? { source: blob.stream() } : { source: blob.stream(), type: blob.type };
  }
  if (Symbol.asyncIterator in body) return { source: ReadableStream.from(body as AsyncIterable<Uint8Array>) };
  return { source: String(body).toWellFormed(), type: "text/plain;charset=UTF-8" };
}

/** Takes web streams too, which its type leaves out: https://nodejs.org/api/stream.html#streamreadableisdisturbedstream */
function isDisturbed(stream: ReadableStream): boolean {
  const readable: { isDisturbed(stream: object): boolean } = process.getBuiltinModule("node:stream").Readable;
  return readable.isDisturbed(stream);
}

function usable(stream: ReadableStream): ReadableStream {
  if (stream.locked || isDisturbed(stream)) throw new TypeError("The body cannot be used: it is locked or was read.");
  return stream;
}

/** A copy of its own, because the stream takes the memory with it, which clones of the body share. */
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
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("A body's chunks are Uint8Array.");
    chunks.push(chunk);
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

  /** Gives a body away as it is kept: the one it came from counts as read. */
  static take(from: LightBody): Source {
    const source = from.#open();
    from.#read = source !== null;
    return source;
  }

  /** A second copy of a body that was not read yet. */
  static copy(from: LightBody): Source {
    const source = from.#open();
    if (!isStream(source)) return source;
    const [kept, given] = source.tee();
    from.#source = kept;
    return given;
  }

  get headers(): LightHeaders {
    return this.#headers;
  }

  get body(): ReadableStream | null {
    if (this.#source === null || isStream(this.#source)) return this.#source;
    this.#source = toStream(toBytes(this.#read ? "" : this.#source));
    return this.#source;
  }

  get bodyUsed(): boolean {
    return this.#read || (isStream(this.#source) && isDisturbed(this.#source));
  }

  async text(): Promise<string> {
    const content = await this.#consume();
    return typeof content === "string" ? content.replace(/^\uFEFF/, "") : new TextDecoder().decode(content);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return toBytes(await this.#consume());
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
    if (this.#read) throw new TypeError("The body cannot be used: it was read.");
    return isStream(this.#source) ? usable(this.#source) : this.#source;
  }

  async #consume(): Promise<string | Uint8Array> {
    const source = LightBody.take(this);
    return isStream(source) ? collect(source) : (source ?? "");
  }
}
