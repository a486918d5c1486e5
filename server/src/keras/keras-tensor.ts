import { bool, int, type Origin, str, type TensorValue, unknown, type Value } from "../domain";
import type { Machine, TypeModel } from "../interpreter/api";
import { raise } from "../interpreter/api";
import { shapeToValue } from "./engine/shape-value";

const isKerasTensor = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";

/** A KerasTensor. Mirrors `KerasTensor` of keras/src/backend/common/keras_tensor.py (3) and engine/keras_tensor.py (2.15). */
export const KerasTensorType: TypeModel = {
	handles: isKerasTensor,
	attribute: (self, name, _machine, origin) => (isKerasTensor(self) ? tensorAttribute(self, name, origin) : undefined),
	typeName: () => "KerasTensor",
	truth: (self, machine, origin) => rejectTruth(self, machine, origin),
};

function tensorAttribute(self: TensorValue, name: string, origin: Origin): Value | undefined {
	const { shape, dtype } = self.spec;
	switch (name) {
		case "shape":
			return shapeToValue(shape, self.world);
		case "dtype":
			if (typeof dtype !== "string") return unknown(dtype.why);
			return self.world === "keras2" ? { kind: "dtype", dtype } : str(dtype);
		case "ndim":
			return self.world === "keras3" && shape.kind === "ranked"
				? int(shape.dims.length)
				: unknown({ text: "the rank", origin });
		case "name":
			return { kind: "str" };
		case "sparse":
		case "ragged":
			return self.world === "keras3" ? bool(false) : undefined;
		default:
			return unknown({ text: `the attribute ${name} of a KerasTensor is not modelled`, origin });
	}
}

function rejectTruth(self: Value, _machine: Machine, _origin: Origin): never {
	const world = isKerasTensor(self) ? self.world : "keras3";
	raise({
		code: "python-error",
		exception: "TypeError",
		message:
			world === "keras3" ? "a symbolic KerasTensor cannot be used as a boolean" : "a KerasTensor has no truth value",
	});
}
