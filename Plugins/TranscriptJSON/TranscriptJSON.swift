// TranscriptJSON
