# package: keras-hub==0.32.0, extras-b
# follow: keras_hub.src.models.bert, keras_hub.src.models.albert, keras_hub.src.models.bart, keras_hub.src.models.bloom, keras_hub.src.models.deberta_v3, keras_hub.src.models.distil_bert, keras_hub.src.models.electra, keras_hub.src.models.f_net, keras_hub.src.models.falcon, keras_hub.src.models.gemma, keras_hub.src.models.gpt2, keras_hub.src.models.gpt_neo_x, keras_hub.src.models.llama, keras_hub.src.models.mistral, keras_hub.src.models.opt, keras_hub.src.models.roberta, keras_hub.src.models.t5, keras_hub.src.models.whisper, keras_hub.src.models.xlnet, keras_hub.src.models.roformer_v2, keras_hub.src.models.resnet, keras_hub.src.models.vgg, keras_hub.src.models.densenet, keras_hub.src.models.xception, keras_hub.src.models.mit, keras_hub.src.models.vit, keras_hub.src.models.cspnet, keras_hub.src.models.vae, keras_hub.src.models.backbone, keras_hub.src.models.feature_pyramid_backbone, keras_hub.src.layers.modeling, keras_hub.src.utils.keras_utils, keras_hub.src.api_export, keras_hub.src.utils.tensor_utils
# absent: tokenizers, tensorflow_text, sentencepiece, rich
# world: b

# %% BertBackbone
from keras_hub.src.models.bert.bert_backbone import BertBackbone

model = BertBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128, max_sequence_length=32)

# %% AlbertBackbone
from keras_hub.src.models.albert.albert_backbone import AlbertBackbone

model = AlbertBackbone(vocabulary_size=1000, num_layers=4, num_heads=4, embedding_dim=32, hidden_dim=64, intermediate_dim=128, num_groups=2, num_inner_repetitions=1)

# %% BartBackbone
from keras_hub.src.models.bart.bart_backbone import BartBackbone

model = BartBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% BloomBackbone
from keras_hub.src.models.bloom.bloom_backbone import BloomBackbone

model = BloomBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% DebertaV3Backbone
from keras_hub.src.models.deberta_v3.deberta_v3_backbone import DebertaV3Backbone

model = DebertaV3Backbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128, max_sequence_length=32, bucket_size=16)

# %% DistilBertBackbone
from keras_hub.src.models.distil_bert.distil_bert_backbone import DistilBertBackbone

model = DistilBertBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% ElectraBackbone
from keras_hub.src.models.electra.electra_backbone import ElectraBackbone

model = ElectraBackbone(vocab_size=1000, num_layers=2, num_heads=4, hidden_dim=64, embedding_dim=32, intermediate_dim=128)

# %% FNetBackbone
from keras_hub.src.models.f_net.f_net_backbone import FNetBackbone

model = FNetBackbone(vocabulary_size=1000, num_layers=2, hidden_dim=64, intermediate_dim=128)

# %% FalconBackbone
from keras_hub.src.models.falcon.falcon_backbone import FalconBackbone

model = FalconBackbone(vocabulary_size=1000, num_layers=2, num_attention_heads=4, hidden_dim=64, intermediate_dim=128)

# %% GemmaBackbone
from keras_hub.src.models.gemma.gemma_backbone import GemmaBackbone

model = GemmaBackbone(vocabulary_size=1000, num_layers=2, num_query_heads=4, num_key_value_heads=1, hidden_dim=64, intermediate_dim=128, head_dim=16)

# %% GPT2Backbone
from keras_hub.src.models.gpt2.gpt2_backbone import GPT2Backbone

model = GPT2Backbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% GPTNeoXBackbone
from keras_hub.src.models.gpt_neo_x.gpt_neo_x_backbone import GPTNeoXBackbone

model = GPTNeoXBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% LlamaBackbone
from keras_hub.src.models.llama.llama_backbone import LlamaBackbone

model = LlamaBackbone(vocabulary_size=1000, num_layers=2, num_query_heads=4, num_key_value_heads=2, hidden_dim=64, intermediate_dim=128)

# %% MistralBackbone
from keras_hub.src.models.mistral.mistral_backbone import MistralBackbone

model = MistralBackbone(vocabulary_size=1000, num_layers=2, num_query_heads=4, num_key_value_heads=2, hidden_dim=64, intermediate_dim=128)

# %% OPTBackbone
from keras_hub.src.models.opt.opt_backbone import OPTBackbone

model = OPTBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% RobertaBackbone
from keras_hub.src.models.roberta.roberta_backbone import RobertaBackbone

model = RobertaBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% T5Backbone
from keras_hub.src.models.t5.t5_backbone import T5Backbone

model = T5Backbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% WhisperBackbone
from keras_hub.src.models.whisper.whisper_backbone import WhisperBackbone

model = WhisperBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% XLNetBackbone
from keras_hub.src.models.xlnet.xlnet_backbone import XLNetBackbone

model = XLNetBackbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128)

# %% RoformerV2Backbone
from keras_hub.src.models.roformer_v2.roformer_v2_backbone import RoformerV2Backbone

model = RoformerV2Backbone(vocabulary_size=1000, num_layers=2, num_heads=4, hidden_dim=64, intermediate_dim=128, head_size=16)

# %% ResNetBackbone
from keras_hub.src.models.resnet.resnet_backbone import ResNetBackbone

model = ResNetBackbone(input_conv_filters=[64], input_conv_kernel_sizes=[7], stackwise_num_filters=[64, 128, 256], stackwise_num_blocks=[2, 2, 2], stackwise_num_strides=[1, 2, 2], block_type="basic_block")

# %% VGGBackbone
from keras_hub.src.models.vgg.vgg_backbone import VGGBackbone

model = VGGBackbone(stackwise_num_repeats=[2, 2, 3], stackwise_num_filters=[64, 128, 256], image_shape=(64, 64, 3))

# %% DenseNetBackbone
from keras_hub.src.models.densenet.densenet_backbone import DenseNetBackbone

model = DenseNetBackbone(stackwise_num_repeats=[3, 4], growth_rate=16)

# %% XceptionBackbone
from keras_hub.src.models.xception.xception_backbone import XceptionBackbone

model = XceptionBackbone(stackwise_conv_filters=[[32, 64], [64, 128, 128]], stackwise_pooling=[True, False], image_shape=(96, 96, 3))

# %% MiTBackbone
from keras_hub.src.models.mit.mit_backbone import MiTBackbone

model = MiTBackbone(max_drop_path_rate=0.1, layerwise_depths=[2, 2], num_layers=2, layerwise_num_heads=[1, 2], layerwise_sr_ratios=[8, 4], hidden_dims=[32, 64], layerwise_patch_sizes=[7, 3], layerwise_strides=[4, 2], image_shape=(64, 64, 3))

# %% ViTBackbone
from keras_hub.src.models.vit.vit_backbone import ViTBackbone

model = ViTBackbone(image_shape=(64, 64, 3), patch_size=(16, 16), num_layers=2, num_heads=4, hidden_dim=64, mlp_dim=128)

# %% CSPNetBackbone
from keras_hub.src.models.cspnet.cspnet_backbone import CSPNetBackbone

model = CSPNetBackbone(stem_filters=32, stem_kernel_size=3, stem_strides=1, stackwise_num_filters=[32, 64, 128], stackwise_strides=2, stackwise_depth=[1, 2, 4], down_growth=True, bottle_ratio=(0.5,) * 3, block_ratio=(1.0,) + (0.5,) * 2, expand_ratio=(2.0,) + (1.0,) * 2, block_type="dark_block", stage_type="csp", image_shape=(224, 224, 3))

# %% VAEBackbone
from keras_hub.src.models.vae.vae_backbone import VAEBackbone

model = VAEBackbone([32, 32, 64, 64], [1, 1, 1, 1], [64, 64, 32, 32], [1, 1, 1, 1])
