/** What costs nothing itself on Google Cloud, by the pages that say so. */
export const freeGcp: readonly string[] = [
  // https://cloud.google.com/security/products/iam
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember",
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  "gcp:cloudtasks/queueIamMember:QueueIamMember",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
  "gcp:projects/iAMCustomRole:IAMCustomRole",
  "gcp:projects/iAMMember:IAMMember",
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  "gcp:pubsub/topicIAMMember:TopicIAMMember",
  "gcp:secretmanager/regionalSecretIamMember:RegionalSecretIamMember",
  "gcp:secretmanager/secretIamMember:SecretIamMember",
  "gcp:serviceaccount/account:Account",
  "gcp:serviceaccount/iAMMember:IAMMember",
  "gcp:storage/bucketIAMMember:BucketIAMMember",
  // https://cloud.google.com/service-usage/docs/overview
  "gcp:projects/service:Service",
  "gcp:projects/serviceIdentity:ServiceIdentity",
  // What indexes take up is in the storage of their database: https://cloud.google.com/firestore/pricing
  "gcp:firestore/field:Field",
  "gcp:firestore/index:Index",
  // What objects take up is in the storage of their bucket: https://cloud.google.com/storage/pricing
  "gcp:storage/bucketObject:BucketObject",
  // https://cloud.google.com/kms/pricing
  "gcp:kms/keyRing:KeyRing",
  // https://cloud.google.com/pubsub/pricing
  "gcp:pubsub/schema:Schema",
  // The log router, dashboards and channels: https://cloud.google.com/stackdriver/pricing
  "gcp:logging/projectExclusion:ProjectExclusion",
  "gcp:logging/projectSink:ProjectSink",
  "gcp:monitoring/dashboard:Dashboard",
  "gcp:monitoring/notificationChannel:NotificationChannel",
  // Part of Cloud Billing, which is in no price list: https://cloud.google.com/billing/docs/how-to/budgets
  "gcp:billing/budget:Budget",
  // A load balancer is paid for by its forwarding rules and data: https://cloud.google.com/load-balancing/pricing
  "gcp:compute/healthCheck:HealthCheck",
  "gcp:compute/managedSslCertificate:ManagedSslCertificate",
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  "gcp:compute/targetHttpProxy:TargetHttpProxy",
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  "gcp:compute/uRLMap:URLMap",
  // https://cloud.google.com/vpc/network-pricing
  "gcp:compute/firewall:Firewall",
  "gcp:compute/network:Network",
  "gcp:compute/router:Router",
  "gcp:compute/subnetwork:Subnetwork",
];
