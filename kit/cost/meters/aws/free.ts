/** What costs nothing itself on AWS, by the pages that say so. */
export const freeAws: readonly string[] = [
  // https://aws.amazon.com/iam/faqs/
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];
