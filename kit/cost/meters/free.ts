/** Types that cost nothing themselves, whatever is done with them: settings, grants, names, and what others are counted by. */
export const free: ReadonlySet<string> = new Set([
  // https://aws.amazon.com/iam/faqs/
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
]);
