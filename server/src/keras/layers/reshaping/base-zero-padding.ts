import { isStatic, type Spec, spec } from "../../../domain";
import { raise } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import { requireOneTensor } from "../../utils/one-tensor";
import { isEager, outputDType } from "../../utils/tf-op";
import { mapSpatial, resized3, type SpatialPairs } from "./spatial-pairs";

/** Adds zeros around every spatial axis. Keras 2 hands the amounts to an op, Keras 3 adds them to the shape. */
export function callZeroPadding(config: SpatialPairs, context: CallContext): Spec {
	const rank = config.pairs.length;
	requireOneTensor(
		context.argument,
		config.layer,
		context.world === "keras2"
			? { sequence: "ValueError", dict: "TypeError" }
			: { sequence: "IndexError", dict: "KeyError" },
	);
	if (context.world === "keras2") checkAmounts2(config, context);
	else if (context.mode !== "symbolic") checkNegative(config, context);
	const shape = mapSpatial(context, rank, config.channelsFirst, (length, axis, whole) =>
		resized3(config, 1, length, axis, whole),
	);
	const dtype = context.world === "keras2" ? (context.inputs[0] as Spec).dtype : outputDType(context, "kept");
	return spec(shape, dtype);
}

const amounts = ({ pairs }: SpatialPairs) => pairs.flat();

/** The op looks at the amounts whatever the shape. */
function checkAmounts2(config: SpatialPairs, context: CallContext): void {
	if (amounts(config).some((amount) => amount.isFloat)) {
		raise({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `${config.layer} takes ints for padding, found a float`,
		});
	}
	checkNegative(config, context);
}

function checkNegative(config: SpatialPairs, context: CallContext): void {
	if (!amounts(config).some(({ dim }) => isStatic(dim) && dim < 0)) return;
	raise({
		code: "invalid-layer-argument",
		exception: isEager(context) ? "InvalidArgumentError" : "ValueError",
		message: `${config.layer} takes no negative padding`,
	});
}
