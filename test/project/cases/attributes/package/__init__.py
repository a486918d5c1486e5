from config import FACTOR
