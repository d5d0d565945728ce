// WhisperRecognizer
