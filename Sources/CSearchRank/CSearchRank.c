#include "CSearchRank.h"

#include <sqlite3.h>
#include <string.h>

// Robertson, Walker, Jones, Hancock-Beaulieu and Gatford, "Okapi at TREC-3" (1994); the values of FTS5.
static const double saturation = 1.2;
static const double lengthInfluence = 0.75;

// What is known throughout a query.
typedef struct {
  double meanLength;
  sqlite3_stmt *readBlock;
  sqlite3_int64 block;
  int count;
  unsigned char lengths[CSR_BLOCK];
} Lengths;

static void freeLengths(void *pointer) {
  Lengths *lengths = pointer;
  sqlite3_finalize(lengths->readBlock);
  sqlite3_free(lengths);
}

static int makeLengths(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3 *connection, Lengths **result) {
  sqlite3_int64 rows = 0, words = 0;
  int status = api->xRowCount(context, &rows);
  if (status == SQLITE_OK) status = api->xColumnTotalSize(context, -1, &words);
  if (status != SQLITE_OK) return status;
  Lengths *lengths = sqlite3_malloc(sizeof *lengths);
  if (!lengths) return SQLITE_NOMEM;
  memset(lengths, 0, sizeof *lengths);
  lengths->meanLength = rows > 0 && words > 0 ? (double)words / (double)rows : 1;
  lengths->block = -1;
  status = sqlite3_prepare_v2(
      connection, "SELECT words FROM main.rowLength WHERE block = ?1", -1, &lengths->readBlock, 0);
  if (status != SQLITE_OK) {
    freeLengths(lengths);
    return status;
  }
  *result = lengths;
  // Frees them where it fails.
  return api->xSetAuxdata(context, lengths, freeLengths);
}

static int readLength(Lengths *lengths, sqlite3_int64 row, double *length) {
  if (row / CSR_BLOCK != lengths->block) {
    lengths->block = row / CSR_BLOCK;
    lengths->count = 0;
    sqlite3_bind_int64(lengths->readBlock, 1, lengths->block);
    if (sqlite3_step(lengths->readBlock) == SQLITE_ROW) {
      const void *bytes = sqlite3_column_blob(lengths->readBlock, 0);
      const int count = sqlite3_column_bytes(lengths->readBlock, 0);
      lengths->count = !bytes ? 0 : count < CSR_BLOCK ? count : CSR_BLOCK;
      if (lengths->count > 0) memcpy(lengths->lengths, bytes, (size_t)lengths->count);
    }
    const int status = sqlite3_reset(lengths->readBlock);
    if (status != SQLITE_OK) return status;
  }
  const int place = (int)(row % CSR_BLOCK);
  *length = place >= 0 && place < lengths->count ? lengths->lengths[place] : lengths->meanLength;
  return SQLITE_OK;
}

static void relevance(
    const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result, int count, sqlite3_value **values) {
  Lengths *lengths = api->xGetAuxdata(context, 0);
  int status = lengths ? SQLITE_OK : makeLengths(api, context, sqlite3_context_db_handle(result), &lengths);
  double length = 1;
  if (status == SQLITE_OK) status = readLength(lengths, api->xRowid(context), &length);
  if (status != SQLITE_OK) {
    sqlite3_result_error_code(result, status);
    return;
  }
  const double offset = saturation * (1 - lengthInfluence + lengthInfluence * length / lengths->meanLength);
  const char *weights = count > 0 ? sqlite3_value_blob(values[0]) : 0;
  const int weightCount = weights ? sqlite3_value_bytes(values[0]) / (int)sizeof(double) : 0;
  double score = 0;
  const int phrases = api->xPhraseCount(context);
  for (int phrase = 0; phrase < phrases; phrase++) {
    Fts5PhraseIter places;
    int column = 0, word = 0;
    double frequency = 0;
    status = api->xPhraseFirst(context, phrase, &places, &column, &word);
    if (status != SQLITE_OK) {
      sqlite3_result_error_code(result, status);
      return;
    }
    for (; column >= 0; api->xPhraseNext(context, &places, &column, &word)) frequency++;
    if (frequency > 0) {
      double weight = 1;
      if (phrase < weightCount) memcpy(&weight, weights + phrase * sizeof weight, sizeof weight);
      score += weight * frequency * (saturation + 1) / (frequency + offset);
    }
  }
  sqlite3_result_double(result, score);
}

// FTS5's functions are got by a query whose parameter they are written to.
static fts5_api *functions(sqlite3 *connection) {
  fts5_api *api = 0;
  sqlite3_stmt *statement = 0;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, 0) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", 0);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

int csr_register(void *connection) {
  fts5_api *api = functions(connection);
  return api ? api->xCreateFunction(api, "relevance", 0, relevance, 0) : SQLITE_ERROR;
}
