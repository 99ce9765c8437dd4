import * as v from "valibot";
import { type AwsKeys, signedHeaders } from "../../runtime/platform/aws-signature.ts";
import { FourfoldError } from "../../spec/index.ts";
import type { ApiCall, CloudAccess, Environment, Source } from "./contract.ts";
import { addressIn, askApi } from "./http.ts";
import { askCliForJson, type VendorCli } from "./vendor-cli.ts";

/** In the order in which the AWS CLI looks: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html#configure-precedence */
export const sources: readonly Source[] = [
  {
    text: "`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`",
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html",
  },
  {
    text: "`aws configure export-credentials`, of the profile in `AWS_PROFILE` or the default one",
    source: "https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html",
  },
];

const cli: VendorCli = {
  command: "aws",
  missing:
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or install the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html.",
  login: "Log in with `aws sso login` or `aws configure`, or name another profile in AWS_PROFILE.",
};

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sourcing-external.html */
const Exported = v.object({
  AccessKeyId: v.string(),
  SecretAccessKey: v.string(),
  SessionToken: v.optional(v.string()),
});

async function readKeys(environment: Environment): Promise<AwsKeys> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = environment;
  if (id && secret) return { accessKeyId: id, secretAccessKey: secret, sessionToken: token };
  const args = ["configure", "export-credentials", "--format", "process"];
  const exported = await askCliForJson(cli, args, environment, Exported);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = exported;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/**
 * The address of a service: from the variables of AWS's own tools, or its host in the region.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * https://docs.aws.amazon.com/general/latest/gr/rande.html, https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html
 */
function addressOf(service: string, region: string, environment: Environment): string {
  const own = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return own || environment.AWS_ENDPOINT_URL || `https://${service}.${region}.${suffix}`;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no policy can deny it. */
async function askActor(send: CloudAccess["send"]): Promise<string> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = "Action=GetCallerIdentity&Version=2011-06-15";
  const answer = await send({ service: "sts", method: "POST", path: "/", headers, body });
  const [, arn] = /<Arn>([^<]+)<\/Arn>/.exec(answer.body) ?? [];
  if (arn !== undefined) return arn;
  const what = "its answer to GetCallerIdentity names nobody.";
  throw new FourfoldError("ERR_CLOUD", { where: "AWS, sts", what, fix: "See what AWS_ENDPOINT_URL leads to." });
}

/**
 * AWS's APIs in a region.
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openAws(environment: Environment, region: string): Promise<CloudAccess> {
  const keys = await readKeys(environment);
  const send = async ({ service, method, path, headers = {}, body = "", isPatient }: ApiCall) => {
    const where = `AWS, ${service}`;
    const url = addressIn(where, addressOf(service, region, environment), path);
    const signed = signedHeaders({ method, url, headers, body }, { keys, service, region, time: new Date() });
    return askApi(where, { method, url, headers: signed, body, isPatient });
  };
  return { actor: await askActor(send), send };
}
