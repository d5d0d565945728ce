#include "CFileSystem.h"

#include <string.h>
#include <sys/vfs.h>

int cfs_identify(const char *path, int64_t *kind, int64_t *number) {
  struct statfs values;
  if (statfs(path, &values) != 0) return -1;
  *kind = (int64_t)(uint32_t)values.f_type;
  _Static_assert(sizeof values.f_fsid == sizeof *number, "the number has 64 bits");
  memcpy(number, &values.f_fsid, sizeof *number);
  return 0;
}
