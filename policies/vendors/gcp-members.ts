/** Who is everyone: https://cloud.google.com/iam/docs/principals-overview#all-users */
export const isEveryone = (member: string): boolean => member === "allUsers" || member === "allAuthenticatedUsers";

/** The accounts that Google makes for a project, which whatever runs in it shares: https://cloud.google.com/iam/docs/service-account-types#default */
export const isDefaultAccount = (account: string): boolean =>
  /(?:-compute@developer|@appspot|@cloudservices)\.gserviceaccount\.com$/.test(account);
