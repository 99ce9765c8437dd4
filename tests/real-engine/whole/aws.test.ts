import { describeWholeShop } from "../support/whole-shop.ts";

describeWholeShop("aws");
