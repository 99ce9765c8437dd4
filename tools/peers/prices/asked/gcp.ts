import { type AskedFile, month, price } from "./contract.ts";

export const gcp: readonly AskedFile[] = [
  {
    ...{ file: "google/cloud_run_v2_service_test", region: "europe-west3" },
    prices: [
      price("gcp.run.cpu", "CPU allocation time (tier 2)", "vCPU-seconds", 1, { of: "throttling_enabled" }),
      price("gcp.run.memory", "Memory allocation time (tier 2)", "GiB-seconds", 1, { of: "throttling_enabled" }),
      price("gcp.run.instance.cpu", "CPU allocation time (tier 2)", "vCPU-seconds", 1, { of: "throttling_disabled" }),
      price("gcp.run.instance.memory", "Memory allocation time (tier 2)", "GiB-seconds", 1, {
        of: "throttling_disabled",
      }),
      price("gcp.run.requests", "Number of requests", "requests"),
    ],
  },
  {
    ...{ file: "google/compute_router_nat_test", region: "us-central1" },
    prices: [
      price("gcp.nat.instances", "Assigned VMs (first 32)", "VM-hours"),
      price("gcp.nat.data", "Data processed", "GB"),
    ],
  },
  {
    ...{ file: "google/logging_project_bucket_config_test", region: "us-central1" },
    prices: [price("gcp.logging.ingestion", "Logging data", "GB")],
  },
  {
    ...{ file: "google/pubsub_topic_test", region: "us-central1" },
    prices: [price("gcp.pubsub.throughput", "Message ingestion data", "TiB")],
  },
  {
    ...{ file: "google/pubsub_subscription_test", region: "us-central1" },
    prices: [
      price("gcp.pubsub.throughput", "Message delivery data", "TiB"),
      price("gcp.pubsub.backlog", "Retained acknowledged message storage", "GiB"),
    ],
  },
  {
    ...{ file: "google/redis_instance_test", region: "us-central1" },
    prices: ["basic", "standard"].flatMap((tier) =>
      ["M1", "M2", "M3", "M4", "M5"].map((size) =>
        price(`gcp.memorystore.${tier}.${size.toLowerCase()}`, `Redis instance (${tier}, ${size})`, "GB", month),
      ),
    ),
  },
  {
    ...{ file: "google/secret_manager_secret_test", region: "us-central1" },
    prices: [
      price("gcp.secretmanager.versions", "Active secret versions", "versions"),
      price("gcp.secretmanager.accesses", "Access operations", "10K requests", 10_000),
      price("gcp.secretmanager.rotations", "Rotation notifications", "rotations"),
    ],
  },
  {
    ...{ file: "google/kms_crypto_key_test", region: "us-central1" },
    prices: [price("gcp.kms.versions", "Key versions", "months")],
  },
  {
    ...{ file: "google/storage_bucket_test", region: "us-central1" },
    prices: [
      price("gcp.storage.class-a", "Object adds, bucket/object list (class A)", "10k operations", 10_000, {
        of: "EuMulti",
      }),
      price("gcp.storage.class-b", "Object gets, retrieve bucket/object metadata (class B)", "10k operations", 10_000, {
        of: "EuMulti",
      }),
      ...Object.entries({ "first 1TB": 0, "next 9TB": 1024, "over 10TB": 10_240 }).map(([tier, from]) => {
        const line = `Data transfer to worldwide excluding Asia, Australia (${tier})`;
        return price("gcp.egress.storage", line, "GB", 1, { from });
      }),
    ],
  },
  {
    ...{ file: "google/artifact_registry_repository_test", region: "us-central1" },
    prices: [price("gcp.artifactregistry.storage", "Storage", "GB")],
  },
  {
    ...{ file: "google/compute_forwarding_rule_test", region: "us-central1" },
    prices: [
      price("gcp.loadbalancer.rules", "Forwarding rules", "hours"),
      price("gcp.loadbalancer.data", "Ingress data", "GB"),
    ],
  },
  {
    ...{ file: "google/compute_address_test", region: "us-central1" },
    prices: [price("gcp.address.external", "IP address (standard VM)", "hours")],
  },
  {
    ...{ file: "google/monitoring_metric_descriptor_test", region: "us-central1" },
    prices: Object.entries({ "first 100K": 0, "next 150K": 100_000, "over 250K": 250_000 }).map(([tier, from]) =>
      price("gcp.monitoring.metrics", `Monitoring data (${tier})`, "MB", 1, { from }),
    ),
  },
];
