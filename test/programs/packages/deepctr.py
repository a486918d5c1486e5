# package: deepctr==0.9.4, extras-a
# follow: deepctr
# world: a
from deepctr.feature_column import DenseFeat, SparseFeat, VarLenSparseFeat

features = [SparseFeat(f"C{i}", vocabulary_size=100 + i, embedding_dim=4) for i in range(1, 5)]
sparse = list(features)
features += [DenseFeat(f"I{i}", 1) for i in range(1, 4)]
features.append(VarLenSparseFeat(SparseFeat("genres", vocabulary_size=20, embedding_dim=4), maxlen=6, combiner="mean"))

# %% AFM
from deepctr.models.afm import AFM

model = AFM(sparse, sparse)

# %% AutoInt
from deepctr.models.autoint import AutoInt

model = AutoInt(features, features)

# %% CCPM
from deepctr.models.ccpm import CCPM

model = CCPM(sparse, sparse)

# %% DCN
from deepctr.models.dcn import DCN

model = DCN(features, features)

# %% DCNMix
from deepctr.models.dcnmix import DCNMix

model = DCNMix(features, features)

# %% DeepFM
from deepctr.models.deepfm import DeepFM

model = DeepFM(features, features)

# %% DIFM
from deepctr.models.difm import DIFM

model = DIFM(features, features)

# %% EDCN
from deepctr.models.edcn import EDCN

model = EDCN(sparse, sparse)

# %% FiBiNET
from deepctr.models.fibinet import FiBiNET

model = FiBiNET(features, features)

# %% FNN
from deepctr.models.fnn import FNN

model = FNN(features, features)

# %% IFM
from deepctr.models.ifm import IFM

model = IFM(features, features)

# %% NFM
from deepctr.models.nfm import NFM

model = NFM(features, features)

# %% ONN
from deepctr.models.onn import ONN

model = ONN(features, features)

# %% WDL
from deepctr.models.wdl import WDL

model = WDL(features, features)

# %% xDeepFM
from deepctr.models.xdeepfm import xDeepFM

model = xDeepFM(features, features)

# %% MMOE
from deepctr.models.multitask.mmoe import MMOE

model = MMOE(features, task_types=["binary", "regression"], task_names=["click", "watch"])

# %% PNN
from deepctr.models.pnn import PNN

model = PNN(features)
