# package: tf-models-official==2.15.0, tensorflow-model-optimization==0.8.1, extras-a
# follow: official.vision.modeling, official.vision.ops, official.modeling.activations, official.modeling.tf_utils, official.modeling.hyperparams, official.nlp.modeling.layers, official.nlp.modeling.networks, official.nlp.modeling.models
# absent: tensorflow_datasets, tensorflow_hub, tensorflow_text, cv2, pycocotools, matplotlib, sentencepiece, orbit, oauth2client, kaggle, seqeval, sacrebleu, immutabledict, google, opencv
# process: one for each
# world: a

# %% ResNet
from official.vision.modeling.backbones.resnet import ResNet

model = ResNet(model_id=50)

# %% ResNet3D
from official.vision.modeling.backbones.resnet_3d import ResNet3D

model = ResNet3D(model_id=50, temporal_strides=[3, 3, 3, 3], temporal_kernel_sizes=[(3, 3, 3), (3, 1, 3, 1), (3, 1, 3, 1, 3, 1), (1, 3, 1)])

# %% EfficientNet
from official.vision.modeling.backbones.efficientnet import EfficientNet

model = EfficientNet(model_id="b0")

# %% MobileNet
from official.vision.modeling.backbones.mobilenet import MobileNet

model = MobileNet(model_id="MobileNetV2")

# %% MobileDet
from official.vision.modeling.backbones.mobiledet import MobileDet

model = MobileDet(model_id="MobileDetCPU")

# %% RevNet
from official.vision.modeling.backbones.revnet import RevNet

model = RevNet(model_id=56)

# %% SpineNet
from official.vision.modeling.backbones.spinenet import SpineNet

model = SpineNet(min_level=3, max_level=7)

# %% VisionTransformer
from tensorflow.keras import layers
from official.vision.modeling.backbones.vit import VisionTransformer

model = VisionTransformer(hidden_size=96, mlp_dim=128, num_heads=2, num_layers=2, input_specs=layers.InputSpec(shape=[2, 64, 64, 3]))

# %% DilatedResNet
from official.vision.modeling.backbones.resnet_deeplab import DilatedResNet

model = DilatedResNet(model_id=50, output_stride=8)

# %% BertEncoder
from official.nlp.modeling.networks import BertEncoder

model = BertEncoder(vocab_size=100, hidden_size=32, num_attention_heads=4, num_layers=3)

# %% FPN
from official.vision.modeling.backbones import resnet
from official.vision.modeling.decoders import fpn

backbone = resnet.ResNet(model_id=18)
decoder = fpn.FPN(input_specs=backbone.output_specs, min_level=3, max_level=7)
features = decoder(backbone.outputs if False else backbone(backbone.input))
