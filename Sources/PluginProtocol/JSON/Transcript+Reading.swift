internal import Timeline
internal import Transcript

extension Transcript: JSONReadable {
  init(from json: inout JSONReader) throws(JSONReader.Surprise) {
    var members = JSONMembers()
    var tags = LanguageTags()
    var language: LanguageTag?
    var languages: [LanguageScore] = []
    var segments: [Segment]?
    var duration: Int64?
    var speech: [TimeRange] = []
    var provenance: Provenance?
    try json.object { (json, key) throws(JSONReader.Surprise) in
      if try members.take(key, "language", 0) {
        language = tags[try json.string()]
      } else if try members.take(key, "languages", 1) {
        if json.takeNull() { return }
        try json.array { (json) throws(JSONReader.Surprise) in languages.append(try json.value(LanguageScore.self)) }
      } else if try members.take(key, "segments", 2) {
        segments = try json.segments(&tags)
      } else if try members.take(key, "duration", 3) {
        duration = try json.integer()
      } else if try members.take(key, "speech", 4) {
        if json.takeNull() { return }
        try json.array { (json) throws(JSONReader.Surprise) in speech.append(try json.range()) }
      } else if try members.take(key, "provenance", 5) {
        provenance = try json.value(Provenance.self)
      } else {
        _ = try json.value()
      }
    }
    guard let language, let segments, let duration, let provenance else { throw JSONReader.Surprise() }
    self.init(
      language: language, languages: languages, segments: segments, duration: MediaTime(flicks: duration),
      speech: speech, provenance: provenance)
  }
}

/// Language tags of segments, which are mostly the same.
private struct LanguageTags {
  private var last: (text: String, tag: LanguageTag)?

  subscript(text: String) -> LanguageTag {
    mutating get {
      if let last, last.text == text { return last.tag }
      let tag = LanguageTag(text)
      last = (text, tag)
      return tag
    }
  }
}

extension JSONReader {
  fileprivate mutating func segments(_ tags: inout LanguageTags) throws(Surprise) -> [Segment] {
    var segments: [Segment] = []
    try array { (json) throws(Surprise) in segments.append(try json.segment(&tags)) }
    return segments
  }

  private mutating func segment(_ tags: inout LanguageTags) throws(Surprise) -> Segment {
    var members = JSONMembers()
    var words: [Word]?
    var language: LanguageTag?
    var trust = Trust.full
    var speaker: String?
    var alternatives: [Alternative]?
    try object { (json, key) throws(Surprise) in
      if try members.take(key, "words", 0) {
        words = try json.words()
      } else if try members.take(key, "language", 1) {
        language = tags[try json.string()]
      } else if try members.take(key, "trust", 2) {
        if !json.takeNull() { trust = try json.trust() }
      } else if try members.take(key, "speaker", 3) {
        if !json.takeNull() { speaker = try json.string() }
      } else if try members.take(key, "alternatives", 4) {
        if json.takeNull() { return }
        var list: [Alternative] = []
        try json.array { (json) throws(Surprise) in list.append(try json.alternative()) }
        alternatives = list
      } else {
        _ = try json.value()
      }
    }
    guard let words, let language else { throw Surprise() }
    return Segment(words: words, language: language, trust: trust, speaker: speaker, alternatives: alternatives)
  }

  private mutating func trust() throws(Surprise) -> Trust {
    var members = JSONMembers()
    var score: Double?
    var reasons: [Trust.Reason]?
    try object { (json, key) throws(Surprise) in
      if try members.take(key, "score", 0) {
        score = try json.number()
      } else if try members.take(key, "reasons", 1) {
        var list: [Trust.Reason] = []
        try json.array { (json) throws(Surprise) in
          guard let reason = Trust.Reason(rawValue: try json.string()) else { throw Surprise() }
          list.append(reason)
        }
        reasons = list
      } else {
        _ = try json.value()
      }
    }
    guard let score, let reasons else { throw Surprise() }
    return Trust(score: score, reasons: reasons)
  }

  private mutating func alternative() throws(Surprise) -> Alternative {
    var members = JSONMembers()
    var words: [Word]?
    var score: Double?
    try object { (json, key) throws(Surprise) in
      if try members.take(key, "words", 0) {
        words = try json.words()
      } else if try members.take(key, "score", 1) {
        score = try json.number()
      } else {
        _ = try json.value()
      }
    }
    guard let words, let score else { throw Surprise() }
    return Alternative(words: words, score: score)
  }

  private mutating func words() throws(Surprise) -> [Word] {
    var words: [Word] = []
    try array { (json) throws(Surprise) in words.append(try json.word()) }
    return words
  }

  private mutating func word() throws(Surprise) -> Word {
    var members = JSONMembers()
    var text: String?
    var hasSpaceBefore = true
    var range: TimeRange?
    var confidence: Double?
    try object { (json, key) throws(Surprise) in
      if try members.take(key, "confidence", 0) {
        confidence = try json.number()
      } else if try members.take(key, "hasSpaceBefore", 1) {
        if !json.takeNull() { hasSpaceBefore = try json.bool() }
      } else if try members.take(key, "range", 2) {
        range = try json.range()
      } else if try members.take(key, "text", 3) {
        text = try json.string()
      } else {
        _ = try json.value()
      }
    }
    guard let text, let range, let confidence else { throw Surprise() }
    return Word(text, hasSpaceBefore: hasSpaceBefore, range: range, confidence: confidence)
  }

  fileprivate mutating func range() throws(Surprise) -> TimeRange {
    var members = JSONMembers()
    var start: Int64?
    var end: Int64?
    try object { (json, key) throws(Surprise) in
      if try members.take(key, "start", 0) {
        start = try json.integer()
      } else if try members.take(key, "end", 1) {
        end = try json.integer()
      } else {
        _ = try json.value()
      }
    }
    guard let start, let end else { throw Surprise() }
    // As it came, whichever is first: who receives it judges it.
    var range = TimeRange(start: MediaTime(flicks: start), end: MediaTime(flicks: start))
    range.end = MediaTime(flicks: end)
    return range
  }
}
