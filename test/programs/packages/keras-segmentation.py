# package: keras-segmentation==0.3.0, extras-a
# follow: keras_segmentation
# absent: cv2, imgaug
# world: a
import os

os.environ["TF_KERAS"] = "1"

# %% vgg_unet
from keras_segmentation.models.unet import vgg_unet

model = vgg_unet(n_classes=51, input_height=416, input_width=608)

# %% mobilenet_unet
from keras_segmentation.models.unet import mobilenet_unet

model = mobilenet_unet(n_classes=12, input_height=224, input_width=224)

# %% segnet
from keras_segmentation.models.segnet import segnet

model = segnet(n_classes=12)

# %% fcn_8
from keras_segmentation.models.fcn import fcn_8

model = fcn_8(n_classes=12)

# %% pspnet
from keras_segmentation.models.pspnet import pspnet

model = pspnet(n_classes=12)
