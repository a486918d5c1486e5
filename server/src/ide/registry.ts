import type { Registry } from "../interpreter/api";
import { createRegistry } from "../interpreter/registry";
import { kerasLibrary } from "../keras/library";
import { numpyLibrary } from "../numpy/library";
import { pythonLibrary } from "../python/library";
import { tensorflowLibrary } from "../tensorflow/library";

/** All library models, met here by qualified name. */
export const registry: Registry = createRegistry([pythonLibrary, kerasLibrary, tensorflowLibrary, numpyLibrary]);
