# package: bert-for-tf2==0.14.9, py-params==0.10.2, params-flow==0.8.2, extras-a
# follow: bert, params_flow, params
# world: a

# %% BertModelLayer
import bert
from tensorflow import keras

layer = bert.BertModelLayer(vocab_size=1600, use_token_type=True, use_position_embeddings=True, token_type_vocab_size=2, num_layers=3, hidden_size=48, hidden_dropout=0.1, intermediate_size=64, intermediate_activation="gelu", num_heads=4)
ids = keras.layers.Input(shape=(32,), dtype="int32")
segments = keras.layers.Input(shape=(32,), dtype="int32")
output = layer([ids, segments])
model = keras.Model(inputs=[ids, segments], outputs=output)
