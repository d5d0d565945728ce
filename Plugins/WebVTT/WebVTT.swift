// WebVTT
