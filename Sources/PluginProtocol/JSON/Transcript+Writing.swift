internal import Timeline
internal import Transcript

extension Transcript: JSONWritable {
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable) {
    json.literal(#"{"duration":"#)
    json.integer(duration.flicks)
    json.literal(#","language":"#)
    json.string(language.code)
    json.literal(#","languages":"#)
    try json.array(languages) { (json, score) throws(JSONWriter.Unwritable) in
      json.literal(#"{"language":"#)
      json.string(score.language.code)
      json.literal(#","score":"#)
      try json.number(score.score)
      json.literal("}")
    }
    json.literal(#","provenance":"#)
    try json.value(provenance)
    json.literal(#","segments":"#)
    try json.array(segments) { (json, segment) throws(JSONWriter.Unwritable) in try json.segment(segment) }
    json.literal(#","speech":"#)
    try json.array(speech) { (json, range) throws(JSONWriter.Unwritable) in json.range(range) }
    json.literal("}")
  }
}

extension JSONWriter {
  fileprivate mutating func segment(_ segment: Segment) throws(Unwritable) {
    literal("{")
    if let alternatives = segment.alternatives {
      literal(#""alternatives":"#)
      try array(alternatives) { (json, alternative) throws(Unwritable) in
        json.literal(#"{"score":"#)
        try json.number(alternative.score)
        json.literal(#","words":"#)
        try json.words(alternative.words)
        json.literal("}")
      }
      literal(",")
    }
    literal(#""language":"#)
    string(segment.language.code)
    if let speaker = segment.speaker {
      literal(#","speaker":"#)
      string(speaker)
    }
    literal(#","trust":{"reasons":"#)
    try array(segment.trust.reasons) { (json, reason) throws(Unwritable) in json.string(reason.rawValue) }
    literal(#","score":"#)
    try number(segment.trust.score)
    literal(#"},"words":"#)
    try words(segment.words)
    literal("}")
  }

  private mutating func words(_ words: [Word]) throws(Unwritable) {
    try array(words) { (json, word) throws(Unwritable) in
      json.literal(#"{"confidence":"#)
      try json.number(word.confidence)
      json.literal(#","hasSpaceBefore":"#)
      json.bool(word.hasSpaceBefore)
      json.literal(#","range":"#)
      json.range(word.range)
      json.literal(#","text":"#)
      json.string(word.text)
      json.literal("}")
    }
  }

  fileprivate mutating func range(_ range: TimeRange) {
    literal(#"{"end":"#)
    integer(range.end.flicks)
    literal(#","start":"#)
    integer(range.start.flicks)
    literal("}")
  }
}
