import type { SnapshotKind, TypeSpecValue } from "../domain";
import { printTensorSpec } from "../rules/write-signature";
import type { Analysis } from "./analysis";
import { nodesAt } from "./nodes";
import { placesOf } from "./places";

const KINDS: ReadonlySet<SnapshotKind> = new Set(["KerasTensor", "Tensor", "ndarray", "Variable", "TypeSpec"]);

/** The spec of the tensor at the offset, as Python; absent when there is none, or several. */
export function specToCopy(analysis: Analysis, offset: number): string | undefined {
	const places = placesOf(analysis);
	const node = nodesAt(analysis.file.module, offset).findLast((each) => places.observation(each));
	const [seen, ...others] = (node && places.observation(node)?.seen) ?? [];
	if (!seen?.spec || others.length > 0 || !KINDS.has(seen.kind)) return undefined;
	const value: TypeSpecValue = { kind: "typespec", spec: seen.spec, derived: true };
	return printTensorSpec(value, /^import tensorflow as (\w+)/m.exec(analysis.file.text)?.[1] ?? "tf");
}
