import works

works.log.append("halfway")
raise RuntimeError("stop")
