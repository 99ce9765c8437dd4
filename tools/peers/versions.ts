/** The versions of the peers in the report. */
export const versions = {
  /** https://docs.getmoto.org/en/latest/docs/server_mode.html */
  moto: "5.2.5",
  /** https://github.com/softwaremill/elasticmq */
  elasticmq: "1.7.1",
  /** https://github.com/architect/dynalite */
  dynalite: "4.0.0",
  /** https://pkg.go.dev/gocloud.dev/pubsub/drivertest, https://pkg.go.dev/gocloud.dev/docstore/drivertest */
  gocloud: "v0.49.0",
  /** https://pkg.go.dev/cloud.google.com/go/pubsub/v2/pstest */
  pubsub: "v2.9.0",
} as const;

/** The versions of the scanners, and of the price list, in their report. */
export const scannerVersions = {
  /** https://github.com/bridgecrewio/checkov */
  Checkov: "3.3.30",
  /** https://github.com/Checkmarx/kics */
  KICS: "v2.2.0",
  /** https://github.com/infracost/infracost, of 2026-08-21 */
  Infracost: "95ba4f49a7abf5567b04f751a115543281a4ab18",
} as const;
