import type { Deployment } from "../deployment.ts";
import { describeLifecycles, type Needs } from "../lifecycle/lifecycle.ts";
import { accountToken, bucketMemberToken, projectMemberToken } from "./api/client.ts";
import { databaseToken, fieldToken, indexToken } from "./firestore/client.ts";
import { subscriptionToken, topicToken } from "./pubsub/client.ts";
import { secretMemberToken, secretToken, versionToken } from "./secretmanager/client.ts";
import { bucketToken, functionInputs, functionToken, memberToken, objectToken, sourceOf } from "./shop.ts";

const jobToken = "gcp:cloudscheduler/job:Job";
const hello = "export const handler = (request, response) => response.send('hello');";
const deletionPolicy = "ABANDON";
const someone = "serviceAccount:shop@shop-project.iam.gserviceaccount.com";

/** The example's bucket, and one that an object can move to. */
const withBuckets = async (gcp: Deployment): Promise<undefined> => {
  for (const name of ["shop-source", "shop-source2"]) await gcp.create(bucketToken, name, { name, location: "US" });
};

/** What the example of a function is made of, and another object of the same code. */
const withSource = async (gcp: Deployment): Promise<undefined> => {
  await withBuckets(gcp);
  for (const bucket of ["shop-source", "shop-source2"]) {
    for (const name of ["api.zip", "api.zip2"]) {
      await gcp.create(objectToken, `${bucket}-${name}`, { bucket, name, source: sourceOf(hello) });
    }
  }
  await gcp.create(accountToken, "shop", { accountId: "shop-api" });
};

/** The example's function, and one that a grant can move to. */
const withFunctions = async (gcp: Deployment): Promise<undefined> => {
  await withSource(gcp);
  for (const name of ["api", "api2"]) {
    const inputs = functionInputs("shop-source", "api.zip", { name });
    await gcp.create(functionToken, name, { ...inputs, location: "us-central1" });
  }
};

const repositoryToken = "gcp:artifactregistry/repository:Repository";

/** The example's repository, and one that a grant can move to. */
const withRepositories = async (gcp: Deployment): Promise<undefined> => {
  for (const repositoryId of ["shop-images", "shop-images2"]) {
    await gcp.create(repositoryToken, repositoryId, { repositoryId, location: "us-central1", format: "DOCKER" });
  }
};

const grant: Needs = {
  ground: withFunctions,
  values: { member: someone },
  fixed: { location: "both are in one", project: "both are in one" },
};

/** The example's bucket, and one that a grant can move to. */
const withFiles = async (gcp: Deployment): Promise<undefined> => {
  for (const name of ["shop-files", "shop-files2"]) await gcp.create(bucketToken, name, { name, location: "US" });
};

const someConditions = {
  "condition.expression": "a condition has a title too; the tests of identities try some",
  "condition.title": "a condition has an expression too",
  "condition.description": "a condition has a title and an expression too",
};

/** The example's topic, and one that subscriptions and grants can move to. */
const withTopics = async (gcp: Deployment): Promise<undefined> => {
  for (const name of ["orders", "orders2"]) await gcp.create(topicToken, name, { name });
};

/** The example's subscription, and one that a grant can move to. */
const withSubscriptions = async (gcp: Deployment): Promise<undefined> => {
  await withTopics(gcp);
  for (const name of ["orders", "orders2"]) await gcp.create(subscriptionToken, name, { name, topic: "orders" });
};

/** The example's database, and one that indexes and fields can move to. */
const withDatabases = async (gcp: Deployment): Promise<undefined> => {
  for (const name of ["shop", "shop2"]) {
    await gcp.create(databaseToken, name, { name, locationId: "eur3", type: "FIRESTORE_NATIVE" });
  }
};

/** The example's secret, and one that versions and grants can move to. */
const withSecrets = async (gcp: Deployment): Promise<undefined> => {
  for (const secretId of ["signing", "signing2"]) {
    await gcp.create(secretToken, secretId, { secretId, replication: { auto: {} } });
  }
};

const needs: Readonly<Record<string, Needs>> = {
  [bucketToken]: {
    values: { deletionPolicy, location: "EU", publicAccessPrevention: "enforced", storageClass: "ARCHIVE" },
  },
  [objectToken]: {
    ground: withBuckets,
    counting: ["generation", "mediaLink"],
    values: { deletionPolicy },
    fixed: { source: "the example has its content" },
  },
  [accountToken]: { values: { deletionPolicy } },
  [jobToken]: {
    ground: withSource,
    values: {
      deletionPolicy,
      attemptDeadline: "60s",
      "httpTarget.httpMethod": "PUT",
      "httpTarget.oidcToken.serviceAccountEmail": "shop-api@shop-project.iam.gserviceaccount.com",
      "retryConfig.minBackoffDuration": "10s",
      schedule: "0 4 * * *",
      timeZone: "Europe/Vienna",
    },
    fixed: { "httpTarget.oidcToken.audience": "it stands beside an account, as the tests of jobs have it" },
  },
  [functionToken]: {
    ground: withSource,
    // Of the build and the revision.
    counting: ["buildConfig", "serviceConfig"],
    values: {
      deletionPolicy,
      "buildConfig.runtime": "nodejs24",
      location: "europe-west1",
      "serviceConfig.availableCpu": "2",
      "serviceConfig.availableMemory": "1Gi",
      "serviceConfig.ingressSettings": "ALLOW_INTERNAL_ONLY",
      "serviceConfig.maxInstanceRequestConcurrency": 1,
      "serviceConfig.serviceAccountEmail": "shop-api@shop-project.iam.gserviceaccount.com",
    },
    fixed: {
      "buildConfig.serviceAccount": "it needs roles, which the tests of identities give it",
      "buildConfig.dockerRepository": "it is one of two places, which the tests of identities try",
      "buildConfig.source.storageSource.generation": "a generation is what the object's upload has given",
    },
  },
  [memberToken]: grant,
  "gcp:cloudrun/iamMember:IamMember": grant,
  "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember": grant,
  [projectMemberToken]: {
    values: { member: someone },
    fixed: someConditions,
  },
  [bucketMemberToken]: {
    ground: withFiles,
    values: { member: someone },
    fixed: someConditions,
  },
  [repositoryToken]: { counting: ["updateTime"], values: { deletionPolicy, location: "europe-west1", format: "NPM" } },
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": { ...grant, ground: withRepositories },
  [topicToken]: { values: { deletionPolicy } },
  [subscriptionToken]: {
    ground: withTopics,
    values: {
      deletionPolicy,
      ackDeadlineSeconds: 60,
      "deadLetterPolicy.deadLetterTopic": "projects/shop-project/topics/orders2",
      "expirationPolicy.ttl": "",
      filter: "attributes:kind",
      messageRetentionDuration: "600s",
      "pushConfig.pushEndpoint": "https://shop.example/",
      "retryPolicy.maximumBackoff": "60s",
      "retryPolicy.minimumBackoff": "5s",
    },
    fixed: {
      project: "its topic is named by the last part, and so in the same one",
      "deadLetterPolicy.maxDeliveryAttempts": "it stands beside a topic, as the tests of dead letters have it",
      "pushConfig.oidcToken.serviceAccountEmail": "it stands beside an endpoint, as the tests of pushes have it",
      "pushConfig.oidcToken.audience": "it stands beside an endpoint, as the tests of pushes have it",
    },
  },
  "gcp:pubsub/topicIAMMember:TopicIAMMember": {
    ...{ ground: withTopics, values: { member: someone }, fixed: { project: "both are in one" } },
  },
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": {
    ...{ ground: withSubscriptions, values: { member: someone }, fixed: { project: "both are in one" } },
  },
  "gcp:projects/iAMCustomRole:IAMCustomRole": {
    values: { deletionPolicy, permissions: ["datastore.entities.update"], stage: "BETA" },
  },
  [databaseToken]: {
    values: {
      concurrencyMode: "OPTIMISTIC",
      deleteProtectionState: "DELETE_PROTECTION_ENABLED",
      deletionPolicy: "PREVENT",
      locationId: "europe-west1",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    },
    fixed: { databaseEdition: "the simulator has one", type: "the simulator has one" },
  },
  [indexToken]: {
    ground: withDatabases,
    values: { deletionPolicy },
    fixed: {
      "fields.fieldPath": "it stands in a list, as the tests of indexes have it",
      "fields.order": "it stands in a list, as the tests of indexes have it",
      project: "its database is named by the last part, and so in the same one",
      queryScope: "the simulator has one",
    },
  },
  [fieldToken]: {
    ground: withDatabases,
    values: { deletionPolicy, "ttlConfig.expirationOffset": "60s" },
    fixed: {
      "indexConfig.indexes.order": "it stands in a list, as the tests of indexes have it",
      project: "its database is named by the last part, and so in the same one",
    },
  },
  [secretToken]: { values: { deletionPolicy }, fixed: { "replication.auto": "it says nothing" } },
  [versionToken]: { ground: withSecrets, values: { deletionPolicy: "DISABLE" } },
  [secretMemberToken]: {
    ...{ ground: withSecrets, values: { member: someone }, fixed: { project: "both are in one" } },
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": { fixed: { service: "the simulator has one" } },
  "gcp:projects/service:Service": { values: { deletionPolicy } },
  "gcp:monitoring/notificationChannel:NotificationChannel": {
    values: { deletionPolicy, labels: { email_address: "cto@acme.example" }, project: "other-project" },
    fixed: { type: "email is the only one that is simulated" },
  },
  "gcp:billing/budget:Budget": {
    async ground(gcp) {
      const labels = { email_address: "ops@acme.example" };
      const type = "gcp:monitoring/notificationChannel:NotificationChannel";
      const { id } = await gcp.create(type, "ops", { type: "email", labels });
      return { values: { "allUpdatesRule.monitoringNotificationChannels": [id] } };
    },
    values: {
      amount: { specifiedAmount: { units: "400" } },
      billingAccount: "F7A8B9-C4D5E6-01A2B3",
      budgetFilter: { calendarPeriod: "YEAR" },
      deletionPolicy,
      thresholdRules: [{ thresholdPercent: 0.5 }],
    },
  },
};

const configuration = { project: "shop-project", region: "us-central1" };
describeLifecycles("gcp", { configuration, live: false }, needs);
