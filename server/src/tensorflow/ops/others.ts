import type { FunctionModel } from "../../interpreter/api";
import { raise, vague } from "../../interpreter/api";
import { defineOp, symbolFacts, tensorsOf } from "../op";

/**
 * Functions on tensors whose shapes are not followed. Real TensorFlow was asked for each: with Keras 3 none takes a
 * KerasTensor. The values of the table are their names below `tensorflow.<key>`.
 */
const NAMES: Readonly<Record<string, string>> = {
	"":
		"approx_top_k as_string assert_equal assert_greater assert_less assert_rank batch_to_space " +
		"check_pinned complex dynamic_partition eig eigvals fftnd " +
		"fingerprint foldl foldr guarantee_const histogram_fixed_width histogram_fixed_width_bins identity_n " +
		"ifftnd irfftnd matrix_square_root ragged_fill_empty_rows ragged_fill_empty_rows_grad " +
		"random_index_shuffle realdiv required_space_to_batch_paddings reverse_sequence rfftnd scalar_mul " +
		"scan scatter_nd searchsorted sequence_mask shape_n space_to_batch space_to_batch_nd strided_slice " +
		"tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub " +
		"tensor_scatter_nd_update unique unique_with_counts unravel_index vectorized_map",
	audio: "decode_wav encode_wav",
	bitwise: "bitwise_and bitwise_or bitwise_xor left_shift right_shift",
	debugging:
		"assert_all_finite assert_equal assert_greater assert_greater_equal assert_less assert_less_equal " +
		"assert_near assert_negative assert_non_negative assert_non_positive assert_none_equal " +
		"assert_positive assert_rank assert_rank_at_least assert_rank_in assert_scalar assert_type",
	linalg:
		"adjoint banded_triangular_solve cholesky_solve cross det diag diag_part eig eigh eigvals eigvalsh " +
		"expm global_norm logdet logm lstsq lu lu_matrix_inverse lu_reconstruct lu_solve matrix_rank " +
		"pinv qr set_diag slogdet solve sqrtm svd tensor_diag tensor_diag_part trace " +
		"triangular_solve tridiagonal_matmul",
	math:
		"angle approx_max_k approx_min_k bessel_i0 bessel_i0e bessel_i1 bessel_i1e betainc bincount " +
		"confusion_matrix conj count_nonzero cumulative_logsumexp erfc erfcinv erfinv igamma igammac imag " +
		"in_top_k invert_permutation is_non_decreasing is_strictly_increasing lbeta ndtri nextafter polygamma " +
		"polyval real reciprocal_no_nan scalar_mul segment_max segment_mean segment_min segment_prod " +
		"segment_sum sobol_sample softsign unsorted_segment_max unsorted_segment_mean unsorted_segment_min " +
		"unsorted_segment_prod unsorted_segment_sqrt_n unsorted_segment_sum xlog1py zero_fraction zeta",
	quantization:
		"dequantize fake_quant_with_min_max_args fake_quant_with_min_max_args_gradient " +
		"fake_quant_with_min_max_vars fake_quant_with_min_max_vars_gradient " +
		"fake_quant_with_min_max_vars_per_channel fake_quant_with_min_max_vars_per_channel_gradient quantize " +
		"quantize_and_dequantize quantize_and_dequantize_v2",
	ragged:
		"cross cross_hashed range row_splits_to_segment_ids segment_ids_to_row_splits stack " + "stack_dynamic_partitions",
	random:
		"categorical create_rng_state fold_in gamma poisson split stateless_binomial stateless_categorical " +
		"stateless_gamma stateless_parameterized_truncated_normal stateless_poisson " +
		"stateless_truncated_normal",
	sets: "difference intersection size union",
	signal:
		"dct fft fft2d fft3d fftnd fftshift frame hamming_window hann_window idct ifft ifft2d ifft3d ifftnd " +
		"ifftshift inverse_mdct inverse_stft irfft irfft2d irfft3d irfftnd kaiser_bessel_derived_window " +
		"kaiser_window mdct mfccs_from_log_mel_spectrograms overlap_and_add rfft rfft2d rfft3d rfftnd stft " +
		"vorbis_window",
	sparse: "bincount cross segment_mean segment_sqrt_n segment_sum",
	strings:
		"as_string bytes_split join length lower ngrams reduce_join regex_full_match regex_replace split " +
		"strip substr to_hash_bucket to_hash_bucket_fast to_number unicode_decode unicode_decode_with_offsets " +
		"unicode_encode unicode_script unicode_split unicode_split_with_offsets unsorted_segment_join upper",
};

/** Functions that Keras 2 does not dispatch either. */
const NOT_DISPATCHED: ReadonlySet<string> = new Set([
	"required_space_to_batch_paddings",
	"signal.fftnd",
	"signal.ifftnd",
	"signal.irfft",
	"signal.irfft2d",
	"signal.irfft3d",
	"signal.irfftnd",
	"signal.rfft",
	"signal.rfft2d",
	"signal.rfft3d",
	"signal.rfftnd",
	"sparse.cross",
	"sparse.from_dense",
	"sparse.segment_mean",
	"sparse.segment_sqrt_n",
	"sparse.segment_sum",
	"vectorized_map",
]);

const define = (name: string): FunctionModel =>
	defineOp(name, "*args, **kwargs", (args) => {
		const given = [...args.bound.rest, ...args.bound.extra];
		const isSymbolic = given.some(({ value }) => tensorsOf(value).some((tensor) => tensor.flavor === "KerasTensor"));
		if (isSymbolic && args.world === "keras2" && NOT_DISPATCHED.has(name)) {
			raise({
				code: "keras-tensor-in-tf-function",
				exception: "TypeError",
				message: `tf.${name} cannot take a KerasTensor; use it inside a layer's call`,
				facts: args.machine.inGraph
					? {}
					: {
							...symbolFacts({ positional: args.bound.rest, keywords: args.bound.extra, origin: args.origin }),
							function: `tf.${name}`,
						},
			});
		}
		return vague(`the shape that tf.${name} gives is not followed`);
	});

export const OTHER_OPS: readonly FunctionModel[] = Object.entries(NAMES).flatMap(([module, names]) =>
	names.split(" ").map((name) => define(module ? `${module}.${name}` : name)),
);
