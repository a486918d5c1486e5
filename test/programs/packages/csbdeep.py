# package: csbdeep==0.8.2, stardist==0.9.2, n2v==0.3.3, extras-a
# follow: csbdeep.internals.nets, csbdeep.internals.blocks, csbdeep.utils.tf, csbdeep.utils.utils
# absent: tifffile, numba, matplotlib, ruamel
# world: a

# %% unet
from csbdeep.internals.nets import custom_unet

model = custom_unet((128, 128, 1), last_activation="linear", n_depth=3, n_filter_base=16, kernel_size=(3, 3), pool_size=(2, 2), prob_out=False, residual=True)

# %% common_unet
from csbdeep.internals.nets import common_unet

build = common_unet(n_dim=3, n_depth=2, prob_out=True, residual=False)
model = build((16, 64, 64, 2))

# %% custom
from csbdeep.internals.nets import custom_unet

model = custom_unet((None, None, 3), "linear", n_depth=2, n_filter_base=8, kernel_size=(5, 5), n_conv_per_depth=3, batch_norm=True, dropout=0.2, pool_size=(2, 2), n_channel_out=2)
