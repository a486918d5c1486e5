# package: efficientnet==1.1.1, keras-applications==1.0.8, extras-a
# follow: efficientnet, keras_applications
# world: a
import efficientnet.tfkeras as efn

# %% EfficientNetB1
model = efn.EfficientNetB1(weights=None)

# %% EfficientNetB3
model = efn.EfficientNetB3(weights=None, include_top=False, input_shape=(None, None, 3))
