import { describeWholeShop } from "../support/whole-shop.ts";

describeWholeShop("gcp");
