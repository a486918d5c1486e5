# package: keras-cv-attention-models==1.4.3, extras-a
# follow: keras_cv_attention_models
# absent: matplotlib
# world: a

# %% ResNest50
from keras_cv_attention_models.resnest import ResNest50

model = ResNest50(pretrained=None)

# %% BotNet50
from keras_cv_attention_models.botnet import BotNet50

model = BotNet50(pretrained=None)

# %% BotNextECA26T
from keras_cv_attention_models.botnet import BotNextECA26T

model = BotNextECA26T(pretrained=None)

# %% CMTTiny
from keras_cv_attention_models.cmt import CMTTiny

model = CMTTiny(pretrained=None)

# %% CoaTLiteTiny
from keras_cv_attention_models.coat import CoaTLiteTiny

model = CoaTLiteTiny(pretrained=None)

# %% CoAtNet0
from keras_cv_attention_models.coatnet import CoAtNet0

model = CoAtNet0(pretrained=None)

# %% ConvNeXtTiny
from keras_cv_attention_models.convnext import ConvNeXtTiny

model = ConvNeXtTiny(pretrained=None)

# %% CotNet50
from keras_cv_attention_models.cotnet import CotNet50

model = CotNet50(pretrained=None)

# %% DaViT_T
from keras_cv_attention_models.davit import DaViT_T

model = DaViT_T(pretrained=None)

# %% EdgeNeXt_XX_Small
from keras_cv_attention_models.edgenext import EdgeNeXt_XX_Small

model = EdgeNeXt_XX_Small(pretrained=None)

# %% EfficientFormerL1
from keras_cv_attention_models.efficientformer import EfficientFormerL1

model = EfficientFormerL1(pretrained=None)

# %% EfficientFormerV2S0
from keras_cv_attention_models.efficientformer import EfficientFormerV2S0

model = EfficientFormerV2S0(pretrained=None)

# %% EfficientViT_B0
from keras_cv_attention_models.efficientvit import EfficientViT_B0

model = EfficientViT_B0(pretrained=None)

# %% FasterNetT0
from keras_cv_attention_models.fasternet import FasterNetT0

model = FasterNetT0(pretrained=None)

# %% GCViT_XXTiny
from keras_cv_attention_models.gcvit import GCViT_XXTiny

model = GCViT_XXTiny(pretrained=None)

# %% GhostNetV2_100
from keras_cv_attention_models.ghostnet import GhostNetV2_100

model = GhostNetV2_100(pretrained=None)

# %% GhostNet_100
from keras_cv_attention_models.ghostnet import GhostNet_100

model = GhostNet_100(pretrained=None)

# %% HaloNet26T
from keras_cv_attention_models.halonet import HaloNet26T

model = HaloNet26T(pretrained=None)

# %% HorNetTiny
from keras_cv_attention_models.hornet import HorNetTiny

model = HorNetTiny(pretrained=None)

# %% IFormerSmall
from keras_cv_attention_models.iformer import IFormerSmall

model = IFormerSmall(pretrained=None)

# %% InceptionNeXtTiny
from keras_cv_attention_models.inceptionnext import InceptionNeXtTiny

model = InceptionNeXtTiny(pretrained=None)

# %% LeViT128S
from keras_cv_attention_models.levit import LeViT128S

model = LeViT128S(pretrained=None)

# %% MaxViT_Tiny
from keras_cv_attention_models.maxvit import MaxViT_Tiny

model = MaxViT_Tiny(pretrained=None)

# %% ResMLP12
from keras_cv_attention_models.mlp_family import ResMLP12

model = ResMLP12(pretrained=None)

# %% GMLPTiny16
from keras_cv_attention_models.mlp_family import GMLPTiny16

model = GMLPTiny16(pretrained=None)

# %% WaveMLP_T
from keras_cv_attention_models.mlp_family import WaveMLP_T

model = WaveMLP_T(pretrained=None)

# %% MLPMixerS32
from keras_cv_attention_models.mlp_family import MLPMixerS32

model = MLPMixerS32(pretrained=None)

# %% LCNet050
from keras_cv_attention_models.mobilenetv3_family import LCNet050

model = LCNet050(pretrained=None)

# %% TinyNetE
from keras_cv_attention_models.mobilenetv3_family import TinyNetE

model = TinyNetE(pretrained=None)

# %% FBNetV3B
from keras_cv_attention_models.mobilenetv3_family import FBNetV3B

model = FBNetV3B(pretrained=None)

# %% MobileViT_XXS
from keras_cv_attention_models.mobilevit import MobileViT_XXS

model = MobileViT_XXS(pretrained=None)

# %% MogaNetXtiny
from keras_cv_attention_models.moganet import MogaNetXtiny

model = MogaNetXtiny(pretrained=None)

# %% NFNetF0
from keras_cv_attention_models.nfnets import NFNetF0

model = NFNetF0(pretrained=None)

# %% PVT_V2B0
from keras_cv_attention_models.pvt import PVT_V2B0

model = PVT_V2B0(pretrained=None)

# %% RepViT_M09
from keras_cv_attention_models.repvit import RepViT_M09

model = RepViT_M09(pretrained=None)

# %% ResNeXt50
from keras_cv_attention_models.resnet_family import ResNeXt50

model = ResNeXt50(pretrained=None)

# %% ResNet51Q
from keras_cv_attention_models.resnet_family import ResNet51Q

model = ResNet51Q(pretrained=None)

# %% SwinTransformerV2Tiny_ns
from keras_cv_attention_models.swin_transformer_v2 import SwinTransformerV2Tiny_ns

model = SwinTransformerV2Tiny_ns(pretrained=None)

# %% TinyViT_5M
from keras_cv_attention_models.tinyvit import TinyViT_5M

model = TinyViT_5M(pretrained=None)

# %% UniformerSmall32
from keras_cv_attention_models.uniformer import UniformerSmall32

model = UniformerSmall32(pretrained=None)

# %% VOLO_d1
from keras_cv_attention_models.volo import VOLO_d1

model = VOLO_d1(pretrained=None)

# %% DINOv2_ViT_Small14
from keras_cv_attention_models.beit import DINOv2_ViT_Small14

model = DINOv2_ViT_Small14(pretrained=None)

# %% EfficientNetV2B0
from keras_cv_attention_models.efficientnet import EfficientNetV2B0

model = EfficientNetV2B0(pretrained=None)

# %% EfficientDetD0
from keras_cv_attention_models.efficientdet import EfficientDetD0

model = EfficientDetD0(pretrained=None)

# %% YOLOXNano
from keras_cv_attention_models.yolox import YOLOXNano

model = YOLOXNano(pretrained=None)

# %% YOLOV8_N
from keras_cv_attention_models.yolov8 import YOLOV8_N

model = YOLOV8_N(pretrained=None)

# %% CAFormerS18
from keras_cv_attention_models.caformer import CAFormerS18

model = CAFormerS18(pretrained=None)

# %% FastViT_T8
from keras_cv_attention_models.fastvit import FastViT_T8

model = FastViT_T8(pretrained=None)

# %% NAT_Mini
from keras_cv_attention_models.nat import NAT_Mini

model = NAT_Mini(pretrained=None)

# %% HieraTiny
from keras_cv_attention_models.hiera import HieraTiny

model = HieraTiny(pretrained=None)

# %% AotNet
from keras_cv_attention_models.aotnet import AotNet50

model = AotNet50(pretrained=None, attn_types='se', input_shape=(128, 128, 3))
