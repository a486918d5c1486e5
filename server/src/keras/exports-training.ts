import type { Exports } from "./exported-names";

/** The public names of the modules of Keras that are about training, data and tools. */
const words = (text: string): readonly string[] => text.split(" ");

/** `tf.keras` has these by their short names only. */
const LONG_NAMES = words(
	"kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error",
);

export const TRAINING_EXPORTS: Readonly<Record<string, Exports>> = {
	"keras.callbacks": {
		both: words(
			"BackupAndRestore CSVLogger Callback CallbackList EarlyStopping History LambdaCallback LearningRateScheduler ModelCheckpoint ProgbarLogger ReduceLROnPlateau RemoteMonitor TensorBoard TerminateOnNaN",
		),
		keras2: words("BaseLogger SidecarEvaluatorModelExport experimental"),
		keras3: words("OrbaxCheckpoint SwapEMAWeights"),
	},
	"keras.datasets": {
		both: words("boston_housing cifar10 cifar100 fashion_mnist imdb mnist reuters"),
		keras2: [],
		keras3: words("california_housing"),
	},
	"keras.losses": {
		both: words(
			"BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Hinge Huber KLDivergence LogCosh Loss MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge binary_crossentropy binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy categorical_hinge cosine_similarity deserialize get hinge huber kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson serialize sparse_categorical_crossentropy squared_hinge",
		),
		keras2: words("KLD MAE MAPE MSE MSLE Reduction kld kullback_leibler_divergence logcosh mae mape mse msle"),
		keras3: words(
			"CTC CategoricalGeneralizedCrossEntropy Circle Dice Tversky categorical_generalized_cross_entropy circle ctc dice tversky",
		),
		legacy: words("KLD MAE MAPE MSE MSLE Reduction kld kullback_leibler_divergence logcosh mae mape mse msle"),
		notLegacy: LONG_NAMES,
	},
	"keras.metrics": {
		both: words(
			"AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy CategoricalHinge CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanSquaredError MeanSquaredLogarithmicError Metric OneHotIoU OneHotMeanIoU Poisson Precision PrecisionAtRecall R2Score Recall RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives TruePositives binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy categorical_crossentropy categorical_focal_crossentropy deserialize get hinge kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson serialize sparse_categorical_accuracy sparse_categorical_crossentropy sparse_top_k_categorical_accuracy squared_hinge top_k_categorical_accuracy",
		),
		keras2: words(
			"KLD MAE MAPE MSE MSLE MeanRelativeError MeanTensor experimental kld kullback_leibler_divergence logcosh mae mape mse msle",
		),
		keras3: words(
			"ConcordanceCorrelation PearsonCorrelation categorical_hinge concordance_correlation huber pearson_correlation",
		),
		legacy: words("KLD MAE MAPE MSE MSLE kld kullback_leibler_divergence logcosh mae mape mse msle"),
		notLegacy: LONG_NAMES,
	},
	"keras.mixed_precision": {
		both: words("LossScaleOptimizer Policy global_policy set_global_policy"),
		keras2: [],
		keras3: words("DTypePolicy dtype_policy set_dtype_policy"),
	},
	"keras.optimizers": {
		both: words(
			"Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lion Nadam Optimizer RMSprop SGD deserialize get legacy schedules serialize",
		),
		keras2: words("experimental"),
		keras3: words("Lamb LossScaleOptimizer MultiOptimizer Muon OptimizerMap ScheduleFreeAdamW"),
	},
	"keras.optimizers.legacy": {
		both: words("Adagrad Adam Ftrl Optimizer RMSprop SGD"),
		keras2: words("Adadelta Adamax Nadam"),
		keras3: [],
	},
	"keras.optimizers.schedules": {
		both: words(
			"CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay LearningRateSchedule PiecewiseConstantDecay PolynomialDecay deserialize serialize",
		),
		keras2: [],
		keras3: [],
	},
	"keras.preprocessing": {
		both: words(
			"image image_dataset_from_directory sequence text_dataset_from_directory timeseries_dataset_from_array",
		),
		keras2: words("text"),
		keras3: [],
		legacy: words("text"),
	},
	"keras.preprocessing.image": {
		both: words("array_to_img img_to_array load_img save_img smart_resize"),
		keras2: words(
			"DirectoryIterator ImageDataGenerator Iterator NumpyArrayIterator apply_affine_transform apply_brightness_shift apply_channel_shift random_brightness random_channel_shift random_rotation random_shear random_shift random_zoom",
		),
		keras3: [],
		legacy: words(
			"DirectoryIterator ImageDataGenerator Iterator NumpyArrayIterator apply_affine_transform apply_brightness_shift apply_channel_shift random_brightness random_channel_shift random_rotation random_shear random_shift random_zoom",
		),
	},
	"keras.preprocessing.sequence": {
		both: words("pad_sequences"),
		keras2: words("TimeseriesGenerator make_sampling_table skipgrams"),
		keras3: [],
		legacy: words("TimeseriesGenerator make_sampling_table skipgrams"),
	},
	"keras.preprocessing.text": {
		both: [],
		keras2: words("Tokenizer hashing_trick one_hot text_to_word_sequence tokenizer_from_json"),
		keras3: [],
		legacy: words("Tokenizer hashing_trick one_hot text_to_word_sequence tokenizer_from_json"),
	},
	"keras.utils": {
		both: words(
			"CustomObjectScope FeatureSpace Progbar Sequence array_to_img audio_dataset_from_directory custom_object_scope deserialize_keras_object disable_interactive_logging enable_interactive_logging get_custom_objects get_file get_registered_name get_registered_object get_source_inputs image_dataset_from_directory img_to_array is_interactive_logging_enabled legacy load_img model_to_dot normalize pack_x_y_sample_weight pad_sequences plot_model register_keras_serializable save_img serialize_keras_object set_random_seed split_dataset text_dataset_from_directory timeseries_dataset_from_array to_categorical unpack_x_y_sample_weight",
		),
		keras2: words(
			"GeneratorEnqueuer OrderedEnqueuer SequenceEnqueuer SidecarEvaluator StepsPerExecutionTuner TimedThread experimental to_ordinal warmstart_embedding_matrix",
		),
		keras3: words("Config PyDataset bounding_boxes clear_session is_keras_tensor standardize_dtype"),
	},
};
