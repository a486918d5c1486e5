# package: larq-zoo==2.4.0, larq==0.14.0, zookeeper==1.4.0, typeguard==4.3.0, extras-a
# follow: larq_zoo, larq, zookeeper
# absent: click, tensorflow_datasets
# world: a

# %% BiRealNet
from larq_zoo.literature.birealnet import BiRealNet

model = BiRealNet(input_shape=(224, 224, 3), weights=None)

# %% BinaryAlexNet
from larq_zoo.literature.binary_alex_net import BinaryAlexNet

model = BinaryAlexNet(input_shape=(224, 224, 3), weights=None)

# %% DoReFaNet
from larq_zoo.literature.dorefanet import DoReFaNet

model = DoReFaNet(input_shape=(224, 224, 3), weights=None)

# %% BinaryResNetE18
from larq_zoo.literature.resnet_e import BinaryResNetE18

model = BinaryResNetE18(input_shape=(224, 224, 3), weights=None)

# %% BinaryDenseNet28
from larq_zoo.literature.densenet import BinaryDenseNet28

model = BinaryDenseNet28(input_shape=(224, 224, 3), weights=None)

# %% QuickNet
from larq_zoo.sota.quicknet import QuickNet

model = QuickNet(input_shape=(224, 224, 3), weights=None)
