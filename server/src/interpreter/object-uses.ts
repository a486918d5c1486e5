import { type InstanceValue, type Origin, type SnapshotDetail, type Spec, sameShape } from "../domain";

/** A call of a layer or model: what it is, what went in and what came out. */
export interface ObjectUse {
	/** The expression that calls it, which may be one that calls a model around it. */
	readonly site: Origin;
	readonly detail: SnapshotDetail;
	/** Whether it is part of a graph of Keras's, and not a call on real tensors or in a trace. */
	readonly isSymbolic: boolean;
}

/** The distinct calls of each object: those at another place, or on other specs. */
export interface ObjectUses {
	add(
		self: InstanceValue,
		site: Origin,
		isSymbolic: boolean,
		inputs: readonly Spec[],
		tell: () => SnapshotDetail,
	): void;
	all(): readonly ObjectUse[];
}

const LIMIT = 24;

export function createObjectUses(): ObjectUses {
	const byObject = new Map<InstanceValue, ObjectUse[]>();
	return {
		add(self, site, isSymbolic, inputs, tell) {
			const uses = byObject.get(self) ?? [];
			if (uses.length >= LIMIT || uses.some((use) => isSame(use, site, inputs))) return;
			uses.push({ site, isSymbolic, detail: tell() });
			byObject.set(self, uses);
		},
		all: () => [...byObject.values()].flat(),
	};
}

const isSame = ({ site, detail }: ObjectUse, { path, start, end }: Origin, inputs: readonly Spec[]): boolean =>
	site.start === start &&
	site.end === end &&
	site.path === path &&
	detail.inputs?.length === inputs.length &&
	inputs.every((spec, index) => isSameSpec(spec, detail.inputs?.[index]));

const isSameSpec = (one: Spec, other: Spec | undefined): boolean =>
	other !== undefined && one.dtype === other.dtype && sameShape(one.shape, other.shape);
