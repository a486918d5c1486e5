import { type Dim, type DType, ranked, spec, type TensorValue, tuple, type Value, type World } from "../../domain";
import {
	type Bound,
	defineFunction,
	type FunctionModel,
	type FunctionOptions,
	type LibraryCall,
} from "../../interpreter/api";

/** One of the arrays that a dataset consists of. */
export interface ArrayForm {
	readonly shape: readonly Dim[];
	readonly dtype: DType;
}

/** Inputs and labels, for training and for testing. */
export interface Split {
	readonly train: readonly [ArrayForm, ArrayForm];
	readonly test: readonly [ArrayForm, ArrayForm];
}

const array = ({ shape, dtype }: ArrayForm, world: World): TensorValue => ({
	kind: "tensor",
	flavor: "ndarray",
	spec: spec(ranked(shape), dtype),
	world,
});

/** `keras.datasets.<name>.load_data`: `(x_train, y_train), (x_test, y_test)` as NumPy arrays. */
export const loadData = (
	name: string,
	signature: string,
	read: (bound: Bound, call: LibraryCall) => Split,
	options: FunctionOptions = {},
): FunctionModel =>
	defineFunction(
		`keras.datasets.${name}.load_data`,
		signature,
		(bound, call): Value => {
			const { train, test } = read(bound, call);
			const pair = (forms: readonly ArrayForm[]): Value => tuple(forms.map((form) => array(form, call.world)));
			return tuple([pair(train), pair(test)]);
		},
		options,
	);
