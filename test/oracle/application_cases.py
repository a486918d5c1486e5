"""The calls of keras.applications that real Keras is asked about, as expressions after `applications.`."""

INPUT = "keras.Input((96, 128, 3))"
INNER = "layers.Conv2D(3, 1, name='first')(keras.Input((160, 160, 1)))"

# Of every builder.
BASIC = ["weights=None", "weights=None, include_top=False"]

# Of one builder of each family.
DETAILED = [
    "include_top=False",
    "weights='imagenet'",
    "weights='imagenet', classes=10",
    "weights='imagenet', input_shape=(128, 128, 3)",
    "weights='imagenet', input_shape=[224, 224, 3]",
    "weights='imagenet', input_shape=(224, 224, 3)",
    "weights='imagenet', input_shape=(300, 200, 3), include_top=False",
    "weights='imagenet', input_shape=(128, 128, 1), include_top=False",
    "weights='imagenet', input_shape=(None, None, 3), include_top=False",
    "weights='imagenet', classifier_activation='relu'",
    "weights='imagenet', classifier_activation=None",
    "weights=None, include_top=False, input_shape=(31, 64, 3)",
    "weights=None, include_top=False, input_shape=(32, 32, 3)",
    "weights=None, include_top=False, input_shape=(70, 70, 3)",
    "weights=None, include_top=False, input_shape=(71, 71, 3)",
    "weights=None, include_top=False, input_shape=(75, 75, 3)",
    "weights=None, include_top=False, input_shape=(229, 197, 3)",
    "weights=None, include_top=False, input_shape=(None, None, 3)",
    "weights=None, include_top=False, input_shape=(None, 256, 1)",
    "weights=None, include_top=False, input_shape=(224, 224, 4), pooling='max'",
    "weights=None, include_top=False, input_shape=(224, 224)",
    "weights=None, include_top=False, pooling='avg'",
    "weights=None, include_top=False, pooling='sum'",
    "weights=None, classes=7, classifier_activation=None",
    "weights=None, classes=7, input_shape=(128, 160, 3), classifier_activation='sigmoid'",
    "weights=None, classes=2, input_shape=(160, 160, 1)",
    "weights=None, input_shape=(None, None, 3)",
    "weights=None, input_shape=(224, 224, 3, 1)",
    f"weights=None, include_top=False, input_tensor={INPUT}",
    f"weights=None, include_top=False, input_tensor={INNER}, pooling='avg'",
    f"weights=None, include_top=False, input_tensor={INPUT}, input_shape=(64, 128, 3)",
    f"weights=None, include_top=False, input_tensor={INPUT}, input_shape=(96, 64, 3)",
    f"input_tensor={INPUT}, include_top=False",
    f"weights=None, classes=3, input_tensor={INPUT}",
    "weights=None, nonsense=1",
    "weights=None, name='mine', include_top=False",
    "weights=None, model_name='mine', include_top=False",
]

# Of families whose models take Keras long to build.
DETAILED_FEW = [
    "include_top=False",
    "weights='imagenet', classes=10",
    "weights='imagenet', input_shape=(128, 128, 3)",
    "weights='imagenet', input_shape=(None, None, 3), include_top=False",
    "weights='imagenet', classifier_activation='relu'",
    "weights=None, include_top=False, input_shape=(31, 64, 3)",
    "weights=None, include_top=False, input_shape=(32, 32, 3)",
    "weights=None, include_top=False, input_shape=(75, 75, 3)",
    "weights=None, include_top=False, input_shape=(229, 197, 3)",
    "weights=None, include_top=False, input_shape=(None, 256, 1)",
    "weights=None, include_top=False, pooling='avg'",
    "weights=None, classes=7, input_shape=(128, 160, 3), classifier_activation='sigmoid'",
    "weights=None, input_shape=(None, None, 3)",
    f"weights=None, include_top=False, input_tensor={INNER}, pooling='avg'",
    f"weights=None, classes=3, input_tensor={INPUT}",
    "weights=None, nonsense=1",
    "weights=None, name='mine', include_top=False",
    "weights=None, model_name='mine', include_top=False",
]

SLOW = ("inception_resnet_v2", "efficientnet_v2", "nasnet", "convnext", "resnet_rs", "regnet")

FAMILIES = {
    "vgg": ["VGG16", "VGG19"],
    "resnet": ["ResNet50", "ResNet101", "ResNet152"],
    "resnet_v2": ["ResNet50V2", "ResNet101V2", "ResNet152V2"],
    "mobilenet": ["MobileNet"],
    "mobilenet_v2": ["MobileNetV2"],
    "mobilenet_v3": ["MobileNetV3Small", "MobileNetV3Large"],
    "inception_v3": ["InceptionV3"],
    "inception_resnet_v2": ["InceptionResNetV2"],
    "xception": ["Xception"],
    "densenet": ["DenseNet121", "DenseNet169", "DenseNet201"],
    "efficientnet": [f"EfficientNetB{size}" for size in range(8)],
    "efficientnet_v2": [f"EfficientNetV2{size}" for size in ("B0", "B1", "B2", "B3", "S", "M", "L")],
    "nasnet": ["NASNetMobile", "NASNetLarge"],
    "convnext": [f"ConvNeXt{size}" for size in ("Tiny", "Small", "Base", "Large", "XLarge")],
}

ONLY_KERAS_2 = {
    "resnet_rs": [f"ResNetRS{depth}" for depth in (50, 101, 152, 200, 270, 350, 420)],
    "regnet": [
        f"RegNet{kind}{size}"
        for kind in "XY"
        for size in ("002", "004", "006", "008", "016", "032", "040", "064", "080", "120", "160", "320")
    ],
}

# Too big to be built twice.
HUGE = {
    "ResNetRS270",
    "ResNetRS350",
    "ResNetRS420",
    "NASNetLarge",
    "EfficientNetB5",
    "EfficientNetB6",
    "EfficientNetB7",
    "EfficientNetV2M",
    "EfficientNetV2L",
    "ConvNeXtLarge",
    "ConvNeXtXLarge",
    *(f"RegNet{kind}{size}" for kind in "XY" for size in ("040", "064", "080", "120", "160", "320")),
}

SPECIAL = {
    "MobileNet": [
        "weights=None, alpha=0.25",
        "weights=None, alpha=0.75, depth_multiplier=2, input_shape=(160, 160, 3), dropout=0.2",
        "weights='imagenet', alpha=0.3",
        "weights='imagenet', depth_multiplier=2",
        "weights='imagenet', alpha=0.5, input_shape=(192, 192, 3)",
        "alpha=0.5, include_top=False, input_shape=(128, 128, 3)",
        "input_shape=(None, None, 3), weights=None, include_top=False, alpha=1",
    ],
    "MobileNetV2": [
        "weights=None, alpha=0.35",
        "weights=None, alpha=1.4, include_top=False, input_shape=(97, 130, 3)",
        "weights='imagenet', alpha=0.3",
        "weights='imagenet', alpha=0.5, input_shape=(192, 192, 3)",
        "weights='imagenet', alpha=1.3, include_top=False, input_shape=(160, 160, 3), pooling='avg'",
        "weights=None, alpha=1, include_top=False, input_shape=(64, 64, 3)",
        "weights=None, input_tensor=keras.Input((160, 160, 3))",
    ],
    "MobileNetV3Small": [
        "weights=None, alpha=0.75, minimalistic=False, classes=5",
        "weights=None, minimalistic=True, input_shape=(224, 224, 3)",
        "weights='imagenet', alpha=0.5",
        "weights='imagenet', minimalistic=True, alpha=0.75",
        "weights=None, include_preprocessing=False, dropout_rate=0, include_top=False",
        "weights=None, dropout_rate=0.0",
    ],
    "MobileNetV3Large": [
        "weights=None, alpha=1.25, input_shape=(224, 224, 3)",
        "weights=None, minimalistic=True, include_top=False, pooling='max'",
        "weights=None, include_top=False, input_shape=(225, 200, 3), include_preprocessing=False",
    ],
    "EfficientNetB0": [
        "weights=None, drop_connect_rate=0.0",
        "weights=None, drop_connect_rate=0.4, activation='relu', include_top=False",
        "weights=None, depth_divisor=16",
        "weights=None, dropout_rate=0.5",
    ],
    "EfficientNetB3": ["weights=None, include_top=False, input_shape=(300, 300, 3), pooling='avg'", "include_top=False"],
    "EfficientNetV2B0": [
        "weights=None, include_preprocessing=False",
        "weights=None, include_preprocessing=True, input_shape=(64, 64, 1)",
    ],
    "EfficientNetV2S": ["include_top=False, include_preprocessing=False", "weights=None, input_shape=(128, 128, 3)"],
    "ConvNeXtTiny": [
        "weights=None, include_preprocessing=False",
        "weights=None, input_shape=(96, 96, 1), classes=4",
    ],
    "ResNetRS50": [
        "weights=None, include_preprocessing=False",
        "weights=None, input_shape=(96, 96, 1), classes=4",
        "weights='imagenet-i160'",
        "weights='imagenet-i160', classes=4",
    ],
    "RegNetX002": ["weights=None, include_preprocessing=False", "weights=None, input_shape=(96, 96, 1), classes=4"],
    "NASNetMobile": ["weights=None, include_top=False, input_shape=(224, 224, 1)"],
    "ResNet50": [
        "weights=None, classes=1, layers=layers",
        "weights=None, include_top=0, pooling='avg'",
        "weights=None, preact=True",
        "False, None, None, (64, 64, 3), 'avg'",
    ],
    "InceptionV3": ["weights=None, include_top=False, input_shape=(150, 150, 3)", "weights=None, input_shape=(139, 139, 3)"],
}

# What is called after one another in one program, so that names count on.
SEVERAL = [
    ["InceptionV3(weights=None)", "InceptionV3(weights=None, include_top=False)"],
    ["VGG16(weights=None, include_top=False)", "Xception(weights=None, pooling='avg', include_top=False)"],
    ["MobileNetV3Small(weights=None)", "EfficientNetB0(weights=None)", "NASNetMobile(weights=None)"],
    ["InceptionResNetV2(weights=None, include_top=False)", "DenseNet121(weights=None)"],
]

SEVERAL_KERAS_2 = [["ResNetRS50(weights=None)", "ResNetRS50(weights=None)", "RegNetX002(weights=None)", "RegNetY002(weights=None)"]]


def cases(world):
    """family -> programs, each a list of expressions; the first program of a family is kept in full."""
    families = {**FAMILIES, **(ONLY_KERAS_2 if world == "a" else {})}
    found = {family: programs(names, DETAILED_FEW if family in SLOW else DETAILED) for family, names in families.items()}
    found["several"] = [*SEVERAL, *(SEVERAL_KERAS_2 if world == "a" else [])]
    return {
        family: [[f"applications.{call}" for call in program] for program in several] for family, several in found.items()
    }


def programs(names, detailed):
    calls = []
    for name in names:
        own = BASIC[:1] if name in HUGE else BASIC
        if name == names[0]:
            own = [*own, *detailed]
        calls += [f"{name}({arguments})" for arguments in dict.fromkeys([*own, *SPECIAL.get(name, [])])]
    return [[call] for call in calls]
