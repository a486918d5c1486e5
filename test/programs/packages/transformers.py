# package: keras-bert==0.89.0, keras-transformer==0.40.0, keras-pos-embd==0.13.0, keras-multi-head==0.29.0, keras-layer-normalization==0.16.0, keras-position-wise-feed-forward==0.8.0, keras-embed-sim==0.10.0, keras-self-attention==0.51.0, keras-gpt-2==0.17.0, extras-a
# follow: keras_bert, keras_transformer, keras_pos_embd, keras_multi_head, keras_layer_normalization, keras_position_wise_feed_forward, keras_embed_sim, keras_self_attention, keras_gpt_2
# world: a
import os

os.environ["TF_KERAS"] = "1"

# %% keras-bert
from keras_bert import get_model

model = get_model(token_num=100, head_num=4, transformer_num=2, embed_dim=32, feed_forward_dim=64, seq_len=20, pos_num=20)

# %% keras-transformer
from keras_transformer import get_model

model = get_model(token_num=100, embed_dim=32, encoder_num=2, decoder_num=2, head_num=4, hidden_dim=64)

# %% keras-gpt-2
from keras_gpt_2 import get_model

model = get_model(n_vocab=100, n_ctx=32, n_embd=32, n_head=4, n_layer=3)

# %% keras-self-attention
from tensorflow import keras
from keras_self_attention import SeqSelfAttention, SeqWeightedAttention

model = keras.models.Sequential()
model.add(keras.layers.Embedding(input_dim=10000, output_dim=300, mask_zero=True))
model.add(keras.layers.Bidirectional(keras.layers.LSTM(units=128, return_sequences=True)))
model.add(SeqSelfAttention(attention_activation="sigmoid"))
model.add(SeqSelfAttention(attention_width=15, attention_type=SeqSelfAttention.ATTENTION_TYPE_MUL))
model.add(keras.layers.Dropout(0.2))
model.add(keras.layers.Dense(units=32, activation="relu"))
model.add(SeqWeightedAttention())
model.add(keras.layers.Dense(units=5))
model.build((None, 40))
