/** Type tokens that other services look up. */
export const planToken = "azure-native:web:AppServicePlan";
export const appToken = "azure-native:web:WebApp";
