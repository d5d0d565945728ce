/// statfs(2), which Swift's Glibc module does not have.
#pragma once

#include <stdint.h>

/// The kind and the number of the file system that `path` is on; -1 with errno where that cannot be told.
int cfs_identify(const char *path, int64_t *kind, int64_t *number);
