import assert from "node:assert/strict";
import { SourceMap } from "node:module";
import { pathToFileURL } from "node:url";

type Message = Readonly<Record<string, unknown>>;

/** What a debugger is told of a script. https://chromedevtools.github.io/devtools-protocol/v8/Debugger/#event-scriptParsed */
interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL: string;
}

/** Where execution stands. https://chromedevtools.github.io/devtools-protocol/v8/Debugger/#event-paused */
interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string }[];
}

function isObject(value: unknown): value is Message {
  return typeof value === "object" && value !== null;
}

function isScript(value: unknown): value is Script {
  return isObject(value) && typeof value.url === "string" && typeof value.sourceMapURL === "string";
}

function isPaused(value: unknown): value is Paused {
  return isObject(value) && Array.isArray(value.callFrames);
}

/**
 * A debugger as editors have one: it knows an address, asks what is there, and speaks the DevTools protocol. Source maps
 * are its own task: https://tc39.es/ecma426/
 */
export class Debugger {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #scripts: Script[] = [];
  readonly #pauses: Paused[] = [];
  readonly #changes = new EventTarget();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data))));
    socket.addEventListener("close", () => {
      for (const answer of this.#answers.values()) answer({ error: "The connection has ended." });
      this.#changes.dispatchEvent(new Event("change"));
    });
  }

  /** Attaches to the only target at an address such as `127.0.0.1:9229`. */
  static async attach(address: string): Promise<Debugger> {
    const response = await fetch(`http://${address}/json/list`);
    const targets: unknown = await response.json();
    assert.ok(Array.isArray(targets) && targets.length === 1, `${address} has ${JSON.stringify(targets)}`);
    const url = new URL(String(targets[0].webSocketDebuggerUrl));
    assert.equal(url.host, address);
    const socket = new WebSocket(url);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`Nothing can be attached to at ${url}.`)));
    await promise;
    const attached = new Debugger(socket);
    await attached.send("Runtime.enable");
    await attached.send("Debugger.enable");
    return attached;
  }

  async send(method: string, params: Message = {}): Promise<Message> {
    const { promise, resolve } = Promise.withResolvers<Message>();
    this.#answers.set(this.#post(method, params), resolve);
    const { result, error } = await promise;
    if (!isObject(result)) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  /** Sets a breakpoint at the first place in a source file that has this text. */
  async breakAt(file: string, text: string): Promise<void> {
    const source = pathToFileURL(file).href;
    const script = await this.#until(() => this.#scripts.find((one) => mapOf(one)?.payload.sources.includes(source)));
    const map = mapOf(script);
    const content = map?.payload.sourcesContent[map.payload.sources.indexOf(source)] ?? "";
    const line = content.split("\n").findIndex((one) => one.includes(text));
    const { scriptSource } = await this.send("Debugger.getScriptSource", { scriptId: script.scriptId });
    const lineNumber = String(scriptSource)
      .split("\n")
      .findIndex((code, at) => {
        const entry = map?.findEntry(at, code.search(/\S/));
        return (
          entry !== undefined &&
          "originalSource" in entry &&
          entry.originalSource === source &&
          entry.originalLine === line
        );
      });
    assert.notEqual(lineNumber, -1, `${source} has no code at line ${line + 1}`);
    await this.send("Debugger.setBreakpointByUrl", { url: script.url, lineNumber });
  }

  /** Resolves when execution stands still. */
  paused(): Promise<Paused> {
    return this.#until(() => this.#pauses.shift());
  }

  /** What an expression is worth where execution stands. */
  async evaluate({ callFrames }: Paused, expression: string): Promise<unknown> {
    const callFrameId = callFrames[0]?.callFrameId;
    const { result } = await this.send("Debugger.evaluateOnCallFrame", { callFrameId, expression });
    return isObject(result) ? result.value : undefined;
  }

  /** Lets it go on. Nobody may answer to that any more: an instance with old code ends with its last request. */
  resume(): void {
    this.#post("Debugger.resume", {});
  }

  /** Resolves when what it is attached to has ended. */
  async ended(): Promise<void> {
    await this.#until(() => (this.#socket.readyState === WebSocket.CLOSED ? true : undefined));
  }

  close(): void {
    this.#socket.close();
  }

  /** Answers the message's number. */
  #post(method: string, params: Message): number {
    this.#last += 1;
    this.#socket.send(JSON.stringify({ id: this.#last, method, params }));
    return this.#last;
  }

  #receive({ id, method, params, ...rest }: Message): void {
    if (typeof id === "number") this.#answers.get(id)?.(rest);
    if (method === "Debugger.scriptParsed" && isScript(params)) this.#scripts.push(params);
    if (method === "Debugger.paused" && isPaused(params)) this.#pauses.push(params);
    this.#changes.dispatchEvent(new Event("change"));
  }

  async #until<T>(find: () => T | undefined): Promise<T> {
    const late = AbortSignal.timeout(20_000);
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      this.#changes.addEventListener("change", resolve, { once: true });
      late.addEventListener("abort", () => reject(new Error("The debugger waited for too long.")), { once: true });
      await promise;
    }
  }
}

const inline = "data:application/json;base64,";

function mapOf({ sourceMapURL }: Script): SourceMap | undefined {
  if (!sourceMapURL.startsWith(inline)) return undefined;
  return new SourceMap(JSON.parse(Buffer.from(sourceMapURL.slice(inline.length), "base64").toString()));
}
