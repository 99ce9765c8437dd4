/** The clouds a function set is deployed to. */
export const clouds = ["aws", "gcp", "azure", "cloudflare"] as const;

/** One of {@link clouds}. */
export type Cloud = (typeof clouds)[number];

/** One value for each cloud: a cloud that is forgotten does not compile. */
export type PerCloud<T> = Readonly<Record<Cloud, T>>;

/** Whether a string names a cloud. */
export function isCloud(name: string): name is Cloud {
  return (clouds as readonly string[]).includes(name);
}
