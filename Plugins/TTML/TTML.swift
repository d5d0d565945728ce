// TTML
