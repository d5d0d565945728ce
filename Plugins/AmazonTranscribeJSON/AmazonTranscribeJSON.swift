// AmazonTranscribeJSON
