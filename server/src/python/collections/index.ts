import type { LibraryModel } from "../../interpreter/api";
import { DequeClass } from "./deque";
import { DICT_CLASSES } from "./dicts";

/** The containers of `collections`; named tuples have a file of their own. */
export const COLLECTIONS: readonly LibraryModel[] = [DequeClass, ...DICT_CLASSES];
