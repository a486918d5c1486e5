# world: a, b
import math
import os
from functools import partial

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% diffusion-unet
img_size, img_channels, first_conv_channels, norm_groups = 64, 3, 32, 8
channel_multiplier = [1, 2, 4]
widths = [first_conv_channels * mult for mult in channel_multiplier]
has_attention = [False, False, True]
num_res_blocks = 2


def kernel_init(scale):
    scale = max(scale, 1e-10)
    return keras.initializers.VarianceScaling(scale, mode="fan_avg", distribution="uniform")


class AttentionBlock(layers.Layer):
    def __init__(self, units, groups=8, **kwargs):
        self.units = units
        self.groups = groups
        super().__init__(**kwargs)
        self.norm = layers.GroupNormalization(groups=groups)
        self.query = layers.Dense(units, kernel_initializer=kernel_init(1.0))
        self.key = layers.Dense(units, kernel_initializer=kernel_init(1.0))
        self.value = layers.Dense(units, kernel_initializer=kernel_init(1.0))
        self.proj = layers.Dense(units, kernel_initializer=kernel_init(0.0))

    def call(self, inputs):
        batch_size = tf.shape(inputs)[0]
        height = tf.shape(inputs)[1]
        width = tf.shape(inputs)[2]
        scale = tf.cast(self.units, tf.float32) ** (-0.5)
        inputs = self.norm(inputs)
        q = self.query(inputs)
        k = self.key(inputs)
        v = self.value(inputs)
        attn_score = tf.einsum("bhwc, bHWc->bhwHW", q, k) * scale
        attn_score = tf.reshape(attn_score, [batch_size, height, width, height * width])
        attn_score = tf.nn.softmax(attn_score, -1)
        attn_score = tf.reshape(attn_score, [batch_size, height, width, height, width])
        proj = tf.einsum("bhwHW,bHWc->bhwc", attn_score, v)
        proj = self.proj(proj)
        return inputs + proj


class TimeEmbedding(layers.Layer):
    def __init__(self, dim, **kwargs):
        super().__init__(**kwargs)
        self.dim = dim
        self.half_dim = dim // 2
        self.emb = math.log(10000) / (self.half_dim - 1)
        self.emb = tf.exp(tf.range(self.half_dim, dtype=tf.float32) * -self.emb)

    def call(self, inputs):
        inputs = tf.cast(inputs, dtype=tf.float32)
        emb = inputs[:, None] * self.emb[None, :]
        emb = tf.concat([tf.sin(emb), tf.cos(emb)], axis=-1)
        return emb


def ResidualBlock(width, groups=8, activation_fn=keras.activations.swish):
    def apply(inputs):
        x, t = inputs
        input_width = x.shape[3]
        if input_width == width:
            residual = x
        else:
            residual = layers.Conv2D(width, kernel_size=1, kernel_initializer=kernel_init(1.0))(x)
        temb = activation_fn(t)
        temb = layers.Dense(width, kernel_initializer=kernel_init(1.0))(temb)[:, None, None, :]
        x = layers.GroupNormalization(groups=groups)(x)
        x = activation_fn(x)
        x = layers.Conv2D(width, kernel_size=3, padding="same", kernel_initializer=kernel_init(1.0))(x)
        x = layers.Add()([x, temb])
        x = layers.GroupNormalization(groups=groups)(x)
        x = activation_fn(x)
        x = layers.Conv2D(width, kernel_size=3, padding="same", kernel_initializer=kernel_init(0.0))(x)
        x = layers.Add()([x, residual])
        return x

    return apply


def DownSample(width):
    return lambda x: layers.Conv2D(width, kernel_size=3, strides=2, padding="same")(x)


def UpSample(width, interpolation="nearest"):
    def apply(x):
        x = layers.UpSampling2D(size=2, interpolation=interpolation)(x)
        return layers.Conv2D(width, kernel_size=3, padding="same")(x)

    return apply


def TimeMLP(units, activation_fn=keras.activations.swish):
    def apply(inputs):
        temb = layers.Dense(units, activation=activation_fn)(inputs)
        return layers.Dense(units)(temb)

    return apply


image_input = layers.Input(shape=(img_size, img_size, img_channels), name="image_input")
time_input = keras.Input(shape=(), dtype=tf.int64, name="time_input")
x = layers.Conv2D(first_conv_channels, kernel_size=(3, 3), padding="same")(image_input)
temb = TimeEmbedding(dim=first_conv_channels * 4)(time_input)
temb = TimeMLP(units=first_conv_channels * 4)(temb)
skips = [x]
for i in range(len(widths)):
    for _ in range(num_res_blocks):
        x = ResidualBlock(widths[i], groups=norm_groups)([x, temb])
        if has_attention[i]:
            x = AttentionBlock(widths[i], groups=norm_groups)(x)
        skips.append(x)
    if widths[i] != widths[-1]:
        x = DownSample(widths[i])(x)
        skips.append(x)
x = ResidualBlock(widths[-1], groups=norm_groups)([x, temb])
x = AttentionBlock(widths[-1], groups=norm_groups)(x)
for i in reversed(range(len(widths))):
    for _ in range(num_res_blocks + 1):
        x = layers.Concatenate(axis=-1)([x, skips.pop()])
        x = ResidualBlock(widths[i], groups=norm_groups)([x, temb])
        if has_attention[i]:
            x = AttentionBlock(widths[i], groups=norm_groups)(x)
    if i != 0:
        x = UpSample(widths[i])(x)
x = layers.GroupNormalization(groups=norm_groups)(x)
x = layers.Conv2D(3, (3, 3), padding="same", kernel_initializer=kernel_init(0.0))(x)
network = keras.Model([image_input, time_input], x, name="unet")

# %% diffusion-schedule-class
class GaussianDiffusion:
    def __init__(self, beta_start=1e-4, beta_end=0.02, timesteps=100, clip_min=-1.0, clip_max=1.0):
        self.timesteps = timesteps
        self.clip_min, self.clip_max = clip_min, clip_max
        self.betas = betas = np.linspace(beta_start, beta_end, timesteps, dtype=np.float64)
        alphas = 1.0 - betas
        alphas_cumprod = np.cumprod(alphas, axis=0)
        alphas_cumprod_prev = np.append(1.0, alphas_cumprod[:-1])
        self.sqrt_alphas_cumprod = tf.constant(np.sqrt(alphas_cumprod), dtype=tf.float32)
        self.sqrt_one_minus_alphas_cumprod = tf.constant(np.sqrt(1.0 - alphas_cumprod), dtype=tf.float32)
        posterior_variance = betas * (1.0 - alphas_cumprod_prev) / (1.0 - alphas_cumprod)
        self.posterior_variance = tf.constant(posterior_variance, dtype=tf.float32)

    def _extract(self, a, t, x_shape):
        batch_size = x_shape[0]
        out = tf.gather(a, t)
        return tf.reshape(out, [batch_size, 1, 1, 1])

    def q_sample(self, x_start, t, noise):
        x_start_shape = tf.shape(x_start)
        return self._extract(self.sqrt_alphas_cumprod, t, x_start_shape) * x_start + self._extract(self.sqrt_one_minus_alphas_cumprod, t, x_start_shape) * noise


def tiny_network():
    image, time = keras.Input((16, 16, 3)), keras.Input(())
    emb = layers.Dense(8)(layers.Reshape((1,))(time))
    h = layers.Conv2D(8, 3, padding="same")(image)
    h = h + layers.Reshape((1, 1, 8))(emb)
    h = layers.Conv2D(8, 3, padding="same", activation="swish")(h)
    return keras.Model([image, time], layers.Conv2D(3, 1)(h))


class DiffusionModel(keras.Model):
    def __init__(self, network, ema_network, timesteps, gdf_util, ema=0.999):
        super().__init__()
        self.network = network
        self.ema_network = ema_network
        self.timesteps = timesteps
        self.gdf_util = gdf_util
        self.ema = ema

    def train_step(self, images):
        batch_size = tf.shape(images)[0]
        t = tf.random.uniform(minval=0, maxval=self.timesteps, shape=(batch_size,), dtype=tf.int64)
        with tf.GradientTape() as tape:
            noise = tf.random.normal(shape=tf.shape(images), dtype=images.dtype)
            images_t = self.gdf_util.q_sample(images, t, noise)
            pred_noise = self.network([images_t, tf.cast(t, tf.float32)], training=True)
            loss = tf.reduce_mean(tf.square(noise - pred_noise))
        gradients = tape.gradient(loss, self.network.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.network.trainable_weights))
        for weight, ema_weight in zip(self.network.weights, self.ema_network.weights):
            ema_weight.assign(self.ema * ema_weight + (1 - self.ema) * weight)
        return {"loss": loss}


network, ema_network = tiny_network(), tiny_network()
ema_network.set_weights(network.get_weights())
gdf = GaussianDiffusion()
model = DiffusionModel(network, ema_network, 100, gdf)
model.compile(loss=keras.losses.MeanSquaredError(), optimizer=keras.optimizers.Adam(2e-4))
images = tf.random.uniform((4, 16, 16, 3))
logs = model.train_step(images)
noisy = gdf.q_sample(images, tf.constant([1, 5, 9, 50]), tf.random.normal(images.shape))
samples = tf.random.normal(shape=(2, 16, 16, 3))
for t in reversed(range(0, 2)):
    tt = tf.cast(tf.fill(2, t), dtype=tf.float32)
    samples = samples - 0.1 * ema_network.predict([samples, tt], verbose=0)
result = tf.clip_by_value(samples * 127.5 + 127.5, 0.0, 255.0)

# %% vae-model-class
latent_dim = 2


class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = tf.shape(z_mean)[0]
        dim = tf.shape(z_mean)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon


encoder_inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, 3, activation="relu", strides=2, padding="same")(encoder_inputs)
x = layers.Conv2D(64, 3, activation="relu", strides=2, padding="same")(x)
shape_before_flattening = tuple(x.shape[1:])
x = layers.Flatten()(x)
x = layers.Dense(16, activation="relu")(x)
z_mean = layers.Dense(latent_dim, name="z_mean")(x)
z_log_var = layers.Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = keras.Model(encoder_inputs, [z_mean, z_log_var, z], name="encoder")
latent_inputs = keras.Input(shape=(latent_dim,))
x = layers.Dense(np.prod(shape_before_flattening), activation="relu")(latent_inputs)
x = layers.Reshape(shape_before_flattening)(x)
for f in (64, 32):
    x = layers.Conv2DTranspose(f, 3, activation="relu", strides=2, padding="same")(x)
decoder_outputs = layers.Conv2DTranspose(1, 3, activation="sigmoid", padding="same")(x)
decoder = keras.Model(latent_inputs, decoder_outputs, name="decoder")


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = keras.metrics.Mean(name="total_loss")
        self.trackers = {k: keras.metrics.Mean(name=k) for k in ("reconstruction", "kl")}

    @property
    def metrics(self):
        return [self.total_loss_tracker, *self.trackers.values()]

    def call(self, inputs):
        return self.decoder(self.encoder(inputs)[2])

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))
            kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
            total_loss = reconstruction_loss + kl_loss
        grads = tape.gradient(total_loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.total_loss_tracker.update_state(total_loss)
        return {"loss": self.total_loss_tracker.result(), **{k: m.result() for k, m in self.trackers.items()}}


mnist_digits = np.expand_dims(np.random.randint(0, 255, (12, 28, 28)), -1).astype("float32") / 255
vae = VAE(encoder, decoder)
vae.compile(optimizer=keras.optimizers.Adam())
step = vae.train_step(tf.constant(mnist_digits[:4]))
grid = np.zeros((28 * 2, 28 * 3))
for i, yi in enumerate(np.linspace(-1, 1, 2)[::-1]):
    for j, xi in enumerate(np.linspace(-1, 1, 3)):
        z_sample = np.array([[xi, yi]])
        x_decoded = vae.decoder.predict(z_sample, verbose=0)
        digit = x_decoded[0].reshape(28, 28)
        grid[i * 28 : (i + 1) * 28, j * 28 : (j + 1) * 28] = digit

# %% wgan-gp-tf-function
noise_dim, IMG_SHAPE, gp_weight = 16, (28, 28, 1), 10.0


def conv_block(x, filters, activation, kernel_size=(3, 3), strides=(1, 1), padding="same", use_bias=True, use_bn=False, use_dropout=False, drop_value=0.5):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding=padding, use_bias=use_bias)(x)
    if use_bn:
        x = layers.BatchNormalization()(x)
    x = activation(x)
    if use_dropout:
        x = layers.Dropout(drop_value)(x)
    return x


def get_discriminator_model():
    img_input = layers.Input(shape=IMG_SHAPE)
    x = layers.ZeroPadding2D((2, 2))(img_input)
    for i, f in enumerate([16, 32, 64]):
        x = conv_block(x, f, kernel_size=(5, 5), strides=(2, 2), activation=layers.LeakyReLU(0.2), use_dropout=i > 0, drop_value=0.3)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.2)(x)
    return keras.models.Model(img_input, layers.Dense(1)(x), name="discriminator")


def upsample_block(x, filters, activation, up_size=(2, 2), use_bn=False):
    x = layers.UpSampling2D(up_size)(x)
    return conv_block(x, filters, activation, use_bias=False, use_bn=use_bn)


def get_generator_model():
    noise = layers.Input(shape=(noise_dim,))
    x = layers.Dense(4 * 4 * 64, use_bias=False)(noise)
    x = layers.BatchNormalization()(x)
    x = layers.LeakyReLU(0.2)(x)
    x = layers.Reshape((4, 4, 64))(x)
    x = upsample_block(x, 32, layers.LeakyReLU(0.2), use_bn=True)
    x = upsample_block(x, 16, layers.LeakyReLU(0.2), use_bn=True)
    x = upsample_block(x, 1, layers.Activation("tanh"), use_bn=True)
    x = layers.Cropping2D((2, 2))(x)
    return keras.models.Model(noise, x, name="generator")


critic, generator = get_discriminator_model(), get_generator_model()
d_opt, g_opt = [keras.optimizers.Adam(2e-4, beta_1=0.5, beta_2=0.9) for _ in range(2)]


def gradient_penalty(batch_size, real_images, fake_images):
    alpha = tf.random.normal([batch_size, 1, 1, 1], 0.0, 1.0)
    diff = fake_images - real_images
    interpolated = real_images + alpha * diff
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(interpolated)
        pred = critic(interpolated, training=True)
    grads = gp_tape.gradient(pred, [interpolated])[0]
    norm = tf.sqrt(tf.reduce_sum(tf.square(grads), axis=[1, 2, 3]))
    return tf.reduce_mean((norm - 1.0) ** 2)


@tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.float32)])
def critic_step(real_images):
    batch_size = tf.shape(real_images)[0]
    random_latent_vectors = tf.random.normal(shape=(batch_size, noise_dim))
    with tf.GradientTape() as tape:
        fake_images = generator(random_latent_vectors, training=True)
        fake_logits = critic(fake_images, training=True)
        real_logits = critic(real_images, training=True)
        d_cost = tf.reduce_mean(fake_logits) - tf.reduce_mean(real_logits)
        gp = gradient_penalty(batch_size, real_images, fake_images)
        d_loss = d_cost + gp * gp_weight
    return d_loss, tape.gradient(d_loss, critic.trainable_variables)


d_loss, d_gradients = critic_step(tf.random.normal((5, 28, 28, 1)))
first_gradient = d_gradients[0]
fakes = generator(tf.random.normal((3, noise_dim)))
shown = (fakes[0, :, :, 0] + 1) / 2

# %% cyclegan-resnet
class ReflectionPadding2D(layers.Layer):
    def __init__(self, padding=(1, 1), **kwargs):
        self.padding = tuple(padding)
        super().__init__(**kwargs)

    def call(self, input_tensor, mask=None):
        padding_width, padding_height = self.padding
        padding_tensor = [[0, 0], [padding_height, padding_height], [padding_width, padding_width], [0, 0]]
        return tf.pad(input_tensor, padding_tensor, mode="REFLECT")


def residual_block(x, activation, kernel_size=(3, 3), strides=(1, 1), padding="valid", use_bias=False):
    dim = x.shape[-1]
    input_tensor = x
    x = ReflectionPadding2D()(input_tensor)
    x = layers.Conv2D(dim, kernel_size, strides=strides, padding=padding, use_bias=use_bias)(x)
    x = layers.GroupNormalization(groups=-1)(x)
    x = activation(x)
    x = ReflectionPadding2D()(x)
    x = layers.Conv2D(dim, kernel_size, strides=strides, padding=padding, use_bias=use_bias)(x)
    x = layers.GroupNormalization(groups=-1)(x)
    return layers.add([input_tensor, x])


def get_resnet_generator(filters=16, num_downsampling_blocks=2, num_residual_blocks=3, num_upsample_blocks=2, name=None):
    img_input = layers.Input(shape=(64, 64, 3), name=name + "_img_input")
    x = ReflectionPadding2D(padding=(3, 3))(img_input)
    x = layers.Conv2D(filters, (7, 7), use_bias=False)(x)
    x = layers.Activation("relu")(x)
    for _ in range(num_downsampling_blocks):
        filters *= 2
        x = layers.Conv2D(filters, 3, strides=2, padding="same")(x)
        x = layers.Activation("relu")(x)
    for _ in range(num_residual_blocks):
        x = residual_block(x, activation=layers.Activation("relu"))
    for _ in range(num_upsample_blocks):
        filters //= 2
        x = layers.Conv2DTranspose(filters, 3, strides=2, padding="same")(x)
        x = layers.LeakyReLU()(x)
    x = ReflectionPadding2D(padding=(3, 3))(x)
    x = layers.Conv2D(3, (7, 7), padding="valid")(x)
    x = layers.Activation("tanh")(x)
    return keras.models.Model(img_input, x, name=name)


class CycleGan(keras.Model):
    def __init__(self, generator_G, generator_F, lambda_cycle=10.0):
        super().__init__()
        self.gen_G, self.gen_F = generator_G, generator_F
        self.lambda_cycle = lambda_cycle

    def compile(self, optimizer, loss_fn):
        super().compile()
        self.optimizer_G = optimizer
        self.loss_fn = loss_fn

    def call(self, inputs):
        return {"G": self.gen_G(inputs), "F": self.gen_F(inputs)}

    def cycle(self, real_x, real_y):
        fake_y = self.gen_G(real_x, training=True)
        cycled_x = self.gen_F(fake_y, training=True)
        return self.loss_fn(real_x, cycled_x) * self.lambda_cycle, fake_y


gan = CycleGan(get_resnet_generator(name="generator_G"), get_resnet_generator(name="generator_F"))
gan.compile(keras.optimizers.Adam(), keras.losses.MeanAbsoluteError())
both = gan(tf.zeros((1, 64, 64, 3)))
cycle_loss, fake = gan.cycle(tf.ones((2, 64, 64, 3)), tf.zeros((2, 64, 64, 3)))

# %% decoder-shape-mistake
def encoder(shape, latent):
    x = inp = keras.Input(shape)
    for f in (32, 64, 128):
        x = layers.Conv2D(f, 3, strides=2, padding="same", activation="relu")(x)
    return keras.Model(inp, layers.Dense(latent)(layers.Flatten()(x))), x.shape[1:]


def decoder(latent, shape):
    x = inp = keras.Input((latent,))
    x = layers.Dense(math.prod(shape))(x)
    x = layers.Reshape(shape)(x)
    for f in (128, 64, 32):
        x = layers.Conv2DTranspose(f, 3, strides=2, padding="same", activation="relu")(x)
    return keras.Model(inp, layers.Conv2D(1, 3, padding="same")(x))


enc, shape = encoder((28, 28, 1), 8)
dec = decoder(8, shape)
rebuilt = dec(enc.output)
try:
    difference = rebuilt - enc.input
except Exception:
    difference = layers.Cropping2D(2)(rebuilt) - enc.input
short = keras.Input((10,))
mixed = dec(short)
