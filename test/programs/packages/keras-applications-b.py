# package: keras
# follow: keras.src.applications
# world: b

# %% VGG16
from keras.src.applications.vgg16 import VGG16

model = VGG16(weights=None, input_shape=(96, 96, 3), include_top=False)

# %% VGG19
from keras.src.applications.vgg19 import VGG19

model = VGG19(weights=None)

# %% ResNet50
from keras.src.applications.resnet import ResNet50

model = ResNet50(weights=None)

# %% ResNet101V2
from keras.src.applications.resnet_v2 import ResNet101V2

model = ResNet101V2(weights=None, include_top=False, pooling="avg")

# %% InceptionV3
from keras.src.applications.inception_v3 import InceptionV3

model = InceptionV3(weights=None, include_top=False)

# %% InceptionResNetV2
from keras.src.applications.inception_resnet_v2 import InceptionResNetV2

model = InceptionResNetV2(weights=None, classes=10)

# %% Xception
from keras.src.applications.xception import Xception

model = Xception(weights=None, input_shape=(None, None, 3), include_top=False)

# %% MobileNet
from keras.src.applications.mobilenet import MobileNet

model = MobileNet(weights=None, alpha=0.5)

# %% MobileNetV2
from keras.src.applications.mobilenet_v2 import MobileNetV2

model = MobileNetV2(weights=None, input_shape=(160, 160, 3), include_top=False)

# %% MobileNetV3Small
from keras.src.applications.mobilenet_v3 import MobileNetV3Small

model = MobileNetV3Small(weights=None)

# %% DenseNet121
from keras.src.applications.densenet import DenseNet121

model = DenseNet121(weights=None, input_shape=(224, 224, 1), classes=5)

# %% NASNetMobile
from keras.src.applications.nasnet import NASNetMobile

model = NASNetMobile(weights=None)

# %% EfficientNetB0
from keras.src.applications.efficientnet import EfficientNetB0

model = EfficientNetB0(weights=None)

# %% EfficientNetV2B0
from keras.src.applications.efficientnet_v2 import EfficientNetV2B0

model = EfficientNetV2B0(weights=None, include_top=False, pooling="max")

# %% ConvNeXtTiny
from keras.src.applications.convnext import ConvNeXtTiny

model = ConvNeXtTiny(weights=None)
