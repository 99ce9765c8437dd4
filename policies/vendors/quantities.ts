/** Megabytes in one of each unit of Kubernetes: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const megabytes: Readonly<Record<string, number>> = {
  K: 1 / 1_000,
  Ki: 1 / 1_024,
  M: 1,
  Mi: 1,
  G: 1_000,
  Gi: 1_024,
};

/** The megabytes in a quantity such as `512Mi`. `undefined`: it is none. */
export function megabytesOf(quantity: string | undefined): number | undefined {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)([KMG]i?)$/.exec(quantity ?? "") ?? [];
  const factor = megabytes[unit];
  return count === undefined || factor === undefined ? undefined : Number(count) * factor;
}
