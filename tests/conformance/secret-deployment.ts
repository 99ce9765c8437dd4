import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SecretsStore } from "@pulumi/cloudflare";
import { secret } from "@pulumi/pulumi";
import { type Cloud, type PerCloud, requireSupport } from "fourfold";
import { deploy, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import * as v from "valibot";
import { packageOf } from "../../kit/cli/clouds.ts";
import { simulatedDoors } from "../../kit/cli/credentials/simulated.ts";
import { secretsIn } from "../../kit/cli/deployed-secrets.ts";
import { secretClouds } from "../../kit/cli/secrets/index.ts";
import { openSecret } from "../../kit/cli/secrets/open.ts";
import type { InstanceAnswer } from "../../kit/conformance/secrets/reading.ts";
import { firstValues, type SecretName, secrets } from "../../kit/conformance/secrets/set.ts";
import type { SecretTarget } from "../../kit/conformance/secrets/target.ts";
import type { PackageName, Simulator } from "../../kit/simulator/index.ts";
import { accountId, apart, askFunction, foundationOn, Handles, handlesOf, openStack } from "./deployment.ts";
import { during } from "./mishaps.ts";

const Outputs = v.object({ urls: v.record(v.string(), v.string()), secrets: Handles });

type Attributes = Readonly<Record<string, string>>;

/** Secrets on a simulated cloud. */
export interface DeployedSecrets extends SecretTarget, AsyncDisposable {
  readonly simulator: Simulator;
  /** Where a secret is, as its handle says. */
  attributesOf(secret: SecretName): Attributes;
}

/** The attribute of a handle that functions are told. */
const addressIn = { aws: "arn", gcp: "path", azure: "address", cloudflare: "accountId" } as const;

/** The ways to simulated clouds in this process. */
function doorsOf(simulator: Simulator) {
  return simulatedDoors({
    async credentials({ package: name, principal, audience }) {
      const services = await simulator.services(name as PackageName);
      const given = await services.credentials?.({ principal, ...(audience === undefined ? {} : { audience }) });
      return { ...given };
    },
  });
}

/** A call of a cloud's API that gives a secret bytes. */
const bytesTo: {
  readonly [C in Cloud]?: (
    secret: Attributes,
    value: string,
  ) => readonly [path: string, body: object, headers?: object];
} = {
  aws: ({ arn: SecretId }, SecretBinary) => [
    "/",
    { SecretId, SecretBinary, ClientRequestToken: randomUUID() },
    { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.PutSecretValue" },
  ],
  gcp: ({ path }, data) => [`/v1/${path}:addVersion`, { payload: { data } }],
};

/** Whether an instance of a function keeps what it has read. A Worker is handed its secrets anew with each request. */
const keeps: PerCloud<boolean> = { aws: true, gcp: true, azure: true, cloudflare: false };

/**
 * One instance of a function. A busy machine starts another one for a request that comes before the first one is ready again; what each
 * keeps differs, so that one is asked once more.
 */
class OneInstance {
  readonly #ask: (order: object) => Promise<InstanceAnswer>;
  readonly #cloud: Cloud;
  #instance: string | undefined;

  constructor(cloud: Cloud, ask: (order: object) => Promise<InstanceAnswer>) {
    this.#cloud = cloud;
    this.#ask = ask;
  }

  async read(order: object): Promise<InstanceAnswer["results"]> {
    for (let attempt = 1; ; attempt += 1) {
      const { instance, results } = await this.#ask(order);
      this.#instance ??= instance;
      if (instance === this.#instance || !keeps[this.#cloud]) return results;
      assert.ok(attempt < 20, "Other instances answer again and again.");
      await sleep(100);
    }
  }

  /** After a deployment there are others. */
  forget(): void {
    this.#instance = undefined;
  }
}

/** One secret is in the account's Secrets Store, on the cloud that has one; the others are in the Workers. */
function storedOn(cloud: Cloud) {
  if (cloud !== "cloudflare") return {};
  const { id } = new SecretsStore("store", { accountId, name: "default_secrets_store" });
  return { cloudflare: { secretsStore: { id, secrets: ["shared"] } } } as const;
}

/** Deploys secrets to one simulated cloud. */
export async function deploySecrets(cloud: Cloud, options: FunctionSetOptions = {}): Promise<DeployedSecrets> {
  const { simulator, deploy: up, resources } = await openStack();
  let release = 0;
  const deployed = async (bound: string) => {
    release += 1;
    const outputs = await up(() => {
      const bind = { bound: secret(bound), large: firstValues.large };
      const changed = { environment: { RELEASE: String(release) } };
      const functions = { api: changed, other: changed };
      const args = deploy(secrets, {
        cloud,
        on: foundationOn(cloud),
        protection: "destroy",
        bind,
        functions,
        ...apart,
        ...storedOn(cloud),
      });
      const set = new FunctionSet("secrets", args, options);
      return { urls: set.urls, secrets: handlesOf(set.nodes.secrets) };
    });
    return v.parse(Outputs, outputs);
  };
  let { urls, secrets: handles } = await deployed(firstValues.bound).catch(async (error: unknown) => {
    await simulator.stop();
    throw error;
  });
  const ask = <T>(name: string, path: string, body?: object) => askFunction<T>(simulator, `${urls[name]}${path}`, body);
  const readers = new OneInstance(cloud, (order) => ask<InstanceAnswer>("api", "/read", order));
  const find = async (name: SecretName) => {
    const found = secretsIn(await resources()).find((one) => one.name === name);
    assert.ok(found, name);
    return found;
  };
  const set = async (name: SecretName, value: string) => {
    const { vault } = await openSecret(await find(name), doorsOf(simulator));
    await vault.set(value);
  };
  return {
    cloud,
    simulator,
    attributesOf: (name) => handles[name]?.attributes ?? {},
    async read(name, method = "get", fresh = false) {
      const [result = {}] = await readers.read({ secret: name, method, fresh });
      return result;
    },
    async readElsewhere(name) {
      const { results } = await ask<InstanceAnswer>("other", "/read", { secret: name, method: "get", fresh: true });
      return results[0] ?? {};
    },
    // Any instance may answer: all reads of a request are in one. Asked again, the first one would have met the mishaps.
    async readTogether(name, times, fresh = false) {
      const order = { secret: name, method: "get", fresh, times };
      const { results } = await ask<InstanceAnswer>("api", "/read", order);
      return results;
    },
    handed: (to) => ask(to, "/handed"),
    logs: async () => {
      const lines = simulator.world.logs.recent({ cloud: packageOf[cloud] });
      return lines.map(({ text }) => text).join("\n");
    },
    during: (mishap, calls, work) => during(simulator.faults, { mishap, calls }, work),
    intrude: (as, name) => ask(as, "/intrude", { address: handles[name]?.attributes[addressIn[cloud]] }),
    environment: (of) => ask(of, "/environment"),
    set,
    async setBytes(name, value) {
      const call = bytesTo[cloud]?.(handles[name]?.attributes ?? {}, Buffer.from(value).toString("base64"));
      assert.ok(call, "There are no bytes.");
      const { send } = await secretClouds[cloud].access(await find(name), doorsOf(simulator));
      const [path, body, headers = { "content-type": "application/json" }] = call;
      const service = cloud === "aws" ? "secretsmanager" : "secretmanager";
      await send({
        service,
        method: "POST",
        path,
        headers: { ...headers },
        body: JSON.stringify(body),
        isPatient: false,
      });
    },
    async rotate(name) {
      requireSupport("secretRotation", cloud, name);
      await set(name, crypto.getRandomValues(Buffer.alloc(64)).toString("base64"));
    },
    async deployAgain(bound = firstValues.bound) {
      ({ urls, secrets: handles } = await deployed(bound));
      readers.forget();
    },
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
