/** Type tokens that other types look up. */
export const bucketToken = "gcp:storage/bucket:Bucket";
export const objectToken = "gcp:storage/bucketObject:BucketObject";
export const accountToken = "gcp:serviceaccount/account:Account";
export const functionToken = "gcp:cloudfunctionsv2/function:Function";
export const repositoryToken = "gcp:artifactregistry/repository:Repository";
export const jobToken = "gcp:cloudscheduler/job:Job";
export const topicToken = "gcp:pubsub/topic:Topic";
export const subscriptionToken = "gcp:pubsub/subscription:Subscription";
export const databaseToken = "gcp:firestore/database:Database";
export const indexToken = "gcp:firestore/index:Index";
export const fieldToken = "gcp:firestore/field:Field";
export const channelToken = "gcp:monitoring/notificationChannel:NotificationChannel";
export const secretToken = "gcp:secretmanager/secret:Secret";
export const secretVersionToken = "gcp:secretmanager/secretVersion:SecretVersion";
