import Moderation
import Timeline
import Transcript

extension AmazonTranscribeDocument {
  /// The document for a transcript.
  init(jobName: String, accountID: String, transcript: Transcript, annotations: Annotations = .none) {
    let marked = annotations.marked
    self.jobName = jobName
    accountId = accountID
    let isMultilingual = Set(transcript.segments.map(\.language)).count > 1
    let hasSpeakers = transcript.segments.contains { $0.speaker != nil }
    var items: [Item] = []
    var segments: [AudioSegment] = []
    var wordIndex = 0
    for segment in transcript.segments where !segment.words.isEmpty {
      let language = isMultilingual ? segment.language.code : nil
      let firstID = items.count
      for word in segment.words {
        let mark = marked.map { $0.contains(wordIndex) }
        Self.append(word, language: language, speaker: segment.speaker, mark: mark, to: &items)
        wordIndex += 1
      }
      segments.append(
        AudioSegment(
          id: segments.count, transcript: segment.text, start_time: Self.seconds(segment.range.start),
          end_time: Self.seconds(segment.range.end), items: Array(firstID..<items.count),
          language_code: language, speaker_label: segment.speaker))
    }
    let isIdentified = !transcript.languages.isEmpty
    results = Results(
      language_code: isIdentified && !isMultilingual ? transcript.language.code : nil,
      language_codes: isMultilingual ? Self.spokenLanguages(transcript) : nil,
      language_identification: isIdentified && !isMultilingual
        ? transcript.languages.map {
          IdentifiedLanguage(score: Self.score($0.score, places: 4), code: $0.language.code)
        } : nil,
      transcripts: [Text(transcript: transcript.text)],
      speaker_labels: hasSpeakers ? Self.speakerLabels(transcript) : nil,
      items: items, toxicity_detection: ToxicSegment.all(in: annotations, transcript), audio_segments: segments,
      segments: Self.readings(transcript))
  }

  /// Every segment with what else was heard; nil where other readings were not asked for.
  private static func readings(_ transcript: Transcript) -> [ReadSegment]? {
    let segments = transcript.segments.filter { !$0.words.isEmpty }
    guard segments.contains(where: { $0.alternatives != nil }) else { return nil }
    return segments.map { segment in
      let others = segment.alternatives?.map(\.words) ?? []
      return ReadSegment(
        start_time: seconds(segment.range.start), end_time: seconds(segment.range.end),
        alternatives: ([segment.words] + others).map { words in
          Reading(transcript: words.joinedText, items: items(words, language: nil, speaker: nil).map(ReadItem.init))
        })
    }
  }

  private static func items(_ words: [Word], language: String?, speaker: String?) -> [Item] {
    var items: [Item] = []
    for word in words { append(word, language: language, speaker: speaker, mark: nil, to: &items) }
    return items
  }

  /// A word as Amazon has it: its punctuation apart, before and after.
  private static func append(
    _ word: Word, language: String?, speaker: String?, mark isMarked: Bool?, to items: inout [Item]
  ) {
    for part in PunctuatedWord(word.text).parts {
      switch part {
      case .mark(let mark):
        items.append(
          Item(
            id: items.count, type: "punctuation", alternatives: [Alternative(confidence: "0.0", content: mark)],
            language_code: language, speaker_label: speaker, vocabularyFilterMatch: isMarked.map { _ in false }))
      case .word(let text):
        items.append(
          Item(
            id: items.count, type: "pronunciation",
            alternatives: [Alternative(confidence: score(word.confidence), content: text)],
            start_time: seconds(word.start), end_time: seconds(word.end), language_code: language,
            speaker_label: speaker, vocabularyFilterMatch: isMarked))
      }
    }
  }

  private static func spokenLanguages(_ transcript: Transcript) -> [SpokenLanguage] {
    var order: [String] = []
    var milliseconds: [String: Int64] = [:]
    for segment in transcript.segments {
      let code = segment.language.code
      if milliseconds[code] == nil { order.append(code) }
      milliseconds[code, default: 0] += segment.range.duration.milliseconds
    }
    return order.map {
      SpokenLanguage(language_code: $0, duration_in_seconds: Double(milliseconds[$0] ?? 0) / 1000)
    }
  }

  private static func speakerLabels(_ transcript: Transcript) -> SpeakerLabels {
    let segments = transcript.segments.compactMap { segment -> SpeakerSegment? in
      guard let speaker = segment.speaker, !segment.words.isEmpty else { return nil }
      let items = segment.words.filter { PunctuatedWord($0.text).hasWord }.map {
        SpeakerItem(speaker_label: speaker, start_time: seconds($0.start), end_time: seconds($0.end))
      }
      return SpeakerSegment(
        start_time: seconds(segment.range.start), end_time: seconds(segment.range.end), speaker_label: speaker,
        items: items)
    }
    return SpeakerLabels(segments: segments, speakers: Set(segments.map(\.speaker_label)).count)
  }
}

extension AmazonTranscribeDocument.ReadItem {
  init(_ item: AmazonTranscribeDocument.Item) {
    type = item.type
    confidence = item.alternatives.first?.confidence ?? "0.0"
    content = item.alternatives.first?.content ?? ""
    start_time = item.start_time
    end_time = item.end_time
  }
}

extension Annotations {
  /// Words that findings ask to be marked, by their index; nil where none does.
  var marked: Set<Int>? {
    let marks = findings.filter { $0.treatment == .tag }.compactMap(\.words)
    return marks.isEmpty ? nil : Set(marks.joined())
  }
}
