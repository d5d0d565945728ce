// How well a row of an FTS5 table matches what is looked for: BM25 whose weights of phrases are given and whose lengths of
// rows lie side by side. FTS5's own counts all rows with each phrase first, however many those are, and looks up the
// length of each row by itself.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Lengths that lie in one row of `rowLength`.
#define CSR_BLOCK 2048

/// Adds `relevance(table, weights)` to a connection (`sqlite3 *`), where `weights` is a blob of doubles, one for each phrase
/// from the left of the query; one without a weight has 1. Results are higher the better a row matches.
///
/// `rowLength (block INTEGER PRIMARY KEY, words BLOB)` of the main database has the number of words of row r, at most 255,
/// as byte r % CSR_BLOCK of block r / CSR_BLOCK. A row without it is taken for one of mean length.
///
/// Returns 0, or SQLite's code of what went wrong: SQLITE_ERROR where it was built without FTS5.
int csr_register(void *connection);

#ifdef __cplusplus
}
#endif
