import { describeTables } from "../type-tables.ts";

// Refused on purpose: nothing here could keep what they ask for.
describeTables("gcp", {
  "gcp:cloudfunctionsv2/function:Function": ["eventTrigger", "kmsKeyName"],
  "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember": ["condition"],
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": ["condition"],
  "gcp:cloudrun/iamMember:IamMember": ["condition"],
  "gcp:projects/iAMMember:IAMMember": ["condition"],
});
