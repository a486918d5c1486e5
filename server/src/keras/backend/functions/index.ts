import type { LibraryModel } from "../../../interpreter/api";
import { CONTROL } from "./control";
import { CREATION } from "./creation";
import { CTC } from "./ctc";
import { DTYPES } from "./dtypes";
import { ELEMENTWISE } from "./elementwise";
import { INSPECTION } from "./inspection";
import { LOCAL } from "./local";
import { LOSSES } from "./losses";
import { MANIPULATION } from "./manipulation";
import { NETWORKS } from "./networks";
import { NORMALIZATION } from "./normalization";
import { PRODUCTS } from "./products";
import { PROGRAMS } from "./programs";
import { RECURRENT } from "./recurrent";
import { REDUCTION } from "./reduction";
import { STATE } from "./state";

/** The functions of `keras.backend`. */
export const BACKEND_FUNCTIONS: readonly LibraryModel[] = [
	...CONTROL,
	...CREATION,
	...CTC,
	...DTYPES,
	...ELEMENTWISE,
	...INSPECTION,
	...LOCAL,
	...LOSSES,
	...MANIPULATION,
	...NETWORKS,
	...NORMALIZATION,
	...PRODUCTS,
	...PROGRAMS,
	...RECURRENT,
	...REDUCTION,
	...STATE,
];
