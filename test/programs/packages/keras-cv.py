# package: keras-cv==0.9.0, keras-core==0.1.7, extras-a
# follow: keras_cv.src.backend, keras_cv.src.models.backbones, keras_cv.src.layers, keras_cv.src.utils, keras_cv.src.models.utils
# absent: tensorflow_datasets, cv2, rich
# world: a

# %% ResNetBackbone
from keras_cv.src.models.backbones.resnet_v1.resnet_v1_backbone import ResNetBackbone

model = ResNetBackbone(include_rescaling=False, stackwise_filters=[64, 128], stackwise_blocks=[2, 2], stackwise_strides=[1, 2], input_shape=(64, 64, 3))

# %% ResNetV2Backbone
from keras_cv.src.models.backbones.resnet_v2.resnet_v2_backbone import ResNetV2Backbone

model = ResNetV2Backbone(include_rescaling=True, stackwise_filters=[64, 128], stackwise_blocks=[2, 2], stackwise_strides=[1, 2])

# %% CSPDarkNetBackbone
from keras_cv.src.models.backbones.csp_darknet.csp_darknet_backbone import CSPDarkNetBackbone

model = CSPDarkNetBackbone(include_rescaling=False, stackwise_channels=[64, 128, 256], stackwise_depth=[1, 2, 2], input_shape=(256, 256, 3))

# %% DenseNetBackbone
from keras_cv.src.models.backbones.densenet.densenet_backbone import DenseNetBackbone

model = DenseNetBackbone(include_rescaling=False, stackwise_num_repeats=[3, 4], input_shape=(64, 64, 3))

# %% VGG16Backbone
from keras_cv.src.models.backbones.vgg16.vgg16_backbone import VGG16Backbone

model = VGG16Backbone(include_rescaling=False, include_top=False, input_shape=(224, 224, 3))

# %% MobileNetV3Backbone
from keras_cv.src.models.backbones.mobilenet_v3.mobilenet_v3_backbone import MobileNetV3Backbone

model = MobileNetV3Backbone(stackwise_expansion=[1, 72.0 / 16, 4], stackwise_filters=[16, 24, 40], stackwise_stride=[2, 2, 1], stackwise_kernel_size=[3, 3, 5], stackwise_se_ratio=[0.25, None, 0.25], stackwise_activation=["relu", "relu", "hard_swish"], include_rescaling=True, input_shape=(64, 64, 3))
