/**
 * Where an API of Google's is, which gcloud is told by the same variables: `https://firestore.googleapis.com/`.
 * https://cloud.google.com/sdk/gcloud/reference/topic/endpoint-override
 */
export function googleEndpoint(
  service: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const own = environment[`CLOUDSDK_API_ENDPOINT_OVERRIDES_${service.toUpperCase()}`];
  return own || `https://${service}.googleapis.com/`;
}
