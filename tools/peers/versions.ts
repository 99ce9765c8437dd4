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
