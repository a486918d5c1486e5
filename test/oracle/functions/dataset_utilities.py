"""Datasets that `keras.utils` makes of folders and arrays. The folders are made by record_functions.py: two classes, a few files."""

from .sampling import Function as F

U = "keras.utils"
P = "tf.keras.preprocessing"
SPEC = "repr({}.element_spec)"


def specs(calls):
    return [SPEC.format(call) for call in calls]


IMAGE_ARGUMENTS = [
    "", "label_mode='int'", "label_mode='categorical'", "label_mode='binary'", "label_mode=None", "labels=None", "labels=None, label_mode='categorical'", "image_size=(64, 64)", "image_size=(32, 48)", "image_size=[20, 30]", "image_size=64", "image_size=(64, 64, 3)",
    "image_size=None", "color_mode='grayscale'", "color_mode='rgba'", "color_mode='RGB'", "color_mode=3", "batch_size=8", "batch_size=None", "batch_size=8, label_mode=None", "batch_size=None, label_mode='categorical'", "interpolation='nearest'", "interpolation='lanczos3'", "interpolation='linear'",
    "validation_split=0.5, subset='training', seed=1", "validation_split=0.5, subset='validation', seed=1, image_size=(16, 16)", "validation_split=0.5, subset='validation', shuffle=False", "validation_split=0.5, subset='training'", "validation_split=0.5", "subset='training'",
    "validation_split=2, subset='training', seed=1", "validation_split=0.5, subset='test', seed=1", "crop_to_aspect_ratio=True", "crop_to_aspect_ratio=True, image_size=(10, 12), color_mode='grayscale'", "pad_to_aspect_ratio=True", "data_format='channels_first'", "label_mode='ints'", "class_names=['x', 'y']",
    "class_names=['y', 'x'], label_mode='categorical'", "labels='yes'", "labels=[0, 1, 0, 1]", "labels=[0, 1, 0, 1], label_mode='categorical'", "'inferred', 'categorical'", "labels='inferred', label_mode='categorical', image_size=(24, 24), batch_size=2, shuffle=True, seed=3", "nothing=1", "verbose=False", "format='tf'",
    "seed=5, shuffle=False, follow_links=True", "image_size=(180, 180), batch_size=32, validation_split=0.5, subset='training', seed=123",
]
IMAGES = [f"{U}.image_dataset_from_directory(IMAGES{', ' if each else ''}{each})" for each in IMAGE_ARGUMENTS]
MORE_IMAGES = [f"{module}.image_dataset_from_directory(IMAGES, image_size=(20, 20){rest})" for module in (P, "tf.keras.utils", "keras.preprocessing") for rest in ("", ", label_mode='categorical', batch_size=None", ", color_mode='grayscale'")]
BOTH = [f"{U}.image_dataset_from_directory(IMAGES, validation_split=0.5, subset='both', seed=1{rest})" for rest in ("", ", label_mode='categorical'", ", batch_size=None", ", image_size=(12, 14), color_mode='rgba'", ", label_mode=None")]
TEXT_ARGUMENTS = [
    "", "label_mode='int'", "label_mode='categorical'", "label_mode='binary'", "label_mode=None", "labels=None", "batch_size=None", "batch_size=4", "batch_size=None, label_mode='binary'", "max_length=20", "validation_split=0.5, subset='training', seed=1",
    "validation_split=0.5, subset='training'", "subset='validation'", "label_mode='no'", "labels=3", "class_names=['x', 'y'], label_mode='categorical'", "batch_size=32, validation_split=0.5, subset='validation', seed=42", "shuffle=False", "no=1",
]
TEXTS = [f"{U}.text_dataset_from_directory(TEXTS{', ' if each else ''}{each})" for each in TEXT_ARGUMENTS] + [f"{P}.text_dataset_from_directory(TEXTS)"]
AUDIO_ARGUMENTS = [
    "", "output_sequence_length=16000", "output_sequence_length=100, batch_size=4", "label_mode='categorical'", "label_mode=None", "label_mode='binary', output_sequence_length=50", "batch_size=None", "batch_size=None, output_sequence_length=64", "ragged=True", "ragged=True, batch_size=None", "ragged=True, output_sequence_length=10",
    "validation_split=0.5, subset='training', seed=0, output_sequence_length=30", "sampling_rate='a'", "sampling_rate=-1", "label_mode='no'", "subset='training'", "ragged=True, label_mode=None, batch_size=8", "no=3",
]
AUDIO = [f"{U}.audio_dataset_from_directory(SOUNDS{', ' if each else ''}{each})" for each in AUDIO_ARGUMENTS]
AUDIO_BOTH = [f"{U}.audio_dataset_from_directory(SOUNDS, validation_split=0.5, subset='both', seed=0{rest})" for rest in ("", ", output_sequence_length=40", ", ragged=True")]
SERIES_DATA = ["np.arange(100)", "np.zeros((100, 5), 'float32')", "np.zeros((100, 4, 3))", "list(range(100))", "tf.zeros((100, 2))"]
SERIES_ARGUMENTS = [
    "None, 10", "None, sequence_length=10, batch_size=None", "targets=None, sequence_length=10, sequence_stride=5, sampling_rate=2", "np.zeros((100,)), 10", "np.zeros((90, 2), 'float32'), 10, batch_size=16", "None, 10, shuffle=True, seed=1", "None, 10, start_index=5, end_index=50", "None, 200",
    "None, 0", "None, 10, sampling_rate=0", "None, 10, sequence_stride=-1", "None, 10, sampling_rate=100", "None, 10, start_index=-1", "None, 10, end_index=200", "None, 10, start_index=60, end_index=50", "None, 10, batch_size=0", "list(range(100)), sequence_length=4, batch_size=None", "None", "10",
    "np.zeros((100, 2)), 12, sequence_stride=1, shuffle=True, batch_size=32", "None, 10, sequence_stride=100", "None, 10, end_index=0",
]
SERIES = [f"{U}.timeseries_dataset_from_array({data}, {rest})" for data in SERIES_DATA for rest in SERIES_ARGUMENTS] + [f"{P}.timeseries_dataset_from_array(np.zeros((50, 3)), None, 5)", f"{U}.timeseries_dataset_from_array(data=np.zeros((50, 3)), targets=None, sequence_length=5)"]
D = "tf.data.Dataset"
SPLIT_ARGUMENTS = ["left_size=0.8", "left_size=6, shuffle=True, seed=1", "right_size=0.2", "left_size=3, right_size=4", "left_size=0.5, right_size=0.5", "left_size=0.9, right_size=0.9", "left_size=20", "", "left_size='a'", "left_size=0", "left_size=2.5", "left_size=-1", "0.7"]
SPLIT_DATA = ["np.zeros((10, 4), 'float32')", "(np.zeros((10, 4)), np.zeros((10,)))", "[np.zeros((10, 4)), np.zeros((10,))]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "np.ones((10,), 'int64')"]
SPLITS = [f"{U}.split_dataset({data}{', ' if rest else ''}{rest})" for data in SPLIT_DATA for rest in SPLIT_ARGUMENTS]
DOWNSTREAM = [
    f"repr({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).map(lambda x, y: (x / 255.0, y)).element_spec)", f"repr({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).cache().shuffle(10).prefetch(tf.data.AUTOTUNE).element_spec)",
    f"repr({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32), label_mode='categorical').unbatch().batch(2, drop_remainder=True).element_spec)", f"repr({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).map(lambda x: x).element_spec)",
    f"repr({U}.image_dataset_from_directory(IMAGES, label_mode=None, image_size=(32, 32)).map(lambda x: layers.Rescaling(1 / 255)(x)).element_spec)", f"repr({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).map(lambda x, y: (tf.image.resize(x, (16, 16)), tf.one_hot(y, 5))).element_spec)",
    f"repr({U}.text_dataset_from_directory(TEXTS).map(lambda x, y: tf.strings.lower(x)).element_spec)", f"repr({U}.audio_dataset_from_directory(SOUNDS, output_sequence_length=40).map(lambda x, y: (tf.squeeze(x, axis=-1), y)).element_spec)",
    f"repr({U}.timeseries_dataset_from_array(np.zeros((100, 5)), None, sequence_length=10).map(lambda w: (w[:, :8], w[:, 8:, 0])).element_spec)", f"len({U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).class_names) > 0",
    f"{U}.image_dataset_from_directory(IMAGES, image_size=(32, 32)).nothing", f"{U}.timeseries_dataset_from_array(np.zeros((100, 5)), None, 10).class_names",
]

FUNCTIONS = {
    "images": F([], [], alone=specs(IMAGES + MORE_IMAGES) + [f"[repr(ds.element_spec) for ds in {each}]" for each in BOTH]),
    "texts": F([], [], alone=specs(TEXTS)),
    "audio": F([], [], alone=specs(AUDIO) + [f"[repr(ds.element_spec) for ds in {each}]" for each in AUDIO_BOTH]),
    "series": F([], [], alone=specs(SERIES) + [f"int({each}.cardinality())" for each in SERIES] + [f"next(iter({each}))" for each in SERIES]),
    "splits": F([], [], alone=[f"[repr(ds.element_spec) for ds in {each}]" for each in SPLITS] + [f"[int(ds.cardinality()) for ds in {each}]" for each in SPLITS]),
    "downstream": F([], [], alone=DOWNSTREAM),
}
