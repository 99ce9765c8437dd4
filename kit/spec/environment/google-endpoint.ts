/**
 * The address of an API of Google's, `https://firestore.googleapis.com/`, unless the variables of gcloud name another one.
 * https://cloud.google.com/sdk/gcloud/reference/topic/endpoint-override
 */
export function googleEndpoint(service: string, environment: Readonly<Record<string, string | undefined>>): string {
  const own = environment[`CLOUDSDK_API_ENDPOINT_OVERRIDES_${service.toUpperCase()}`];
  return own || `https://${service}.googleapis.com/`;
}
