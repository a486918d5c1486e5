# package: segmentation-models==1.0.1, image-classifiers==1.0.0, efficientnet==1.1.1, keras-applications==1.0.8, extras-a
# follow: segmentation_models, classification_models, efficientnet, keras_applications
# world: a
import os

os.environ["SM_FRAMEWORK"] = "tf.keras"
import segmentation_models as sm

# %% Unet-resnet18
model = sm.Unet("resnet18", encoder_weights=None, classes=3, activation="softmax")

# %% FPN-mobilenetv2
model = sm.FPN("mobilenetv2", encoder_weights=None, input_shape=(224, 224, 3))

# %% Linknet-vgg16
model = sm.Linknet("vgg16", encoder_weights=None, decoder_block_type="transpose")

# %% PSPNet-resnet34
model = sm.PSPNet("resnet34", encoder_weights=None, input_shape=(384, 384, 3), classes=21)

# %% Unet-efficientnetb0
model = sm.Unet("efficientnetb0", encoder_weights=None, input_shape=(64, 64, 3))
