import { unknown, type Value, type World } from "../domain";
import { type ClassModel, type LibraryModel, raise } from "../interpreter/api";
import { defineGetter } from "./engine/get-function";
import { defineObject, type ObjectDefinition } from "./engine/library-object";

/** `keras.regularizers`. Mirrors keras/src/regularizers.py (2.15) and keras/src/regularizers/regularizers.py (3). */

/** A penalty factor: Keras 2 takes any finite number, Keras 3 none below zero. `None` stands for the default. */
export function checkPenalty(value: Value, name: string, world: World): void {
	if (value.kind === "none" || value.kind === "unknown") return;
	if (value.kind === "tensor" || value.kind === "instance") return;
	const isNumber = value.kind === "int" || value.kind === "float" || value.kind === "bool";
	const number = isNumber && typeof value.value !== "boolean" ? value.value : undefined;
	const isBad = number !== undefined && (!Number.isFinite(number) || (world === "keras3" && number < 0));
	if (isNumber && !isBad) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${name} must be a number${world === "keras3" ? " that is not negative" : ""}`,
		argument: name,
	});
}

const regularizer = (name: string, aliases: readonly string[], more: Partial<ObjectDefinition<object>>): ClassModel =>
	defineObject<object>({
		name: `keras.regularizers.${name}`,
		aliases: aliases.map((alias) => `keras.regularizers.${alias}`),
		type: "regularizer",
		signature: "",
		call: () => unknown({ text: "a penalty is computed at run time" }),
		...more,
	});

const penalties =
	(...names: readonly string[]): NonNullable<ObjectDefinition<object>["construct"]> =>
	(bound, { world }) => {
		for (const name of names) {
			const former = name === "l1" || name === "l2" ? bound.extra.find((each) => each.name === "l")?.value : undefined;
			checkPenalty(former ?? bound.get(name), name, world);
		}
		for (const extra of bound.extra) {
			if (extra.name === "l") continue;
			raise({
				code: "python-error",
				exception: "TypeError",
				message: `a regularizer does not take the argument ${extra.name}`,
			});
		}
		return {};
	};

function checkMode(mode: Value): void {
	if (mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined)) return;
	if (mode.kind === "str" && (mode.value === "rows" || mode.value === "columns")) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: 'mode of OrthogonalRegularizer must be "rows" or "columns"',
		argument: "mode",
	});
}

export const REGULARIZERS: readonly LibraryModel[] = [
	regularizer("Regularizer", [], {}),
	regularizer("L1", ["l1"], {
		signature: { keras2: "l1=0.01, **kwargs", keras3: "l1=0.01" },
		construct: penalties("l1"),
	}),
	regularizer("L2", ["l2"], {
		signature: { keras2: "l2=0.01, **kwargs", keras3: "l2=0.01" },
		construct: penalties("l2"),
	}),
	regularizer("L1L2", [], { signature: "l1=0.0, l2=0.0", construct: penalties("l1", "l2") }),
	regularizer("l1_l2", [], {
		signature: { keras2: "l1=0.01, l2=0.01", keras3: "l1=0.0, l2=0.0" },
		construct: penalties("l1", "l2"),
	}),
	regularizer("OrthogonalRegularizer", ["orthogonal_regularizer"], {
		signature: "factor=0.01, mode='rows'",
		construct: (bound, { world }) => {
			if (world === "keras3") checkPenalty(bound.get("factor"), "factor", world);
			checkMode(bound.get("mode"));
			return {};
		},
	}),
	...defineGetter("regularizers", "regularizer"),
];
