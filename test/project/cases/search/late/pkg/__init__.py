import settings
K = settings.N
