/** Functions that Keras 2 does not dispatch: they take no KerasTensor there either. */
export const NOT_DISPATCHED: ReadonlySet<string> = new Set(
	(
		"compat.v1.placeholder_with_default guarantee_const linalg.banded_triangular_solve linalg.logm linalg.slogdet required_space_to_batch_paddings " +
		"io.serialize_tensor sparse.from_dense sparse.segment_mean sparse.segment_sqrt_n sparse.segment_sum"
	)
		.split(" ")
		.map((name) => `tensorflow.${name}`),
);
