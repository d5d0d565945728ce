import Speech
import Testing

/// The grammar of time tokens, on the real vocabulary.
struct TokenRulesTests {
  private struct Setting {
    let rules: TokenRules
    var logits: [Float]
    var end: Int { rules.endOfText }
    func time(_ position: Int) -> Int { rules.firstTimestamp + position }

    init(timestamps: Bool = true, suppressed: [Int] = []) throws {
      rules = TokenRules(
        try SpeechModels.engine.get().model, usesTimestamps: timestamps, suppressed: suppressed)
      logits = [Float](repeating: 0, count: rules.vocabularySize)
      // Times are unlikely unless a test says otherwise: there are 1501 of them.
      for token in rules.firstTimestamp..<rules.vocabularySize { logits[token] = -20 }
    }

    mutating func allowed(after tokens: [Int]) -> TokenRules.Allowed {
      logits.withUnsafeMutableBufferPointer { rules.apply(after: tokens, to: $0) }
    }
  }

  @Test func `a text begins with a time of its first second`() throws {
    var setting = try Setting()
    let allowed = setting.allowed(after: [])
    #expect(allowed.text.isEmpty)
    #expect(allowed.times == setting.time(0)..<setting.time(51))
  }

  @Test func `after the first time come words, or the end where nobody speaks`() throws {
    var setting = try Setting()
    let allowed = setting.allowed(after: [setting.time(3)])
    #expect(allowed.times.isEmpty)
    #expect(allowed.text == 0..<setting.end + 1)
  }

  @Test func `after words come words, the end, or a later time`() throws {
    var setting = try Setting()
    let allowed = setting.allowed(after: [setting.time(3), 100])
    #expect(allowed.text == 0..<setting.end + 1)
    #expect(allowed.times == setting.time(4)..<setting.rules.vocabularySize)
  }

  @Test func `after the end of a segment comes the start of another, not before it, or the end`() throws {
    var setting = try Setting()
    let allowed = setting.allowed(after: [setting.time(3), 100, setting.time(50)])
    #expect(allowed.text == setting.end..<setting.end + 1)
    #expect(allowed.times.lowerBound == setting.time(50), "the next segment may begin where this one ends")
  }

  @Test func `after two times come words, or the end of a segment that goes on beyond the window`() throws {
    var setting = try Setting()
    let allowed = setting.allowed(after: [setting.time(0), 100, setting.time(50), setting.time(50)])
    #expect(allowed.text == 0..<setting.end + 1)
    #expect(allowed.times.isEmpty)
  }

  @Test func `where all times together are likelier than any word, a time it is`() throws {
    var setting = try Setting()
    for token in setting.rules.firstTimestamp..<setting.rules.vocabularySize { setting.logits[token] = -5 }
    // About 1500·e⁻⁵ = 10 against e⁰ = 1.
    let allowed = setting.allowed(after: [setting.time(3), 100])
    #expect(allowed.text.isEmpty)
    #expect(allowed.times == setting.time(4)..<setting.rules.vocabularySize)
  }

  @Test func `after a segment all times together are weighed against the end`() throws {
    var setting = try Setting()
    for token in setting.rules.firstTimestamp..<setting.rules.vocabularySize { setting.logits[token] = -5 }
    let allowed = setting.allowed(after: [setting.time(0), 100, setting.time(50)])
    #expect(allowed.text.isEmpty, "no single time is likelier than the end, but speech goes on")
    #expect(allowed.times.lowerBound == setting.time(50))
  }

  @Test func `the last time of all leaves only words and the end`() throws {
    var setting = try Setting()
    let last = setting.rules.vocabularySize - 1
    let allowed = setting.allowed(after: [setting.time(0), 100, last, last, 100])
    #expect(allowed.times.isEmpty)
    #expect(allowed.text == 0..<setting.end + 1)
  }

  @Test func `without times there are words and the end, but not the end at first`() throws {
    var setting = try Setting(timestamps: false)
    #expect(setting.allowed(after: []).times.isEmpty)
    #expect(setting.logits[setting.end] == -.infinity)
    setting.logits[setting.end] = 0
    #expect(setting.allowed(after: [100]).text == 0..<setting.end + 1)
    #expect(setting.logits[setting.end] == 0)
  }

  @Test func `figures are ruled out where numbers are wanted in words`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    var setting = try Setting(suppressed: tokenizer.figureTokens)
    _ = setting.allowed(after: [setting.time(0)])
    for token in try tokenizer.ids("1", " 20", "%", "$") { #expect(setting.logits[token] == -.infinity) }
    for token in try tokenizer.ids(" twenty", ".", " per") { #expect(setting.logits[token] == 0) }
  }

  @Test func `what is never said is ruled out`() throws {
    var setting = try Setting()
    let music = try SpeechModels.tokenizer.get().ids("♪")[0]
    _ = setting.allowed(after: [setting.time(0)])
    #expect(setting.logits[music] == -.infinity)
    #expect(setting.logits.filter { $0 == -.infinity }.count > 50)
  }
}
