import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";

/** The number of concurrent requests. Few, because client and host share the machine's processors. */
export const connections = 4;

/** The timeout of a request, in milliseconds: a host that does not answer fails the benchmark instead of blocking it. */
const longest = 20_000;

/** Requests a page. */
function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, timeout: longest }, (response) => {
      response
        .resume()
        .once("error", reject)
        .once("end", () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`${url} answered ${response.statusCode}`));
        });
    });
    request.once("error", reject);
    request.once("timeout", () => request.destroy(new Error(`${url} does not answer.`)));
  });
}

/**
 * How many requests a host on this machine answers per second, over kept-alive connections.
 *
 * @param milliseconds - The duration of the measurement.
 */
export async function requestsPerSecond(url: string, milliseconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  let answered = 0;
  const askAgain = async () => {
    while (performance.now() - start < milliseconds) {
      await ask(url, agent);
      answered++;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, askAgain));
    return (answered * 1_000) / (performance.now() - start);
  } finally {
    agent.destroy();
  }
}
