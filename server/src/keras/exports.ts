import type { World } from "../domain";
import { isApplicationExport } from "./applications/exports";
import type { Exports } from "./exported-names";
import { TRAINING_EXPORTS } from "./exports-training";

/** The public names of modules of Keras whose every name is listed here, as the real modules have them. */
const words = (text: string): readonly string[] => text.split(" ");

/** `keras.layers.experimental.preprocessing` of Keras 2. */
export const PREPROCESSING = words(
	"CategoryEncoding CenterCrop Discretization HashedCrossing Hashing IntegerLookup Normalization PreprocessingLayer RandomContrast RandomCrop RandomFlip RandomHeight RandomRotation RandomTranslation RandomWidth RandomZoom Rescaling Resizing StringLookup TextVectorization",
);

const EXPORTS: Readonly<Record<string, Exports>> = {
	...TRAINING_EXPORTS,
	keras: {
		both: words(
			"Input Model Sequential activations applications backend callbacks constraints datasets export initializers layers losses metrics mixed_precision models optimizers preprocessing regularizers saving utils",
		),
		keras2: words("dtensor estimator experimental"),
		keras3: words(
			"DTypePolicy FloatDTypePolicy Function Initializer InputSpec KerasTensor Layer Loss Metric Operation Optimizer Quantizer Regularizer RematScope StatelessScope SymbolicScope Variable config device distillation distribution dtype_policies legacy name_scope ops quantizers random remat src tree version visualization wrappers",
		),
	},
	"keras.backend": {
		both: words(
			"backend clear_session epsilon floatx get_uid image_data_format is_keras_tensor set_epsilon set_floatx set_image_data_format",
		),
		keras2: words(
			"abs all any arange argmax argmin batch_dot batch_flatten batch_get_value batch_normalization batch_set_value bias_add binary_crossentropy binary_focal_crossentropy cast cast_to_floatx categorical_crossentropy categorical_focal_crossentropy clip concatenate constant conv1d conv2d conv2d_transpose conv3d cos count_params ctc_batch_cost ctc_decode ctc_label_dense_to_sparse cumprod cumsum depthwise_conv2d dot dropout dtype elu equal eval exp expand_dims experimental eye flatten foldl foldr function gather get_value gradients greater greater_equal hard_sigmoid in_test_phase in_top_k in_train_phase int_shape is_sparse l2_normalize learning_phase learning_phase_scope less less_equal local_conv1d local_conv2d log manual_variable_initialization map_fn max maximum mean min minimum moving_average_update name_scope ndim normalize_batch_in_training not_equal one_hot ones ones_like permute_dimensions placeholder pool2d pool3d pow print_tensor prod random_bernoulli random_binomial random_normal random_normal_variable random_uniform random_uniform_variable relu repeat repeat_elements reset_uids reshape resize_images resize_volumes reverse rnn round separable_conv2d set_learning_phase set_value shape sigmoid sign sin softmax softplus softsign sparse_categorical_crossentropy spatial_2d_padding spatial_3d_padding sqrt square squeeze stack std stop_gradient sum switch tanh temporal_padding tile to_dense transpose truncated_normal update update_add update_sub var variable zeros zeros_like",
		),
		keras3: words("is_float_dtype is_int_dtype result_type standardize_dtype"),
		legacy: words(
			"abs all any arange argmax argmin batch_dot batch_flatten batch_get_value batch_normalization batch_set_value bias_add binary_crossentropy binary_focal_crossentropy cast cast_to_floatx categorical_crossentropy categorical_focal_crossentropy clip concatenate constant conv1d conv2d conv2d_transpose conv3d cos count_params ctc_batch_cost ctc_decode ctc_label_dense_to_sparse cumprod cumsum depthwise_conv2d dot dropout dtype elu equal eval exp expand_dims eye flatten foldl foldr gather get_value gradients greater greater_equal hard_sigmoid in_top_k int_shape is_sparse l2_normalize less less_equal log map_fn max maximum mean min minimum moving_average_update name_scope ndim not_equal one_hot ones ones_like permute_dimensions pool2d pool3d pow prod random_bernoulli random_normal random_normal_variable random_uniform random_uniform_variable relu repeat repeat_elements reshape resize_images resize_volumes reverse rnn round separable_conv2d set_value shape sigmoid sign sin softmax softplus softsign sparse_categorical_crossentropy spatial_2d_padding spatial_3d_padding sqrt square squeeze stack std stop_gradient sum switch tanh temporal_padding tile to_dense transpose truncated_normal update update_add update_sub var variable zeros zeros_like",
		),
	},
	"keras.models": {
		both: words("Model Sequential clone_model load_model model_from_json save_model"),
		keras2: words("experimental model_from_config model_from_yaml"),
		keras3: words(""),
	},
	"keras.activations": {
		both: words(
			"deserialize elu exponential gelu get hard_sigmoid linear mish relu selu serialize sigmoid softmax softplus softsign swish tanh",
		),
		keras2: words(""),
		keras3: words(
			"celu glu hard_shrink hard_silu hard_swish hard_tanh leaky_relu log_sigmoid log_softmax relu6 silu soft_shrink sparse_plus sparse_sigmoid sparsemax squareplus tanh_shrink threshold",
		),
	},
	"keras.constraints": {
		both: words(
			"Constraint MaxNorm MinMaxNorm NonNeg UnitNorm deserialize get max_norm min_max_norm non_neg serialize unit_norm",
		),
		keras2: words("RadialConstraint radial_constraint"),
		keras3: words(""),
	},
	"keras.initializers": {
		both: words(
			"Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity Initializer LecunNormal LecunUniform Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros constant deserialize get glorot_normal glorot_uniform he_normal he_uniform identity lecun_normal lecun_uniform ones orthogonal random_normal random_uniform serialize truncated_normal variance_scaling zeros",
		),
		keras2: words(""),
		keras3: words("IdentityInitializer OrthogonalInitializer STFT STFTInitializer stft"),
	},
	"keras.layers": {
		both: words(
			"Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D Dense DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization HashedCrossing Hashing Identity Input InputLayer InputSpec IntegerLookup LSTM LSTMCell Lambda Layer LayerNormalization LeakyReLU Masking MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention Multiply Normalization PReLU Permute RNN RandomBrightness RandomContrast RandomCrop RandomFlip RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract TextVectorization TimeDistributed UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D ZeroPadding2D ZeroPadding3D add average concatenate deserialize dot maximum minimum multiply serialize subtract",
		),
		keras2: words(
			"AbstractRNNCell DenseFeatures LocallyConnected1D LocallyConnected2D RandomHeight RandomWidth ThresholdedReLU experimental",
		),
		keras3: words(
			"AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D AugMix AutoContrast ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization FlaxLayer GroupQueryAttention JaxLayer MaxNumBoundingBoxes MelSpectrogram MixUp Pipeline RMSNormalization RandAugment RandomColorDegeneration RandomColorJitter RandomElasticTransform RandomErasing RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomSaturation RandomSharpness RandomShear ReversibleEmbedding STFTSpectrogram Solarization TFSMLayer TorchModuleWrapper",
		),
		legacy: words("RandomHeight RandomWidth ThresholdedReLU"),
	},
	"keras.layers.experimental": {
		both: [],
		keras2: words("EinsumDense RandomFourierFeatures SyncBatchNormalization preprocessing"),
		keras3: [],
	},
	"keras.layers.experimental.preprocessing": { both: [], keras2: PREPROCESSING, keras3: [] },
	"keras.regularizers": {
		both: words(
			"L1 L1L2 L2 OrthogonalRegularizer Regularizer deserialize get l1 l1_l2 l2 orthogonal_regularizer serialize",
		),
		keras2: words(""),
		keras3: words(""),
	},
};

/** Packages of Keras that are attributes without being public. */
const INTERNAL: ReadonlySet<string> = new Set(["src", "api", "engine", "legacy", "python"]);

/** Whether a module exports a name; absent when the module's names are not listed. */
export function isExported(name: string, world: World, viaTensorflow: boolean): boolean | undefined {
	const dot = name.lastIndexOf(".");
	const exports = EXPORTS[name.slice(0, dot)];
	const own = name.slice(dot + 1);
	if (own.startsWith("_") || INTERNAL.has(own)) return undefined;
	if (!exports) return isApplicationExport(name.slice(0, dot), own, world);
	if (world === "keras3" && viaTensorflow && exports.notLegacy?.includes(own)) return false;
	if (exports.both.includes(own) || exports[world].includes(own)) return true;
	return world === "keras3" && viaTensorflow && exports.legacy?.includes(own) === true;
}
