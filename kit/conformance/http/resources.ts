import type { PerCloud } from "fourfold";

/** The resources that deploying the app makes with its foundation, by type: whoever deploys it is told in advance. */
export const resources: PerCloud<Readonly<Record<string, number>>> = {
  aws: {
    "aws:lambda/function:Function": 5,
    "aws:lambda/functionUrl:FunctionUrl": 1,
    "aws:lambda/permission:Permission": 6,
    "aws:apigatewayv2/api:Api": 2,
    "aws:apigatewayv2/stage:Stage": 2,
    "aws:apigatewayv2/integration:Integration": 4,
    "aws:apigatewayv2/route:Route": 9,
    "aws:iam/role:Role": 5,
    "aws:iam/rolePolicy:RolePolicy": 5,
    "aws:cloudwatch/logGroup:LogGroup": 7,
  },
  gcp: {
    "gcp:cloudfunctionsv2/function:Function": 2,
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": 2,
    "gcp:storage/bucket:Bucket": 1,
    "gcp:storage/bucketObject:BucketObject": 2,
    "gcp:serviceaccount/account:Account": 3,
    "gcp:projects/iAMMember:IAMMember": 2,
    "gcp:artifactregistry/repository:Repository": 1,
    "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": 1,
  },
  azure: {
    "azure-native:resources:ResourceGroup": 1,
    "azure-native:web:AppServicePlan": 2,
    "azure-native:web:WebApp": 2,
    "azure-native:web:WebAppApplicationSettings": 2,
    "azure-native:web:WebAppFtpAllowed": 2,
    "azure-native:web:WebAppScmAllowed": 2,
    "azure-native:resources:Resource": 2,
    "azure-native:storage:StorageAccount": 3,
    "azure-native:storage:BlobContainer": 3,
    "azure-native:storage:Blob": 2,
    "azure-native:managedidentity:UserAssignedIdentity": 2,
    "azure-native:authorization:RoleAssignment": 4,
    "azure-native:operationalinsights:Workspace": 1,
    "azure-native:applicationinsights:Component": 1,
  },
  cloudflare: {
    "cloudflare:index/workersScript:WorkersScript": 6,
    "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain": 3,
  },
};
