# package: keras-resnet==0.2.0, keras-retinanet==1.0.0, extras-a
# follow: keras_resnet, keras_retinanet
# absent: cv2, keras_retinanet.utils.compute_overlap, progressbar
# world: a
from tensorflow import keras

# %% ResNet2D18
import keras_resnet.models

x = keras.layers.Input((224, 224, 3))
model = keras_resnet.models.ResNet2D18(x, classes=10)

# %% ResNet2D50
import keras_resnet.models

x = keras.layers.Input((224, 224, 3))
model = keras_resnet.models.ResNet2D50(x, classes=10)

# %% ResNet1D34
import keras_resnet.models

model = keras_resnet.models.ResNet1D34(keras.layers.Input((1024, 2)), classes=4)

# %% retinanet
from keras_retinanet.models.resnet import resnet_retinanet

model = resnet_retinanet(num_classes=20, backbone="resnet50", inputs=keras.layers.Input((None, None, 3)))
