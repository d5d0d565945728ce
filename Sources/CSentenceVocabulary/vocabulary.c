#include "CSentenceVocabulary.h"

static const unsigned char vocabulary[] = {
#embed "vocabulary.txt"
};

const unsigned char *csv_vocabulary(size_t *size) {
  *size = sizeof vocabulary;
  return vocabulary;
}
