# package: keras-unet-collection==0.1.13
# follow: keras_unet_collection
# absent: PIL, cv2, matplotlib
# world: a
from keras_unet_collection import models

# %% unet_2d
model = models.unet_2d((128, 128, 3), [16, 32, 64, 128], n_labels=2, stack_num_down=2, stack_num_up=1, activation="GELU", output_activation="Softmax", batch_norm=True, pool="max", unpool="nearest")

# %% vnet_2d
model = models.vnet_2d((256, 256, 1), filter_num=[16, 32, 64, 128, 256], n_labels=2, res_num_ini=1, res_num_max=3, activation="PReLU", output_activation="Softmax", batch_norm=True, pool=False, unpool=False)

# %% unet_plus_2d
model = models.unet_plus_2d((128, 128, 3), [16, 32, 64, 128], n_labels=2, deep_supervision=True)

# %% unet_3plus_2d
model = models.unet_3plus_2d((128, 128, 3), 2, [16, 32, 64, 128], deep_supervision=True)

# %% att_unet_2d
model = models.att_unet_2d((128, 128, 3), [16, 32, 64, 128], n_labels=2, atten_activation="ReLU", attention="add")

# %% r2_unet_2d
model = models.r2_unet_2d((128, 128, 3), [16, 32, 64, 128], n_labels=2, recur_num=2)

# %% resunet_a_2d
model = models.resunet_a_2d((128, 128, 3), [32, 64, 128, 256], dilation_num=[1, 3, 15, 31], n_labels=2)

# %% u2net_2d
model = models.u2net_2d((128, 128, 3), n_labels=2, filter_num_down=[16, 32, 64, 128])

# %% transunet_2d
model = models.transunet_2d((128, 128, 3), [16, 32, 64, 128], n_labels=2, embed_dim=64, num_mlp=64, num_heads=4, num_transformer=2)

# %% swin_unet_2d
model = models.swin_unet_2d((128, 128, 3), filter_num_begin=32, n_labels=2, depth=3, stack_num_down=2, stack_num_up=2, patch_size=(2, 2), num_heads=[4, 8, 8], window_size=[4, 2, 2], num_mlp=64)
