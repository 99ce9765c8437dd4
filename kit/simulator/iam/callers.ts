/** One way in which something calls something else, and how the one that is called knows who it is. */
export interface Caller {
  readonly who: string;
  readonly calls: string;
  /** What the caller shows. */
  readonly shows: string;
  /** What is checked of it, on every call. */
  readonly checked: string;
  /** The vendor's page; none for what is the simulator's own. */
  readonly source?: string;
  /** The file that checks, below `kit/simulator/`. */
  readonly code: string;
  /** The file of tests below `tests/simulator/`, and the title of one of them. */
  readonly test: readonly [file: string, title: string];
}

const aws: readonly Caller[] = [
  {
    who: "anyone",
    calls: "a Function URL with `NONE`",
    shows: "nothing",
    checked: "the function's policy: `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` for everyone",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    code: "services/aws/function-url/admission.ts",
    test: [
      "aws/addresses/function-url.test.ts",
      "lets in nobody where a URL became public by a change, until both permissions are there",
    ],
  },
  {
    who: "a role, a function, who deploys",
    calls: "a Function URL with `AWS_IAM`",
    shows: "Signature Version 4",
    checked: "signature, time and credentials; then the policies of the caller, its boundary and the function",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    code: "services/aws/iam/credentials.ts",
    test: [
      "aws/identity/url-callers.test.ts",
      "lets in a role of the account by its own policy, unless another denies it",
    ],
  },
  {
    who: "an HTTP API",
    calls: "its Lambda function",
    shows: "the ARN of API, stage and route",
    checked: "the function's policy: `apigateway.amazonaws.com` with this `sourceArn`",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
    code: "services/aws/apigatewayv2/integrate.ts",
    test: ["aws/addresses/http-api.test.ts", "answers 500 when the policy lets in another API only"],
  },
  {
    who: "Lambda",
    calls: "a function's role, to take it on",
    shows: "`lambda.amazonaws.com`",
    checked: "the role's trust policy, when the function is created or changed",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
    code: "services/aws/lambda/function.ts",
    test: ["aws/services.test.ts", "needs a role that exists and trusts Lambda"],
  },
  {
    who: "a Lambda function",
    calls: "its log group",
    shows: "its role",
    checked: "the role's policies: `logs:PutLogEvents` on the group; without, lines are lost",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-access.html",
    code: "services/aws/lambda/logs.ts",
    test: ["aws/services.test.ts", "is needed for its lines to appear; it runs without"],
  },
];

const gcp: readonly Caller[] = [
  {
    who: "a service account",
    calls: "a function's Cloud Run service",
    shows: "an identity token (RS256)",
    checked: "signature, issuer, audience, time, that the account is enabled; then `roles/run.invoker`",
    source: "https://cloud.google.com/run/docs/authenticating/service-to-service",
    code: "services/gcp/functions/admission.ts",
    test: ["gcp/identity.test.ts", "let in an account that has roles/run.invoker, and nobody else"],
  },
  {
    who: "a function",
    calls: "its metadata server",
    shows: "`Metadata-Flavor: Google`",
    checked: "the header; each function has a server of its own, which tells of its own account only",
    source: "https://cloud.google.com/run/docs/container-contract#metadata-server",
    code: "services/gcp/iam/metadata.ts",
    test: ["gcp/identity.test.ts", "tells project, region and account, to who asks with its header"],
  },
  {
    who: "a build with an account of its own",
    calls: "sources, logs and the image registry",
    shows: "the account",
    checked: "its three roles on the project",
    source: "https://cloud.google.com/functions/docs/securing/build-custom-sa",
    code: "services/gcp/functions/build-account.ts",
    test: ["gcp/identity.test.ts", "builds only as an account that may read sources, write logs and store images"],
  },
];

const azure: readonly Caller[] = [
  {
    who: "onedeploy",
    calls: "the package's blob",
    shows: "a shared access signature",
    checked: "signature by the account's key, time, permissions, the blob it was made for",
    source: "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    code: "services/azure/storage/sas.ts",
    test: ["azure/delivery.test.ts", "refuses an address with"],
  },
  {
    who: "a function app",
    calls: "its deployment container",
    shows: "its managed identity",
    checked: "role assignments with data actions, at the container or above",
    source: "https://learn.microsoft.com/azure/role-based-access-control/overview",
    code: "services/azure/web/delivery/package-access.ts",
    test: ["azure/delivery.test.ts", "answers 503 when the identity may not read the package any more"],
  },
  {
    who: "a function app",
    calls: "its identity endpoint",
    shows: "`X-IDENTITY-HEADER`",
    checked: "the app's own secret, and that the identity is one of the app's",
    source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
    code: "services/azure/identity/identity-endpoint.ts",
    test: ["azure/identity.test.ts", "are refused without the app's header, a resource, or an identity of the app"],
  },
  {
    who: "anyone",
    calls: "a function of level `function` or `admin`",
    shows: "a key, in `x-functions-key` or `code`",
    checked: "the app's keys",
    source: "https://learn.microsoft.com/azure/azure-functions/function-keys-how-to",
    code: "services/azure/web/host-keys.ts",
    test: ["azure/front.test.ts", "asks for a key where a function does"],
  },
];

/** Who calls whom in the simulated clouds, and in the simulator itself. */
export const callers: readonly Caller[] = [
  ...aws,
  ...gcp,
  ...azure,
  {
    who: "a Worker",
    calls: "another Worker",
    shows: "a service binding",
    checked: "nothing more: having the binding is the permission",
    source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/",
    code: "services/cloudflare/workers/script.ts",
    test: ["cloudflare/worker.test.ts", "calls another Worker over a service binding"],
  },
  {
    who: "a client (`fourfold`, tests)",
    calls: "the simulator's control API",
    shows: "a bearer token",
    checked: "the token of `simulator.json`, which only this user can read",
    code: "process/control-api.ts",
    test: ["process/control-api.test.ts", "lets nobody in without the token"],
  },
];
