/** The vendors' pages that decide. */
export function sqs(operation: string): string {
  return `https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_${operation}.html`;
}

export function sns(operation: string): string {
  return `https://docs.aws.amazon.com/sns/latest/api/API_${operation}.html`;
}

export function snsGuide(page: string): string {
  return `https://docs.aws.amazon.com/sns/latest/dg/${page}.html`;
}

export function dynamodb(operation: string): string {
  return `https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_${operation}.html`;
}

export function dynamodbGuide(page: string): string {
  return `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html`;
}

/** Tests of another implementation, which its authors run against AWS as well: for what AWS's pages do not say. */
export function alternator(file: string): string {
  return `https://github.com/scylladb/scylladb/blob/master/test/alternator/test_${file}.py`;
}

export const commonErrors = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html";
export const metadata =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html";
export const filters = "https://cloud.google.com/pubsub/docs/subscription-message-filter#filtering_syntax";
