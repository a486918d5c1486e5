import type { LibraryModel } from "../../interpreter/api";
import { INDEXED_SLICES } from "./indexed-slices";
import { RAGGED_CONSTANT } from "./ragged-constant";
import { RAGGED_TENSOR } from "./ragged-partitions";
import { SPARSE_TENSORS } from "./sparse-tensor";

/** What makes tensors that are kept in parts, and objects that hold tensors. */
export const COMPOSITES: readonly LibraryModel[] = [RAGGED_TENSOR, RAGGED_CONSTANT, ...SPARSE_TENSORS, INDEXED_SLICES];
