import { Function as CloudFunction, type FunctionArgs } from "@pulumi/gcp/cloudfunctionsv2/function.js";
import { type AccountArgs, Account as ServiceAccount } from "@pulumi/gcp/serviceaccount/account.js";
import { BucketObject, type BucketObjectArgs } from "@pulumi/gcp/storage/bucketObject.js";
import { type ComponentResource, interpolate, type Resource } from "@pulumi/pulumi";
import { grantName } from "../links/grant-name.ts";
import { archiveOf } from "../support/artifact.ts";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { FunctionBuilder, FunctionPlan } from "./plan.ts";

export interface GcpFunctionNodes {
  readonly account: ServiceAccount;
  readonly source: BucketObject;
  readonly function: CloudFunction;
}

export interface GcpFunctionTransform {
  /** The service account that the function runs as. @default unchanged */
  readonly account?: Transform<AccountArgs>;
  /** The object that the function is built from. @default unchanged */
  readonly source?: Transform<BucketObjectArgs>;
  /** The function. @default unchanged */
  readonly function?: Transform<FunctionArgs>;
}

type Plan = FunctionPlan<GcpFunctionTransform>;

/** The newest runtime in long-term support: https://cloud.google.com/functions/docs/runtime-support */
const runtime = "nodejs24";

/** One instance answers many requests at once, which takes a whole processor: https://cloud.google.com/run/docs/configuring/services/cpu */
const scale = { maxInstanceRequestConcurrency: 80, maxInstanceCount: 20 };

/**
 * The processors that an amount of memory in MB requires at least:
 * https://cloud.google.com/run/docs/configuring/services/memory-limits#cpu-minimum
 */
const processors = [
  { over: 24_576, availableCpu: "8" },
  { over: 16_384, availableCpu: "6" },
  { over: 8_192, availableCpu: "4" },
  { over: 4_096, availableCpu: "2" },
] as const;

function sizeOf({ memory }: Plan["settled"]) {
  if (memory === undefined) return { availableCpu: "1" };
  const { availableCpu } = processors.find(({ over }) => memory > over) ?? { availableCpu: "1" };
  return { availableCpu, availableMemory: `${memory}Mi` };
}

/** Without a role in the project, it may do nothing but what links add. Logs are written by the platform. */
function createAccount(self: ComponentResource, { name, on, transform }: Plan): ServiceAccount {
  const args: AccountArgs = {
    project: on("project"),
    // 6 to 30 characters: https://cloud.google.com/iam/docs/service-accounts-create
    accountId: physicalName(self, `${name}-account-id`, name, { max: 30, separator: "-", letterFirst: true }),
    displayName: `Fourfold function ${name}`,
  };
  return new ServiceAccount(...transformed(transform.account, `${name}-account`, args, { parent: self }));
}

/** What its links ask for: each role on one resource. */
function createAccess(self: ComponentResource, { name, links }: Plan, account: ServiceAccount): Resource[] {
  const member = interpolate`serviceAccount:${account.email}`;
  return links.flatMap(({ gcpRoles = [], ...link }) =>
    gcpRoles.map(({ role, part, grant }) => {
      const word = role
        .replace(/^.*[./]/, "")
        .toLowerCase()
        .replaceAll(" ", "-");
      const [own, options] = grantName(self, name, link, word, part);
      return grant(own, member, options);
    }),
  );
}

/**
 * The name contains the content's hash, so that changed content is another object, and the function is built again. It begins
 * with the account's id, which no other function has, and which stays when the component is renamed.
 */
function createSource(
  self: ComponentResource,
  { name, on, artifact, transform }: Plan,
  account: ServiceAccount,
): BucketObject {
  const args: BucketObjectArgs = {
    bucket: on("sources"),
    name: interpolate`${account.accountId}/${artifact.hash}.zip`,
    source: artifact.apply(archiveOf),
  };
  return new BucketObject(...transformed(transform.source, `${name}-source`, args, { parent: self }));
}

function createFunction(
  self: ComponentResource,
  { name, on, settled, environment, tags, transform }: Plan,
  { account, source, access }: Omit<GcpFunctionNodes, "function"> & { readonly access: readonly Resource[] },
): CloudFunction {
  const args: FunctionArgs = {
    project: on("project"),
    location: on("region"),
    buildConfig: {
      runtime,
      entryPoint: "handler",
      serviceAccount: on("builder"),
      dockerRepository: on("images"),
      source: { storageSource: { bucket: source.bucket, object: source.name } },
    },
    serviceConfig: {
      ...scale,
      ...sizeOf(settled),
      timeoutSeconds: settled.timeout,
      environmentVariables: environment,
      serviceAccountEmail: account.email,
      ingressSettings: "ALLOW_ALL",
      allTrafficOnLatestRevision: true,
    },
    labels: tags,
  };
  // Without its roles the first requests would fail.
  const options = { parent: self, dependsOn: [...access] };
  return new CloudFunction(...transformed(transform.function, `${name}-function`, args, options));
}

/** A function of the 2nd generation that runs as its own service account: https://cloud.google.com/functions/docs/securing/function-identity */
export const build: FunctionBuilder<GcpFunctionNodes, GcpFunctionTransform> = (self, plan) => {
  const account = createAccount(self, plan);
  const source = createSource(self, plan, account);
  const access = createAccess(self, plan, account);
  const nodes = { account, source, function: createFunction(self, plan, { account, source, access }) };
  return {
    id: nodes.function.id,
    attributes: {
      name: nodes.function.name,
      url: nodes.function.url,
      identity: account.email,
      project: nodes.function.project,
      region: nodes.function.location,
    },
    nodes,
  };
};
