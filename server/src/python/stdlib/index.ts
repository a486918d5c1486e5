import type { LibraryModel } from "../../interpreter/api";
import { ABSL } from "./absl";
import { ARGPARSE } from "./argparse";
import { IMPORT_STATE } from "./import-state";
import { INSPECT } from "./inspect";
import { JSON_MODELS } from "./json";
import { OS } from "./os";
import { PATHLIB } from "./pathlib";
import { RANDOM } from "./random";
import { RE } from "./re";
import { SYSTEM } from "./system";
import { VERSIONS } from "./versions";

/** What programs use of the standard library, and of a few packages as common, around their models. */
export const STANDARD_LIBRARY: readonly LibraryModel[] = [
	...ABSL,
	...ARGPARSE,
	...JSON_MODELS,
	...RE,
	...IMPORT_STATE,
	...INSPECT,
	...OS,
	...PATHLIB,
	...RANDOM,
	...SYSTEM,
	...VERSIONS,
];
