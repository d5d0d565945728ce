// The word lists and the trained heads inside the program. Sources and licences: Documentation/NOTICE.md.
#pragma once

#include <stddef.h>

/// Bytes that live as long as the program.
typedef struct {
  const unsigned char *start;
  size_t size;
} ctc_file;

/// Words and phrases with severities, cue lists and the table that folds letters: JSON.
ctc_file ctc_lexicon(void);
/// Words with what they say of a mood: JSON.
ctc_file ctc_valence(void);
/// What was trained, in the form that HeadFile.swift describes.
ctc_file ctc_toxicity_head(void);
ctc_file ctc_sentiment_head(void);
