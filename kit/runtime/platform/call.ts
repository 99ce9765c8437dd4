/** How long a cloud has to answer, in milliseconds. */
const answerTimeout = 5_000;

/** A call of a cloud's API. */
export interface Call {
  /** @default "GET" */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** @default "" */
  readonly body?: string;
  /**
   * Is not sent again by itself: whoever calls must know that an answer was lost, since what was asked for may have been done.
   * @default it is sent again when a kept connection turns out to be closed
   */
  readonly once?: boolean;
}

/** The whole response of a cloud's API. */
export interface ApiResponse {
  readonly status: number;
  readonly isOk: boolean;
  readonly text: string;
  /** What a header says, by its name in small letters, if it stands there once. */
  header(name: string): string | undefined;
}

/**
 * Two turns of the event loop: after a function was frozen, connections that have been idle for too long are closed in between.
 * https://nodejs.org/api/http.html#httpglobalagent
 */
async function closeIdle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Asks once. `undefined`: a kept connection had been closed meanwhile, as happens to functions that were frozen.
 * @param left - How long it may take, in milliseconds.
 */
function ask(
  { method = "GET", url, headers, body = "", once = false }: Call,
  left: number,
): Promise<ApiResponse | undefined> {
  const { request } = process.getBuiltinModule(url.protocol === "http:" ? "node:http" : "node:https");
  const { promise, resolve, reject } = Promise.withResolvers<ApiResponse | undefined>();
  const asked = request(url, { method, headers }, (response) => {
    const { statusCode: status = 0 } = response;
    let text = "";
    const header = (name: string) => {
      const value = response.headers[name];
      return typeof value === "string" ? value : undefined;
    };
    response
      .setEncoding("utf8")
      .on("data", (part: string) => {
        text += part;
      })
      .once("end", () => resolve({ status, isOk: status >= 200 && status < 300, text, header }))
      .once("error", reject);
  });
  asked.once("error", (error) => {
    // https://nodejs.org/api/http.html#requestreusedsocket
    const isStale = !once && asked.reusedSocket && "code" in error && error.code === "ECONNRESET";
    if (isStale) resolve(undefined);
    else reject(error);
  });
  asked.end(body);
  // Not a signal: until its time is over, it would keep what it has been given to, of every call.
  const timer = setTimeout(() => {
    reject(new Error(`${url.host} has not answered in ${answerTimeout} ms.`));
    asked.destroy();
  }, left);
  return promise.finally(() => clearTimeout(timer));
}

/**
 * Calls a cloud's API over a connection that is kept for the next call. With Node's own client and not with `fetch`, whose first
 * use loads undici, some 25 ms of a cold start, and which takes more processor time for each call.
 * @throws Error when the cloud has not answered in time, or cannot be reached
 */
export async function call(asked: Call): Promise<ApiResponse> {
  const until = performance.now() + answerTimeout;
  if (asked.once) await closeIdle();
  for (;;) {
    const answer = await ask(asked, until - performance.now());
    if (answer !== undefined) return answer;
  }
}
