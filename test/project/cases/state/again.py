import once

once.runs += 10
