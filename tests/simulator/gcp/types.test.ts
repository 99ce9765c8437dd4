import { describeTables } from "../type-tables.ts";

// Refused on purpose: nothing here could keep what they ask for.
describeTables("gcp", "gcp", {
  "gcp:serviceaccount/account:Account": ["createIgnoreAlreadyExists"],
  "gcp:cloudfunctionsv2/function:Function": [
    ...["eventTrigger", "kmsKeyName", "buildConfig.source.repoSource", "buildConfig.workerPool"],
    ...["serviceConfig.binaryAuthorizationPolicy", "serviceConfig.directVpcEgress"],
    ...["serviceConfig.directVpcNetworkInterfaces", "serviceConfig.secretEnvironmentVariables"],
    ...["serviceConfig.secretVolumes", "serviceConfig.vpcConnector", "serviceConfig.vpcConnectorEgressSettings"],
    // Outputs, which the SDK lists among the inputs.
    ...["buildConfig.build", "serviceConfig.gcfUri", "serviceConfig.service", "serviceConfig.uri"],
  ],
  "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember": ["condition"],
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": ["condition"],
  "gcp:cloudrun/iamMember:IamMember": ["condition"],
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": ["condition"],
  "gcp:artifactregistry/repository:Repository": [
    ...["kmsKeyName", "mavenConfig", "mode", "remoteRepositoryConfig", "virtualRepositoryConfig"],
  ],
});
