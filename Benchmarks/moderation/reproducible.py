"""Import this before numpy: one thread, and arithmetic kernels that every AVX2 machine has."""

import os
import sys

assert "numpy" not in sys.modules, "import reproducible before numpy"
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["ONEDNN_MAX_CPU_ISA"] = "AVX2"
os.environ["PYTHONHASHSEED"] = "0"

# only names that this CPU has, else numpy warns
with open("/proc/cpuinfo", encoding="ascii", errors="replace") as _f:
    _flags = next((line for line in _f if line.startswith("flags")), "").split()
_groups = {"AVX512F": "avx512f", "AVX512CD": "avx512cd", "AVX512_SKX": "avx512vl", "AVX512_CLX": "avx512_vnni",
           "AVX512_CNL": "avx512_vbmi", "AVX512_ICL": "avx512_vbmi2", "AVX512_SPR": "avx512_fp16"}
os.environ["NPY_DISABLE_CPU_FEATURES"] = " ".join(k for k, v in _groups.items() if v in _flags)
