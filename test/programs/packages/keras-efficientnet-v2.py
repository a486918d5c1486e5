# package: keras-efficientnet-v2==1.2.2
# follow: keras_efficientnet_v2
# world: a
import keras_efficientnet_v2

# %% EfficientNetV2B1
model = keras_efficientnet_v2.EfficientNetV2B1(pretrained=None)

# %% EfficientNetV2S
model = keras_efficientnet_v2.EfficientNetV2S(pretrained=None, num_classes=0)
