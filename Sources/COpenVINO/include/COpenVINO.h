#pragma once
#ifdef __cplusplus
extern "C" {
#endif
int cov_probe(void);
#ifdef __cplusplus
}
#endif
