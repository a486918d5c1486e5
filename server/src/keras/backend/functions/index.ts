import type { FunctionModel } from "../../../interpreter/api";
import { CONTROL } from "./control";
import { CREATION } from "./creation";
import { ELEMENTWISE } from "./elementwise";
import { INSPECTION } from "./inspection";
import { LOSSES } from "./losses";
import { MANIPULATION } from "./manipulation";
import { NETWORKS } from "./networks";
import { PRODUCTS } from "./products";
import { REDUCTION } from "./reduction";
import { STATE } from "./state";

/** The functions of `keras.backend`. */
export const BACKEND_FUNCTIONS: readonly FunctionModel[] = [
	...CONTROL,
	...CREATION,
	...ELEMENTWISE,
	...INSPECTION,
	...LOSSES,
	...MANIPULATION,
	...NETWORKS,
	...PRODUCTS,
	...REDUCTION,
	...STATE,
];
