# package: image-classifiers==1.0.0, keras-applications==1.0.8
# follow: classification_models, keras_applications
# world: a
from classification_models.tfkeras import Classifiers

# %% resnet18
Builder, preprocess_input = Classifiers.get("resnet18")
model = Builder(input_shape=(224, 224, 3), weights=None, classes=10)

# %% seresnet34
Builder, preprocess_input = Classifiers.get("seresnet34")
model = Builder(input_shape=(224, 224, 3), weights=None, classes=10)

# %% resnext50
Builder, preprocess_input = Classifiers.get("resnext50")
model = Builder(input_shape=(224, 224, 3), weights=None, classes=10)

# %% senet154
Builder, preprocess_input = Classifiers.get("senet154")
model = Builder(input_shape=(224, 224, 3), weights=None, classes=10)

# %% densenet121
Builder, preprocess_input = Classifiers.get("densenet121")
model = Builder(input_shape=(224, 224, 3), weights=None, classes=10)
