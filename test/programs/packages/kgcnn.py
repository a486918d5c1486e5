# package: kgcnn==4.0.2, extras-b
# follow: kgcnn
# absent: ase, rdkit, pandas, sklearn, scipy, pymatgen, matplotlib, numba, openbabel, pyxtal, networkx, brendel
# world: b

# %% AttentiveFP
from kgcnn.literature.AttentiveFP import make_model

model = make_model()

# %% CMPNN
from kgcnn.literature.CMPNN import make_model

model = make_model()

# %% DGIN
from kgcnn.literature.DGIN import make_model

model = make_model()

# %% DMPNN
from kgcnn.literature.DMPNN import make_model

model = make_model()

# %% GAT
from kgcnn.literature.GAT import make_model

model = make_model()

# %% GATv2
from kgcnn.literature.GATv2 import make_model

model = make_model()

# %% GCN
from kgcnn.literature.GCN import make_model

model = make_model()

# %% GIN
from kgcnn.literature.GIN import make_model

model = make_model()

# %% GNNFilm
from kgcnn.literature.GNNFilm import make_model

model = make_model()

# %% GraphSAGE
from kgcnn.literature.GraphSAGE import make_model

model = make_model()

# %% INorp
from kgcnn.literature.INorp import make_model

model = make_model()

# %% MAT
from kgcnn.literature.MAT import make_model

model = make_model()

# %% Megnet
from kgcnn.literature.Megnet import make_model

model = make_model()

# %% MoGAT
from kgcnn.literature.MoGAT import make_model

model = make_model()

# %% NMPN
from kgcnn.literature.NMPN import make_model

model = make_model()

# %% PAiNN
from kgcnn.literature.PAiNN import make_model

model = make_model()

# %% RGCN
from kgcnn.literature.RGCN import make_model

model = make_model()

# %% Schnet
from kgcnn.literature.Schnet import make_model

model = make_model()

# %% rGIN
from kgcnn.literature.rGIN import make_model

model = make_model()

# %% DimeNetPP
from kgcnn.literature.DimeNetPP import make_model

model = make_model()

# %% MXMNet
from kgcnn.literature.MXMNet import make_model

model = make_model()

# %% EGNN
from kgcnn.literature.EGNN import make_model

model = make_model()

# %% HamNet
from kgcnn.literature.HamNet import make_model

model = make_model()

# %% MEGAN
from kgcnn.literature.MEGAN import make_model

model = make_model()
