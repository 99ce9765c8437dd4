import { describeWholeShop } from "../support/whole-shop.ts";

describeWholeShop("azure", { deletedVaults: 2 });
