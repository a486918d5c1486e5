# package: vit-keras==0.2.0, extras-a
# follow: vit_keras
# absent: cv2
# world: a
from vit_keras import vit

# %% vit_b16
model = vit.vit_b16(image_size=224, pretrained=False, include_top=True, pretrained_top=False, classes=10)

# %% vit_l32
model = vit.vit_l32(image_size=(256, 384), pretrained=False, include_top=False, pretrained_top=False)
