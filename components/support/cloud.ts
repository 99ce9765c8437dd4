/** The clouds, as a table that Pulumi's schema analyzer exports to other languages. */
export const Cloud = { Aws: "aws", Gcp: "gcp", Azure: "azure", Cloudflare: "cloudflare" } as const;
export type Cloud = (typeof Cloud)[keyof typeof Cloud];

/**
 * What happens to resources that hold what cannot be restored, such as logs, when they leave the program.
 * `protect` refuses their deletion, `retain` leaves them in the cloud, `destroy` deletes them.
 */
export const Protection = { Protect: "protect", Retain: "retain", Destroy: "destroy" } as const;
export type Protection = (typeof Protection)[keyof typeof Protection];
