try:
    import works
except ImportError:
    pass
raise ImportError("not here")
