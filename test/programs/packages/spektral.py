# package: spektral==1.3.1, extras-a
# follow: spektral.layers, spektral.models, spektral.utils
# absent: cloudpickle, ogb, requests, lxml
# world: a
from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Model

# %% gcn
from spektral.layers import GCNConv

x = Input(shape=(32,))
a = Input((None,), sparse=False)
h = GCNConv(16, activation="relu")([x, a])
h = Dropout(0.5)(h)
h = GCNConv(7)([h, a])
h = Dense(16)(h)
h = Dense(8)(h)
h = Dropout(0.1)(h)
h = Dense(4)(h)
h = GCNConv(3, activation="softmax")([h, a])
model = Model([x, a], h)

# %% batch
from spektral.layers import GATConv, GINConv, GlobalSumPool, MinCutPool

x = Input(shape=(20, 8))
a = Input(shape=(20, 20))
h = GATConv(16, attn_heads=2)([x, a])
h = Dense(32)(h)
h, a2 = MinCutPool(5)([h, a])
h = GATConv(16)([h, a2])
h = GlobalSumPool()(h)
h = Dense(8)(h)
h = Dropout(0.1)(h)
h = Dense(8)(h)
h = Dense(8)(h)
model = Model([x, a], Dense(1)(h))
