import type { Value } from "../../../domain";
import { asInt, readNumber } from "../../engine/argument-readers";
import { policyOrUnknown } from "../../engine/base-arguments";
import type { BuildContext, LayerArguments } from "../../engine/layer-definition";

/** What Keras 2 knows about its fused kernel before it sees an input. */
export interface Fusing {
	/** True: demanded. Absent: used where it can be. */
	readonly fused: boolean | undefined;
	readonly hasVirtualBatches: boolean;
	readonly virtualBatchSize: number | undefined;
	readonly hasAdjustment: boolean;
}

/** The axes that the kernel can have, for rank 4 or 5. */
const FUSABLE: readonly number[] = [-4, -3, -1, 1, 3, 4];

/** Mirrors `_raise_if_fused_cannot_be_used` and what the constructor makes of it. */
export function readFusing(args: LayerArguments, axes: readonly Value[], renorm: boolean): Fusing {
	const extra = (name: string): Value | undefined => {
		const value = args.bound.extra.find((each) => each.name === name)?.value;
		return value?.kind === "none" ? undefined : value;
	};
	const truth = (value: Value | undefined) => value && args.machine.truth(value, { path: "", start: 0, end: 0 });
	const virtual = extra("virtual_batch_size");
	const isSynchronized = truth(args.get("synchronized")) === true;
	const asked = isSynchronized ? false : extra("fused") && truth(extra("fused"));
	const { compute } = policyOrUnknown(args);
	const isHalfOrSingle = typeof compute !== "string" || ["float16", "bfloat16", "float32"].includes(compute);
	const first = axes[0] && asInt(axes[0]);
	if (axes.length === 0) emptyAxis(args);
	const obstacle = renorm
		? "renorm=True"
		: axes.length > 1 || (first !== undefined && !FUSABLE.includes(first))
			? "this axis"
			: virtual
				? "virtual_batch_size"
				: extra("adjustment")
					? "adjustment"
					: isHalfOrSingle
						? undefined
						: `dtype ${compute}`;
	if (asked === true && obstacle) {
		args.fail({
			code: "invalid-layer-argument",
			message: `fused=True of BatchNormalization cannot be combined with ${obstacle}`,
			argument: "fused",
		});
	}
	return {
		fused: asked === undefined && obstacle ? false : asked,
		hasVirtualBatches: virtual !== undefined,
		virtualBatchSize: virtual && readNumber(virtual),
		hasAdjustment: extra("adjustment") !== undefined,
	};
}

function emptyAxis(args: LayerArguments): never {
	return args.fail({
		code: "invalid-layer-argument",
		exception: "IndexError",
		message: "axis of BatchNormalization is empty",
		argument: "axis",
	});
}

/** Whether the kernel is used for an input of this rank, as `chooseFused` leaves it. */
export function isFused({ fused }: Fusing, axes: readonly number[], rank: number): boolean {
	if (fused === false || (rank !== 4 && rank !== 5)) return false;
	const axis = axes[0] !== undefined && axes[0] < 0 ? axes[0] + rank : axes[0];
	return axes.length === 1 && (axis === 1 || axis === rank - 1);
}

/** What the input's rank says about the kernel. Mirrors the first half of `BatchNormalizationBase.build`. */
export function chooseFused(fusing: Fusing, axes: readonly number[], context: BuildContext): void {
	const fail = (message: string, argument: string): never =>
		context.fail({ code: "invalid-layer-argument", message, argument });
	if (fusing.hasVirtualBatches) {
		if (fusing.virtualBatchSize !== undefined && fusing.virtualBatchSize <= 0)
			fail("virtual_batch_size must be a positive integer", "virtual_batch_size");
		if (axes.includes(0)) fail("with virtual batches, axis cannot be the batch", "axis");
		if (fusing.hasAdjustment) fail("virtual batches take no adjustment", "adjustment");
	}
	const rank = context.shape.dims.length;
	if (fusing.fused === false || (fusing.fused === undefined && rank !== 4 && rank !== 5)) return;
	if (rank !== 4 && rank !== 5) {
		context.fail({
			code: "input-rank",
			message: `BatchNormalization with fused=True needs an input of ndim 4 or 5, found ndim=${rank}`,
			facts: { rank, expected: 4 },
		});
	}
	if (rank === 4 && !(axes.length === 1 && (axes[0] === 1 || axes[0] === 3)))
		fail("the fused kernel normalizes axis 1 or 3 of a 4D input: pass fused=False for another", "axis");
}
