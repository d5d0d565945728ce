#include "CTextClassification.h"

static const unsigned char lexicon[] = {
#embed "Data/lexicon.json"
};
static const unsigned char valence[] = {
#embed "Data/valence.json"
};
static const unsigned char toxicity_head[] = {
#embed "Data/toxicity.head"
};
static const unsigned char sentiment_head[] = {
#embed "Data/sentiment.head"
};

ctc_file ctc_lexicon(void) { return (ctc_file){lexicon, sizeof lexicon}; }
ctc_file ctc_valence(void) { return (ctc_file){valence, sizeof valence}; }
ctc_file ctc_toxicity_head(void) { return (ctc_file){toxicity_head, sizeof toxicity_head}; }
ctc_file ctc_sentiment_head(void) { return (ctc_file){sentiment_head, sizeof sentiment_head}; }
