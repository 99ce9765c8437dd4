import { cloudfunctionsv2, serviceaccount, storage } from "@pulumi/gcp";
import { interpolate } from "@pulumi/pulumi";
import { archiveOf } from "../support/artifact.ts";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { Function, FunctionBuilder, FunctionPlan } from "./index.ts";

export interface GcpFunctionNodes {
  readonly account: serviceaccount.Account;
  readonly source: storage.BucketObject;
  readonly function: cloudfunctionsv2.Function;
}

export interface GcpFunctionTransform {
  /** The service account that the function runs as. @default unchanged */
  readonly account?: Transform<serviceaccount.AccountArgs>;
  /** The object that the function is built from. @default unchanged */
  readonly source?: Transform<storage.BucketObjectArgs>;
  /** The function. @default unchanged */
  readonly function?: Transform<cloudfunctionsv2.FunctionArgs>;
}

/** The newest runtime in long-term support: https://cloud.google.com/functions/docs/runtime-support */
const runtime = "nodejs24";

/** One instance answers many requests at once, which takes a whole processor: https://cloud.google.com/run/docs/configuring/services/cpu */
const scale = { availableCpu: "1", maxInstanceRequestConcurrency: 80, maxInstanceCount: 20 };

/** Without a role in the project, it may do nothing. Logs are written by the platform. */
function createAccount(self: Function, { name, on, transform }: FunctionPlan): serviceaccount.Account {
  const args: serviceaccount.AccountArgs = {
    project: on("project"),
    // 6 to 30 characters: https://cloud.google.com/iam/docs/service-accounts-create
    accountId: physicalName(self, `${name}-account-id`, name, { max: 30, separator: "-" }),
    displayName: `Fourfold function ${name}`,
  };
  return new serviceaccount.Account(...transformed(transform.gcp?.account, `${name}-account`, args, { parent: self }));
}

/** The name carries the content's hash: another content is another object, and the function is built again. */
function createSource(self: Function, { name, on, artifact, transform }: FunctionPlan): storage.BucketObject {
  const args: storage.BucketObjectArgs = {
    bucket: on("sources"),
    name: interpolate`${name}/${artifact.hash}.zip`,
    source: artifact.apply(archiveOf),
  };
  return new storage.BucketObject(...transformed(transform.gcp?.source, `${name}-source`, args, { parent: self }));
}

function createFunction(
  self: Function,
  { name, on, settled, environment, tags, transform }: FunctionPlan,
  { account, source }: Omit<GcpFunctionNodes, "function">,
): cloudfunctionsv2.Function {
  const args: cloudfunctionsv2.FunctionArgs = {
    project: on("project"),
    location: on("region"),
    buildConfig: {
      runtime,
      entryPoint: "handler",
      source: { storageSource: { bucket: source.bucket, object: source.name } },
    },
    serviceConfig: {
      ...scale,
      ...(settled.memory === undefined ? {} : { availableMemory: `${settled.memory}Mi` }),
      timeoutSeconds: settled.timeout,
      environmentVariables: environment,
      serviceAccountEmail: account.email,
      ingressSettings: "ALLOW_ALL",
      allTrafficOnLatestRevision: true,
    },
    labels: tags,
  };
  return new cloudfunctionsv2.Function(
    ...transformed(transform.gcp?.function, `${name}-function`, args, { parent: self }),
  );
}

/** A function of the 2nd generation that runs as its own service account: https://cloud.google.com/functions/docs/securing/function-identity */
export const build: FunctionBuilder = (self, plan) => {
  const account = createAccount(self, plan);
  const source = createSource(self, plan);
  const nodes = { account, source, function: createFunction(self, plan, { account, source }) };
  return {
    id: nodes.function.id,
    attributes: {
      name: nodes.function.name,
      url: nodes.function.url,
      identity: account.email,
      project: nodes.function.project,
      region: nodes.function.location,
    },
    nodes: { gcp: nodes },
  };
};
