import { CloudError } from "../../../../contract.ts";

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
export const blobNotFound = (): CloudError => new CloudError("BlobNotFound", "The specified blob does not exist.", 404);

export const containerNotFound = (): CloudError =>
  new CloudError("ContainerNotFound", "The specified container does not exist.", 404);

export const conditionNotMet = (status: 304 | 412): CloudError =>
  new CloudError("ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.", status);
