import assert from "node:assert/strict";
import type { Exception } from "../../behaviour.ts";
import type { MessageBehaviour, MessageGroup } from "../behaviour.ts";
import type { ApiAnswer, ApiRequest } from "../handlers/ask.ts";
import { awaitLines, fieldsOf, linesOf, type MessageTarget, newKey, order, type Verb } from "../target.ts";

/** The statuses for missing or invalid credentials, and for missing permissions: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 */
const denied: readonly number[] = [401, 403];

const strangers = ["nobody", "a forger"] as const;

/**
 * Cloudflare's code for missing credentials, which it answers with 400.
 * https://developers.cloudflare.com/fundamentals/api/troubleshooting/
 */
const noneShown = /"code":\s*9106\b/;

const isDenied = ({ status, text }: ApiAnswer): boolean => denied.includes(status) || noneShown.test(text);

function assertDenied(answer: ApiAnswer, who = "it"): void {
  assert.ok(isDenied(answer), `${who} was answered ${answer.status}: ${answer.text}`);
}

/** Calls the cloud's API as the function that sends. */
async function askAsSender(target: MessageTarget, request: ApiRequest): Promise<ApiAnswer> {
  const response = await target.ask("/ask", request);
  return JSON.parse(await response.text());
}

/** Workers have bindings, and no credentials. */
const unbound = (name: string, { queue, where }: Wanted): Exception<MessageTarget> => ({
  reason: "a Worker has no identity, and cannot reach what it has no binding for",
  source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
  async run(target) {
    const own = where === undefined ? `messages-${queue}-queue-` : `messages-${queue}-dead-letters-`;
    const bound = target.boundQueues(name);

    assert.ok(bound.length > 0);
    assert.deepEqual(
      bound.filter((each) => each.startsWith(own)),
      [],
    );
  },
});

/** Something that a function has no link for. */
interface Wanted {
  readonly verb: Verb;
  readonly queue: string;
  readonly where?: "dead letters";
}

const senderMayNot = (what: string, wanted: Wanted): MessageBehaviour => ({
  name: `keep a function that may only send from ${what}`,
  // A binding has no verbs, and no method to receive with: https://developers.cloudflare.com/queues/configuration/javascript-apis/#queue
  ...(wanted.verb === "send" ? { except: { cloudflare: unbound("api", wanted) } } : {}),
  async run(target) {
    assertDenied(await askAsSender(target, target.request(wanted.verb, wanted.queue, wanted.where)));
  },
});

const workerMayNot = (what: string, wanted: Wanted): MessageBehaviour => ({
  name: `keep a function that consumes another queue from ${what}`,
  except: { cloudflare: unbound("worker", wanted) },
  async run(target) {
    const content = target.request(wanted.verb, wanted.queue, wanted.where);

    const { key } = await order(target, "ask", { content });

    const [line] = await awaitLines(target, "worker", "asked", key);
    const { status, text } = fieldsOf(line);
    assertDenied({ status: Number(status), text: String(text) });
  },
});

/** Who may do what. */
export const access: MessageGroup = {
  subject: "queues",
  deployment: "messages",
  behaviours: [
    {
      name: "take nothing from those who do not show who they are, or show what was not given out",
      async run(target) {
        for (const who of strangers) assertDenied(await target.intrude(target.request("send", "work"), who), who);
      },
    },
    {
      name: "give nothing to those who do not show who they are, or show what was not given out",
      async run(target) {
        for (const who of strangers) {
          assertDenied(await target.intrude(target.request("receive", "kept"), who), who);
          assertDenied(await target.intrude(target.request("receive", "work", "dead letters"), who), who);
        }
      },
    },
    {
      name: "let a function send by the cloud's own API where it has the link",
      except: {
        cloudflare: {
          reason: "a Worker has no identity, and sends by its binding",
          source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
          async run(target) {
            assert.ok(target.boundQueues("api").some((name) => name.startsWith("messages-kept-queue-")));
          },
        },
      },
      async run(target) {
        const { status, text } = await askAsSender(target, target.request("send", "kept"));

        assert.ok(status >= 200 && status < 300, `${status}: ${text}`);
      },
    },
    senderMayNot("receiving what it sends", { verb: "receive", queue: "kept" }),
    senderMayNot("receiving dead letters", { verb: "receive", queue: "work", where: "dead letters" }),
    senderMayNot("sending to the dead letters", { verb: "send", queue: "work", where: "dead letters" }),
    workerMayNot("sending to it", { verb: "send", queue: "kept" }),
    workerMayNot("receiving from it", { verb: "receive", queue: "kept" }),
    {
      name: "let nobody but the cloud call who consumes them",
      except: {
        cloudflare: {
          reason: "a Worker without a route, and without its subdomain, has no address",
          source: "https://developers.cloudflare.com/workers/configuration/routing/workers-dev/",
          async run(target) {
            assert.deepEqual(await target.callConsumer("worker", { key: newKey(), do: "tell" }, "nobody"), []);
          },
        },
      },
      async run(target) {
        for (const who of strangers) {
          const key = newKey();

          const answers = await target.callConsumer("worker", { key, do: "tell" }, who);

          assert.ok(answers.length > 0, "It was not called.");
          for (const answer of answers) assertDenied(answer, who);
          assert.deepEqual(await linesOf(target, "worker", "got", key), []);
        }
      },
    },
  ],
};
